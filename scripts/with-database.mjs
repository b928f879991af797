// node scripts/with-database.mjs SCRIPT [arguments]: runs a script with DATABASE_URL and OWNER_DATABASE_URL set,
// beside a running server or, when none runs, with the embedded database started for the while.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { runningEmbedded, startEmbedded } from './lib/database.mjs'
import { Failure, orExit } from './lib/failure.mjs'
import { ROOT } from './lib/install.mjs'

await orExit(async () => {
  const [script, ...args] = process.argv.slice(2)
  if (!script) throw new Failure('name a script to run.')
  const dataDir = process.env.DATA_DIR || path.join(ROOT, '.data')
  let database = null
  let urls = { appUrl: process.env.DATABASE_URL, ownerUrl: process.env.OWNER_DATABASE_URL }
  if (!urls.appUrl) {
    urls = runningEmbedded(dataDir)
    if (!urls) {
      urls = database = await startEmbedded({ dataDir })
      const { migrate } = await import('./lib/migrate.mjs')
      await migrate(database.ownerUrl)
    }
  }
  const env = { ...process.env, DATABASE_URL: urls.appUrl, ...(urls.ownerUrl ? { OWNER_DATABASE_URL: urls.ownerUrl } : {}) }
  const child = spawn(process.execPath, ['--import', new URL('./lib/typescript.mjs', import.meta.url).href, path.resolve(script), ...args], { env, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const code = await new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)))
  await database?.stop()
  process.exit(code)
})
