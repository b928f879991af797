// Generates Prisma's client and builds the site, each only when what it is made from has changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { ROOT } from './install.mjs'
import { migrationsOf } from './migrate.mjs'

const GENERATED = path.join(ROOT, 'lib/generated')
const SOURCES = ['app', 'components', 'features', 'lib', 'messages', 'public', 'prisma/schema', 'prisma/migrations', 'package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'proxy.ts', 'instrumentation.ts', 'tsconfig.json']

/** Every file under these places that a build reads, in a stable order. */
function filesOf(places) {
  const found = []
  const walk = (relative) => {
    for (const entry of readdirSync(path.join(ROOT, relative), { withFileTypes: true })) {
      const name = path.join(relative, entry.name)
      if (name === 'lib/generated' || /\.test\.tsx?$/.test(name)) continue
      if (entry.isDirectory()) walk(name)
      else if (entry.isFile()) found.push(name)
    }
  }
  for (const place of places) {
    const full = path.join(ROOT, place)
    if (!existsSync(full)) continue
    if (path.extname(place)) found.push(place)
    else walk(place)
  }
  return found.sort()
}

function fingerprint(places) {
  const hash = createHash('sha256').update(process.version)
  for (const name of filesOf(places)) hash.update(`\0${name}\0`).update(readFileSync(path.join(ROOT, name)))
  return hash.digest('hex')
}

const stampOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null)

/** Runs a tool of node_modules; its output only when it fails or `show`. */
function run(script, args, { env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'node_modules', script), ...args],
      { cwd: ROOT, env: { ...process.env, ...env }, stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout?.on('data', (part) => (output += part))
    child.stderr?.on('data', (part) => (output += part))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(Object.assign(new Error(`${script} ${args.join(' ')}`), { output, code }))))
  })
}

/** Prisma's client and the list of this build's migrations, into lib/generated. */
export async function generate({ log = () => undefined } = {}) {
  const stamp = path.join(GENERATED, 'stamp')
  const now = fingerprint(['prisma/schema', 'prisma/migrations', 'package-lock.json'])
  if (stampOf(stamp) === now) return
  log('Generating the database client...')
  mkdirSync(GENERATED, { recursive: true })
  rmSync(stamp, { force: true })
  try {
    // Prisma looks for an engine binary that it then does not use: any executable satisfies it, and nothing is downloaded.
    await run('prisma/build/index.js', ['generate'], { env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' } })
  } catch (error) {
    throw new Failure(`the database client could not be generated from prisma/schema:\n${error.output ?? error.message}`)
  }
  writeFileSync(path.join(GENERATED, 'migrations.ts'), `/** The migrations of this build: /api/ready compares them with the database's. */\nexport const MIGRATIONS: readonly string[] = ${JSON.stringify(migrationsOf().map((migration) => migration.name))}\n`)
  writeFileSync(stamp, now)
}

/** Builds the site when any source differs from those of the last complete build. Returns whether it built. */
export async function build({ log = () => undefined } = {}) {
  await generate({ log })
  const stamp = path.join(ROOT, '.next/trilateral-build')
  const now = fingerprint(SOURCES)
  if (stampOf(stamp) === now && existsSync(path.join(ROOT, '.next/BUILD_ID'))) return false
  log('Building the site (about a minute)...')
  rmSync(stamp, { force: true })
  try {
    await run('next/dist/bin/next', ['build'], { show: true, env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } })
  } catch (error) {
    throw new Failure(`the site could not be built (exit code ${error.code ?? error.message}): see the lines above; nothing was started.`)
  }
  writeFileSync(stamp, now)
  return true
}
