// What `npm start` and `npm run dev` do once the packages are there: everything is checked before anything
// is begun, and what was begun is ended in order, web before database.
import path from 'node:path'
import './typescript.mjs'
import { build, generate } from './build.mjs'
import { ensureFolder, placeOf, secretsOf, startEmbedded } from './database.mjs'
import { demonstration } from './demo.mjs'
import { checkExternal } from './external.mjs'
import { Failure } from './failure.mjs'
import { ROOT } from './install.mjs'
import { holder } from './instance.mjs'
import { migrate, pendingMigrations } from './migrate.mjs'
import { portOf, refuseTakenPort } from './port.mjs'
import { startWeb, webEnvironment } from './web.mjs'

const log = (line) => process.stdout.write(`${line}\n`)

export async function start({ dev = false, env = process.env } = {}) {
  process.chdir(ROOT)
  const began = performance.now()
  const port = portOf(env)
  if (env.BASE_URL && !URL.canParse(env.BASE_URL)) throw new Failure(`BASE_URL is "${env.BASE_URL}", which is not an address such as https://review.example.org.`)
  await refuseTakenPort(port)

  // A signal at any moment ends what has been begun, once.
  const begun = []
  let ending = null
  const end = (code, line) => (ending ??= (async () => {
    if (line) process.stderr.write(`\nTrilateral: ${line}\n`)
    for (const part of begun.toReversed()) await part.stop()
    process.exit(code)
  })())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))

  try {
    const external = Boolean(env.DATABASE_URL)
    const dataDir = env.DATA_DIR || path.join(ROOT, '.data')
    if (external) await checkExternal({ appUrl: env.DATABASE_URL, ownerUrl: env.OWNER_DATABASE_URL })
    else refuseHeld(dataDir)
    if (dev) await generate({ log })
    else await build({ log })
    if (ending) return

    const database = external ? { appUrl: env.DATABASE_URL, ownerUrl: env.OWNER_DATABASE_URL } : await startEmbedded({ dataDir, log })
    if (!external) begun.push(database)
    await prepare(database)
    const demo = await demonstration(database, { env, external })
    if (ending) return

    const secret = env.AUTH_SECRET || env.NEXTAUTH_SECRET || (database.secrets ?? secretsOf(ensureFolder(path.resolve(dataDir)))).auth
    const web = startWeb({ dev, port, env: webEnvironment({ env, port, appUrl: database.appUrl, secret, demo: demo.exist, dev }) })
    begun.push(web)
    web.exited.then(({ code, signal }) => end(1, `the web server ended unexpectedly (${signal ?? `exit code ${code}`}); the database was stopped cleanly.`))
    database.exited?.then(({ code, signal }) => end(1, `the database ended unexpectedly (${signal ?? `exit code ${code}`}); the web server was stopped. Start again: it recovers by itself.`))
    if (!(await web.ready) || ending) return
    const lines = [`\nTrilateral is at ${env.BASE_URL || `http://localhost:${port}`}  (ready after ${((performance.now() - began) / 1000).toFixed(1)} s; Ctrl-C stops it)`]
    if (demo.password) {
      lines.push('\nDemonstration accounts, for trying it out on this machine; npm run demo:remove ends them:',
        '  lead.us, delegate.us, staff.us, the same for ca and mx, secretariat, admin, stakeholder; each @demo.example',
        `  password for all: ${demo.password}${env.DEMO_PASSWORD ? '' : '   (shown this once)'}`)
    }
    log(lines.join('\n'))
  } catch (error) {
    if (ending) return
    for (const part of begun.toReversed()) await part.stop().catch(() => undefined)
    throw error
  }
}

/** Said before a build of minutes; startEmbedded takes the lock itself. */
function refuseHeld(dataDir) {
  const { place } = placeOf(dataDir)
  const other = holder(place)
  if (other) throw new Failure(`the data directory ${place} is held by another running instance (process ${other.pid}); stop it, or choose another with DATA_DIR.`)
}

/** Migrations and reference data. Without the owner's address, only checks that nothing is pending. */
async function prepare({ appUrl, ownerUrl }) {
  if (!ownerUrl) {
    const pending = await pendingMigrations(appUrl)
    if (pending.length > 0) throw new Failure(`the database lacks the migrations ${pending.join(', ')}; give OWNER_DATABASE_URL once so that they are applied.`)
    return
  }
  const applied = await migrate(ownerUrl)
  if (applied.length > 0) log(`Applied ${applied.length === 1 ? 'the migration' : 'the migrations'} ${applied.join(', ')}.`)
  const { loadReference } = await import('../load-reference.ts')
  await loadReference({ ownerUrl, appUrl, log })
}
