import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { createScratchDatabase, withClient } from './lib/database.mjs'
import { migrate, migrationsOf, pendingMigrations } from './lib/migrate.mjs'

const server = process.env.TEST_SUPER_URL!

function folderOf(migrations: Record<string, string>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'migrations-'))
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(path.join(folder, name))
    writeFileSync(path.join(folder, name, 'migration.sql'), sql)
  }
  return folder
}
const own = () => Object.fromEntries(migrationsOf().map(({ name, sql }) => [name, sql]))

test('a failed migration is named, and neither it nor those before it in the same run are kept', async () => {
  const { ownerUrl } = await createScratchDatabase(server, 'migrate_failed')
  const folder = folderOf({ ...own(), '9001_good': 'CREATE TABLE good (id int);', '9002_bad': 'CREATE TABLE half (id int);\nSELECT 1 / 0;' })
  await expect(migrate(ownerUrl, { folder })).rejects.toThrow(/migration 9002_bad failed and nothing of it was kept: division by zero/)
  const { rows } = await withClient(ownerUrl, (db: Client) => db.query(`SELECT to_regclass('good') AS good, to_regclass('half') AS half`))
  expect(rows).toEqual([{ good: null, half: null }])
  // Mended, it goes on from there.
  const mended = folderOf({ ...own(), '9001_good': 'CREATE TABLE good (id int);', '9002_bad': 'CREATE TABLE half (id int);' })
  expect(await migrate(ownerUrl, { folder: mended })).toEqual(['9001_good', '9002_bad'])
})

test('two servers that start together apply the migrations once', async () => {
  const { ownerUrl } = await createScratchDatabase(server, 'migrate_together')
  const folder = folderOf({ ...own(), '9001_slow': 'SELECT pg_sleep(0.3); CREATE TABLE slow (id int);' })
  const [one, other] = await Promise.all([migrate(ownerUrl, { folder }), migrate(ownerUrl, { folder })])
  expect([...one, ...other]).toEqual(['9001_slow'])
})

test('a migration changed after it was applied, and one of a newer version, are refused', async () => {
  const { appUrl } = await createScratchDatabase(server, 'migrate_diverged')
  const [first, ...rest] = migrationsOf()
  await expect(pendingMigrations(appUrl, [{ ...first!, checksum: 'other' }, ...rest])).rejects.toThrow(/was changed after it was applied/)
  await expect(pendingMigrations(appUrl, rest)).rejects.toThrow(/which this version does not know/)
})
