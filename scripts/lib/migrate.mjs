// Migrations by Prisma's own schema engine as WebAssembly: nothing is downloaded, and `prisma migrate deploy`
// understands the same database. All pending migrations are one transaction: all of them, or nothing.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { Failure } from './failure.mjs'

const PRISMA = fileURLToPath(new URL('../../prisma/', import.meta.url))
const FILTERS = { externalTables: [], externalEnums: [] }

/** The migrations of this build, in order: {name, sql, checksum}. */
export function migrationsOf(folder = path.join(PRISMA, 'migrations')) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name).sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

let engineClass
/** The module keeps one instance in its own globals: loaded once a process. */
async function loadEngine() {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const bound = await import(path.join(folder, 'schema_engine_bg.js'))
  const { instance } = await WebAssembly.instantiate(readFileSync(path.join(folder, 'schema_engine_bg.wasm')), { './schema_engine_bg.js': bound })
  bound.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return bound.SchemaEngine
}

async function schemaEngine(datamodels, factory) {
  engineClass ??= loadEngine()
  return (await engineClass).new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory))
}

function datamodels() {
  const folder = path.join(PRISMA, 'schema')
  return readdirSync(folder).filter((name) => name.endsWith('.prisma')).sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')])
}

/** Prisma's adapter splits scripts at every semicolon, which breaks function bodies: whole scripts here. */
function wholeScripts(pool, onFailure) {
  const factory = new PrismaPg(pool, { disposeExternalPool: false })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    adapter.executeScript = async (script) => {
      try {
        await pool.query(script)
      } catch (error) {
        onFailure(error, script)
        adapter.onError(error)
      }
    }
    return adapter
  }
  return factory
}

/** Names of this build's migrations that the database lacks. Throws a Failure when the two have diverged. Works as owner or app role. */
export async function pendingMigrations(url, migrations = migrationsOf()) {
  const { withClient } = await import('./database.mjs')
  const applied = await withClient(url, async (db) => {
    const { rows } = await db.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`)
    if (!rows[0].there) return []
    return (await db.query('SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at')).rows
  })
  for (const row of applied) {
    if (!row.finished_at) throw new Failure(`the migration ${row.migration_name} was begun by another tool and never finished; resolve it (prisma migrate resolve) and start again.`)
    const own = migrations.find((migration) => migration.name === row.migration_name)
    if (!own) throw new Failure(`the database has the migration ${row.migration_name}, which this version does not know: it was used by a newer version.`)
    if (own.checksum !== row.checksum) throw new Failure(`the migration ${row.migration_name} was changed after it was applied to this database; restore the file.`)
  }
  const have = new Set(applied.map((row) => row.migration_name))
  return migrations.map((migration) => migration.name).filter((name) => !have.has(name))
}

/** Applies what is pending, all or nothing. Returns the names applied; throws a Failure naming the migration that failed. */
export async function migrate(ownerUrl, { folder } = {}) {
  const migrations = migrationsOf(folder)
  if ((await pendingMigrations(ownerUrl, migrations)).length === 0) return []
  // One connection, one transaction around all that the engine does.
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, idleTimeoutMillis: 0 })
  pool.on('error', () => undefined)
  let cause = null
  let engine
  try {
    // One migrating server at a time; the others then find nothing to do.
    await pool.query(`SELECT pg_advisory_lock(hashtext('trilateral:migrate'))`)
    if ((await pendingMigrations(ownerUrl, migrations)).length === 0) return []
    await pool.query('BEGIN')
    engine = await schemaEngine(datamodels(), wholeScripts(pool, (error, script) => (cause ??= { error, name: migrations.find(({ sql }) => sql === script)?.name })))
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: path.join(PRISMA, 'migrations'),
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({ path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } } })),
      },
      filters: FILTERS,
    })
    await pool.query('COMMIT')
    return appliedMigrationNames
  } catch (error) {
    await pool.query('ROLLBACK').catch(() => undefined)
    const at = cause?.name
    const why = cause ? `${cause.error.message}${cause.error.where ? ` (${cause.error.where.split('\n')[0]})` : ''}` : String(error?.message ?? error).trim().split('\n').at(-1)
    throw new Failure(`the migration${at ? ` ${at}` : ''} failed and nothing of it was kept: ${why}`)
  } finally {
    engine?.free()
    await pool.end()
  }
}

/** The SQL that leads from the tables of one datamodel to those of another; the engine wants a server to ask, and changes nothing there. */
export async function diff(url, from, to = datamodels()) {
  const engine = await schemaEngine(to, new PrismaPg({ connectionString: url }))
  const side = (files) => ({ tag: 'schemaDatamodel', files: files.map(([name, content]) => ({ path: name, content })) })
  const { stdout } = await engine.diff({ from: from.length ? side(from) : { tag: 'empty' }, to: side(to), script: true, shadowDatabaseUrl: null, exitCode: null, filters: FILTERS })
  return stdout
}
