// npm run bench: 100,000 synthetic proposals in a scratch database, and the tracker page beside its
// floor (the same React tree from a constant array, without session or database) in one run.
// Rounds alternate, so that a busy machine slows both alike; ratios are what counts.
import '../scripts/lib/typescript.mjs'
import autocannon from 'autocannon'
import { build } from '../scripts/lib/build.mjs'
import { withClient } from '../scripts/lib/database.mjs'
import { freePort } from '../scripts/lib/port.mjs'
import { scratchServer } from '../scripts/lib/scratch.mjs'
import { startWeb, webEnvironment } from '../scripts/lib/web.mjs'
import { fill } from './fill.mjs'
import { signIn } from './sign-in.mjs'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const ROWS = Number(process.env.BENCH_ROWS ?? 100_000)
const log = (line) => process.stderr.write(`${line}\n`)

await build({ log })
const database = await scratchServer({ reference: true })
const { loadDemo } = await import('../scripts/load-demo.ts')
await loadDemo({ ...database, password: 'bench-password-1234', log: () => undefined })
log(`Filling ${ROWS} proposals...`)
await fill(database, ROWS)
const port = await freePort()
const base = `http://localhost:${port}`
const web = startWeb({ port, quiet: true, env: { ...webEnvironment({ env: process.env, port, appUrl: database.appUrl, secret: 'bench-secret-bench-secret-bench', demo: true }), TRILATERAL_BENCH: '1' } })
if (!(await web.ready)) throw new Error('the web server ended before it answered')

try {
  const cookie = await signIn(base, 'staff.us@demo.example', 'bench-password-1234')
  const deep = await deepAddress(database)
  const chapter = '/en/proposals?chapter=19'
  const cases = [
    { name: 'floor: same tree, constant rows', path: '/en/bench-floor' },
    { name: 'filtered by chapter', path: chapter, floor: 0 },
    { name: 'filtered by chapter, signed in', path: chapter, cookie, floor: 0 },
    { name: 'first page, unfiltered', path: '/en/proposals' },
    { name: 'page after 99,950 rows', path: deep, against: 3 },
    { name: 'first page, signed in', path: '/en/proposals', cookie },
    { name: 'page after 99,950, signed in', path: deep, cookie, against: 5 },
  ]
  for (const one of cases) await ask(base, one) // warm, and every address must answer 200 with its rows
  const results = cases.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, one] of cases.entries()) results[index].push(await load(base, one))
  }
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
  const figures = results.map((rounds) => ({ rate: median(rounds.map((r) => r.rate)), p50: median(rounds.map((r) => r.p50)), p95: median(rounds.map((r) => r.p95)), errors: rounds.reduce((sum, r) => sum + r.errors, 0) }))
  console.log(`\n${ROWS} proposals, ${ROUNDS} rounds of ${SECONDS} s, 8 connections, median of rounds\n`)
  console.log(`${'case'.padEnd(34)}${'req/s'.padStart(8)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}   ratio`)
  for (const [index, one] of cases.entries()) {
    const { rate, p50, p95, errors } = figures[index]
    const ratio = one.floor !== undefined ? `${(rate / figures[one.floor].rate).toFixed(2)} of the floor's rate (to reach 0.60)`
      : one.against !== undefined ? `${(p50 / figures[one.against].p50).toFixed(2)} of the first page's p50 (to stay within 1.20)` : ''
    console.log(`${one.name.padEnd(34)}${rate.toFixed(1).padStart(8)}${p50.toFixed(1).padStart(9)}${p95.toFixed(1).padStart(9)}   ${ratio}${errors ? `  ${errors} ERRORS` : ''}`)
  }
  if (figures.some(({ errors }) => errors > 0)) process.exitCode = 1
} finally {
  await web.stop()
  await database.stop()
}

async function ask(base, { path, cookie }) {
  for (let times = 0; times < 20; times++) {
    const answer = await fetch(base + path, { headers: cookie ? { cookie } : {} })
    const body = await answer.text()
    if (answer.status !== 200 || !body.includes('title-link')) throw new Error(`${path}: ${answer.status}, ${body.length} characters, no rows`)
  }
}

async function load(base, { path, cookie }) {
  const run = await autocannon({ url: base + path, connections: 8, duration: SECONDS, workers: 1, headers: cookie ? { cookie } : {} })
  return { rate: run['2xx'] / run.duration, p50: run.latency.p50, p95: run.latency.p97_5 && (run.latency.p90 + run.latency.p97_5) / 2, errors: run.errors + run.non2xx }
}

/** The address of the page whose cursor stands after all but 50 rows of the default order. */
async function deepAddress({ superUrl }) {
  const { writeCursor, parseView } = await import('../features/proposals/filters.ts')
  return withClient(superUrl, async (db) => {
    const { rows } = await db.query(`SELECT id, to_char(moved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS key FROM proposal WHERE disclosure = 'public' ORDER BY moved_at, id OFFSET 50 LIMIT 1`)
    const { view } = parseView(new URLSearchParams())
    return `/en/proposals?after=${writeCursor(view, rows[0])}`
  })
}
