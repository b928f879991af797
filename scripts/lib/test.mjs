import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build, generate } from './build.mjs'
import { Failure } from './failure.mjs'
import { ROOT } from './install.mjs'

const RESULTS = path.join(ROOT, 'test-results')
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const NOT_RUN = [
  ['npm run test:shared', 'on the files of ../shared/data, which are not part of the project'],
  ['npm run test:office', 'LibreOffice round trips: there is no text to round-trip yet'],
  ['npm run bench', 'speed, against its floor'],
]
const heading = (text) => process.stdout.write(`\n== ${text} ${'='.repeat(Math.max(3, 76 - text.length))}\n`)

/** Chromium from the system's packages: nothing is downloaded from anywhere else. Throws a Failure that names the package. */
function ensureBrowser() {
  if (CHROMIUM.some((name) => existsSync(name))) return
  const root = process.getuid?.() === 0
  const sudo = !root && spawnSync('sudo', ['-n', 'true']).status === 0
  if (existsSync('/usr/bin/apt-get') && (root || sudo)) {
    process.stdout.write('Installing the system package chromium (apt-get)...\n')
    const apt = (...args) => spawnSync(root ? 'apt-get' : 'sudo', [...(root ? [] : ['-n', 'apt-get']), ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    apt('update', '-qq')
    apt('install', '-y', '-qq', 'chromium')
  }
  if (!CHROMIUM.some((name) => existsSync(name))) throw new Failure('the browser tests need the system package chromium: install it (apt-get install chromium) and test again.')
}

/** Runs a tool of node_modules under this Node and says how it ended. */
function run(script, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...(script ? [path.join(ROOT, script)] : []), ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}

const json = (name) => {
  try {
    return JSON.parse(readFileSync(path.join(RESULTS, name), 'utf8'))
  } catch {
    return null
  }
}

/** A runner's own counts; one that ended badly without telling any failure counts as one. */
function counted(ok, counts) {
  if (!counts) return { passed: 0, failed: 1, skipped: 0 }
  return { ...counts, failed: ok ? counts.failed : Math.max(1, counts.failed) }
}
const check = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })

const STEPS = [
  ['types', async () => check(await run('node_modules/typescript/bin/tsc', ['--noEmit']))],
  ['lint', async () => check(await run('node_modules/oxlint/bin/oxlint', ['--deny-warnings']))],
  ['boundaries: imports', async () => check(await run('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.cjs', 'app', 'components', 'features', 'lib', 'proxy.ts']))],
  ['boundaries: nothing unused', async () => check(await run('node_modules/knip/bin/knip.js', []))],
  ['messages', async () => check(await run('scripts/check-messages.mjs', []))],
  ['unit and database tests', async () => {
    const ok = await run('node_modules/vitest/vitest.mjs', ['run', '--project', 'unit', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'])
    const found = json('unit.json')
    return counted(ok, found && { passed: found.numPassedTests, failed: found.numFailedTests, skipped: found.numPendingTests + (found.numTodoTests ?? 0) })
  }],
  ['build', async () => {
    await build({ log: (line) => process.stdout.write(`${line}\n`) })
    return check(true)
  }],
  ['browser tests', async () => {
    ensureBrowser()
    // Its own file name: Playwright empties the folder of its results when it begins.
    const ok = await run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: 'test-results/browser.json' })
    const found = json('browser.json')?.stats
    return counted(ok, found && { passed: found.expected + found.flaky, failed: found.unexpected, skipped: found.skipped })
  }],
  ['lifecycle tests', async () => {
    const folder = path.join(ROOT, 'e2e/lifecycle')
    const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => path.join('e2e/lifecycle', name))
    mkdirSync(RESULTS, { recursive: true })
    const tap = path.join(RESULTS, 'lifecycle.tap')
    const ok = await run(null, ['--test', '--test-concurrency=1', '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tap}`, ...files])
    const text = existsSync(tap) ? readFileSync(tap, 'utf8') : ''
    const number = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
    return counted(ok, text && { passed: number('pass'), failed: number('fail') + number('cancelled'), skipped: number('skipped') + number('todo') })
  }],
]

/** Runs every step and prints the summary. `only` (npm test -- lint types) runs the steps whose name begins so. Returns the exit code. */
export async function test(only = process.argv.slice(2)) {
  process.chdir(ROOT)
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS, { recursive: true })
  await generate({ log: (line) => process.stdout.write(`${line}\n`) })
  // tsc needs Next's declaration of its own modules, which only Next's build would write.
  if (!existsSync(path.join(ROOT, 'next-env.d.ts'))) await run('node_modules/next/dist/bin/next', ['typegen'], { NEXT_TELEMETRY_DISABLED: '1' })
  const wanted = (name) => only.length === 0 || only.some((part) => name.startsWith(part))
  const lines = []
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, step] of STEPS) {
    if (!wanted(name)) continue
    heading(name)
    const began = performance.now()
    let counts
    try {
      counts = await step()
    } catch (error) {
      process.stdout.write(`${error instanceof Failure ? error.message : error.stack}\n`)
      counts = check(false)
    }
    for (const key of Object.keys(sum)) sum[key] += counts[key]
    lines.push(`${counts.failed === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(28)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed${counts.skipped ? ` ${counts.skipped} skipped` : ''}  ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }
  heading('summary')
  for (const line of lines) process.stdout.write(`${line}\n`)
  const left = [...STEPS.map(([name]) => name).filter((name) => !wanted(name)).map((name) => [name, 'not asked for']), ...NOT_RUN]
  process.stdout.write(`\nNot run:\n${left.map(([name, why]) => `  ${name}: ${why}\n`).join('')}`)
  if (sum.skipped > 0) process.stdout.write(`  ${sum.skipped} tests were skipped by their runners, named above\n`)
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed\n`)
  return sum.failed === 0 ? 0 : 1
}
