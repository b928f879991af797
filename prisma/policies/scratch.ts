import pg from 'pg'
import { createScratchDatabase } from '../../scripts/lib/database.mjs'
import { plant } from './plant.ts'

/** Addresses of one scratch database for the three who connect. */
export type Scratch = { superUrl: string; ownerUrl: string; appUrl: string }

/** A scratch database with every migration applied and the planted rows in it, on the test run's server. */
export async function plantedDatabase(name: string): Promise<Scratch> {
  const superUrl = process.env.TEST_SUPER_URL
  if (!superUrl) throw new Error('TEST_SUPER_URL is not set: run these tests by npm test, or name a PostgreSQL superuser')
  const urls = await createScratchDatabase(superUrl, name) as Scratch
  await plant(urls.superUrl)
  return urls
}

/** Runs work on a connection and closes it whatever happens. */
export async function connected<T>(url: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    return await work(db)
  } finally {
    await db.end()
  }
}
