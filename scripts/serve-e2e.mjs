// Playwright's web server: the built site on a scratch database with the reference data and the demonstration accounts.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { orExit } from './lib/failure.mjs'
import { ROOT } from './lib/install.mjs'
import { refuseTakenPort } from './lib/port.mjs'
import { scratchServer } from './lib/scratch.mjs'
import { startWeb, webEnvironment } from './lib/web.mjs'

const log = (line) => process.stdout.write(`${line}\n`)

await orExit(async () => {
  process.chdir(ROOT)
  const port = Number(process.env.PORT || 3100)
  await refuseTakenPort(port)
  await build({ log })
  const database = await scratchServer()
  const begun = [database]
  let ending = null
  const end = (code) => (ending ??= (async () => {
    for (const part of begun.toReversed()) await part.stop()
    process.exit(code)
  })())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))
  try {
    const { loadDemo } = await import('./load-demo.ts')
    await loadDemo({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, password: process.env.DEMO_PASSWORD || 'demo-password-1234' })
    const web = startWeb({ port, env: webEnvironment({ env: process.env, port, appUrl: database.appUrl, secret: database.secrets.auth, demo: true }) })
    begun.push(web)
    web.exited.then(() => end(1))
    const state = path.resolve(process.env.E2E_STATE || 'test-results/e2e-state.json')
    mkdirSync(path.dirname(state), { recursive: true })
    const { superUrl, ownerUrl, appUrl } = database
    writeFileSync(state, JSON.stringify({ superUrl, ownerUrl, appUrl, baseUrl: `http://localhost:${port}` }), { mode: 0o600 })
    if (await web.ready) log(`ready at http://localhost:${port}`)
  } catch (error) {
    for (const part of begun.toReversed()) await part.stop().catch(() => undefined)
    throw error
  }
})
