// Demonstration accounts: only on an embedded database that serves this machine alone.
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withClient } from './database.mjs'
import { Failure } from './failure.mjs'
import { isPublic } from './web.mjs'

const ENDED = 'demo-removed'

/** Remembers that the operator ended them: later starts make none. */
export function noteDemoRemoved(place) {
  writeFileSync(path.join(place, ENDED), `${new Date().toISOString()}\n`)
}

async function there({ ownerUrl, appUrl }) {
  return withClient(ownerUrl ?? appUrl, async (db) => {
    await db.query('BEGIN')
    // The owner has a policy on accounts; the app role sees them as the gate.
    await db.query(`SELECT set_config('app.role', 'gate', true)`)
    return (await db.query('SELECT EXISTS (SELECT 1 FROM app_user WHERE demonstration) AS exist')).rows[0].exist
  })
}

/** Makes them where they are allowed and not there. Returns {exist, password?}; the password only when just made. Throws a Failure on a public address with them. */
export async function demonstration(database, { env, external }) {
  const exist = await there(database)
  if (isPublic(env.BASE_URL) && exist) throw new Failure('BASE_URL is public while demonstration accounts exist; end them with npm run demo:remove first.')
  if (exist || external || isPublic(env.BASE_URL)) return { exist }
  const ended = path.join(database.place, ENDED)
  // Once ended they stay ended, unless a password asks for them.
  if (existsSync(ended) && !env.DEMO_PASSWORD) return { exist }
  const { loadDemo } = await import('../load-demo.ts')
  const password = env.DEMO_PASSWORD || randomBytes(9).toString('base64url')
  const { created } = await loadDemo({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, password })
  rmSync(ended, { force: true })
  return { exist: true, password: created ? password : undefined }
}
