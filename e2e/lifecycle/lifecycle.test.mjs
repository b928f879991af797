// The processes themselves: started, stopped, refused and killed as an operator or a power cut would.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, chmodSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, test as testOf } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { build } from '../../scripts/lib/build.mjs'
import { runningEmbedded } from '../../scripts/lib/database.mjs'
import { freePort } from '../../scripts/lib/port.mjs'
import { scratchServer } from '../../scripts/lib/scratch.mjs'

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))
const REMOVE = fileURLToPath(new URL('../../scripts/remove-demo.mjs', import.meta.url))
const PASSWORD = 'lifecycle-password-1'
let folder, port
const running = new Set()
const test = (name, work) => testOf(name, { timeout: 120_000 }, work)

/** A run of `npm start`: `up` resolves when it prints its address or ends, `over` to its exit code. */
function run(env = {}, args = [START]) {
  const clean = { ...process.env, PORT: String(port), DATA_DIR: folder, DEMO_PASSWORD: PASSWORD }
  for (const name of ['DATABASE_URL', 'OWNER_DATABASE_URL', 'BASE_URL', 'NODE_TEST_CONTEXT']) delete clean[name]
  const child = spawn(process.execPath, args, { env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const self = { child, out: '', err: '', began: performance.now() }
  running.add(child)
  self.over = new Promise((resolve) => child.once('exit', (code, signal) => {
    running.delete(child)
    resolve(code ?? signal)
  }))
  self.up = new Promise((resolve) => {
    child.stdout.on('data', (part) => (self.out += part) && self.out.includes('Trilateral is at') && resolve())
    self.over.then(resolve)
  })
  child.stderr.on('data', (part) => (self.err += part))
  return self
}

const page = (where = '/api/ready') => fetch(`http://127.0.0.1:${port}${where}`, { redirect: 'follow' })
const postmaster = () => Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
const webOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number).find((child) => child !== postmaster())

async function free(which) {
  for (let i = 0; i < 100; i++) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(which, '127.0.0.1', () => resolve(true) ?? socket.destroy())
      socket.once('error', () => resolve(false))
    })
    if (!open) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** Writes rows one by one until the database goes away; returns the keys whose commit was acknowledged. */
async function writeUntilGone(tag, kill) {
  const db = new pg.Client({ connectionString: runningEmbedded(folder).appUrl })
  db.on('error', () => undefined)
  await db.connect()
  const acknowledged = []
  setTimeout(kill, 300)
  try {
    for (let n = 0; ; n++) {
      await db.query('BEGIN')
      await db.query(`SELECT set_config('app.role', 'gate', true)`)
      await db.query('INSERT INTO throttle (key, window_at) VALUES ($1, now())', [`${tag}-${n}`])
      await db.query('COMMIT')
      acknowledged.push(`${tag}-${n}`)
      if (acknowledged.length > 20_000) break
    }
  } catch {
    // gone, as wanted
  }
  await db.end().catch(() => undefined)
  return acknowledged
}

async function missing(keys) {
  const db = new pg.Client({ connectionString: runningEmbedded(folder).superUrl })
  await db.connect()
  const { rows } = await db.query('SELECT k FROM unnest($1::text[]) k WHERE NOT EXISTS (SELECT 1 FROM throttle WHERE key = k)', [keys])
  await db.end()
  return rows.map((row) => row.k)
}

async function refused(self, sentence) {
  const code = await self.over
  assert.equal(code, 1, `exit code ${code}\n${self.out}\n${self.err}`)
  assert.match(self.err, sentence)
  assert.equal(self.err.trim().split('\n').length, 1, `one sentence, not:\n${self.err}`)
}

before(async () => {
  await build({ log: (line) => process.stdout.write(`${line}\n`) })
  folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'trilateral-scratch-life-'))
  chmodSync(folder, 0o711)
  port = await freePort()
}, { timeout: 600_000 })

after(async () => {
  for (const child of running) {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref()
  }
  await Promise.all([...running].map((child) => new Promise((resolve) => child.once('exit', resolve))))
  rmSync(folder, { recursive: true, force: true })
})

test('a first start is ready, keeps its secrets, and SIGTERM ends it cleanly', async () => {
  const first = run()
  await first.up
  assert.match(first.out, new RegExp(`Trilateral is at http://localhost:${port}`), first.err)
  assert.match(first.out, /Demonstration accounts/)
  const ready = await page()
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready' }])
  assert.deepEqual(await (await page('/api/health')).json(), { status: 'live' })
  assert.equal(statSync(path.join(folder, 'secrets.json')).mode & 0o777, 0o600)
  const environment = readFileSync(`/proc/${webOf(first.child.pid)}/environ`, 'utf8')
  assert.match(environment, /DATABASE_URL=postgresql:\/\/trilateral_app:/)
  assert.doesNotMatch(environment, /trilateral_owner|postgresql:\/\/postgres:|DEMO_PASSWORD/)
  first.child.kill('SIGTERM')
  assert.equal(await first.over, 0, first.err)
  assert.ok(await free(port))
  assert.ok(!existsSync(path.join(folder, 'instance.json')))
  assert.ok(!existsSync(path.join(folder, 'postgres/postmaster.pid')), 'the database stopped cleanly')
})

test('a second start answers its first page', async (t) => {
  const second = run()
  await second.up
  const answer = await page('/en')
  await answer.text()
  t.diagnostic(`second start to first page: ${((performance.now() - second.began) / 1000).toFixed(2)} s, page status ${answer.status} (wanted: within 5 s)`)
  process.stdout.write(`second start to first page: ${((performance.now() - second.began) / 1000).toFixed(2)} s\n`)
  assert.doesNotMatch(second.out, /password for all/, 'the password is shown once')
  await t.test('a data directory in use is refused, and its holder goes on', async () => {
    await refused(run({ PORT: String(await freePort()) }), /data directory .* is held by another running instance/)
    assert.equal((await page()).status, 200)
  })
  await t.test('a port in use is refused before anything is made', async () => {
    const other = path.join(folder, 'other')
    await refused(run({ DATA_DIR: other }), new RegExp(`port ${port} is in use`))
    assert.ok(!existsSync(other))
  })
  second.child.kill('SIGINT')
  assert.equal(await second.over, 0)
})

test('the database killed: the web server stops too, and no acknowledged write is lost', async () => {
  const server = run()
  await server.up
  const keys = await writeUntilGone('database', () => process.kill(postmaster(), 'SIGKILL'))
  assert.ok(keys.length > 10, `only ${keys.length} writes`)
  assert.equal(await server.over, 1)
  assert.match(server.err, /the database ended unexpectedly/)
  assert.ok(await free(port))
  const again = run()
  await again.up
  assert.equal((await page()).status, 200, again.err)
  assert.deepEqual(await missing(keys), [])
  again.child.kill('SIGTERM')
  await again.over
})

test('the web server killed: the database stops cleanly, and the next start is ready', async () => {
  const server = run()
  await server.up
  process.kill(webOf(server.child.pid), 'SIGKILL')
  assert.equal(await server.over, 1)
  assert.match(server.err, /the web server ended unexpectedly/)
  assert.ok(!existsSync(path.join(folder, 'postgres/postmaster.pid')))
  const again = run()
  await again.up
  assert.equal((await page()).status, 200, again.err)
  again.child.kill('SIGTERM')
  await again.over
})

test('the starting process killed: the web server leaves, the next start takes over its database', async () => {
  const server = run()
  await server.up
  let orphan
  const keys = await writeUntilGone('parent', () => {
    orphan = postmaster()
    server.child.kill('SIGKILL')
    setTimeout(() => process.kill(orphan, 'SIGQUIT'), 200)
  })
  await server.over
  assert.ok(await free(port), 'the web server left with its parent')
  const again = run()
  await again.up
  assert.equal((await page()).status, 200, again.err)
  assert.deepEqual(await missing(keys), [])
  const living = postmaster()
  again.child.kill('SIGKILL')
  await again.over
  assert.ok(await free(port))
  assert.equal(process.kill(living, 0), true, 'the database outlives its parent')
  const third = run()
  await third.up
  assert.match(third.out, /left by an earlier run is still up/)
  assert.equal((await page()).status, 200, third.err)
  third.child.kill('SIGTERM')
  assert.equal(await third.over, 0)
})

test('demonstration accounts and a public address exclude each other', async () => {
  await refused(run({ BASE_URL: 'https://review.example.org' }), /BASE_URL is public while demonstration accounts exist/)
  const removal = run({}, [REMOVE])
  assert.equal(await removal.over, 0, removal.err)
  assert.match(removal.out, /Ended 12 demonstration accounts/)
  const open = run({ BASE_URL: 'https://review.example.org', DEMO_PASSWORD: '' })
  await open.up
  assert.match(open.out, /Trilateral is at https:\/\/review\.example\.org/, open.err)
  open.child.kill('SIGTERM')
  await open.over
  const quiet = run({ DEMO_PASSWORD: '' })
  await quiet.up
  assert.doesNotMatch(quiet.out, /Demonstration accounts/, 'ended accounts stay ended')
  quiet.child.kill('SIGTERM')
  await quiet.over
})

test('a data directory that cannot be written is named', async () => {
  await refused(run({ DATA_DIR: '/proc/trilateral' }), /data directory \/proc\/trilateral cannot be written/)
})

test('a database that does not answer is named, without its password', async () => {
  const dead = await freePort()
  const self = run({ DATABASE_URL: `postgresql://trilateral_app:hidden-word@127.0.0.1:${dead}/trilateral` })
  await refused(self, new RegExp(`database of DATABASE_URL at 127\\.0\\.0\\.1:${dead}/trilateral does not answer`))
  assert.doesNotMatch(self.err + self.out, /hidden-word/)
})

test('a PostgreSQL of one\'s own: migrated as its owner, served as the app role, never as one that bypasses', async () => {
  const server = await scratchServer({ reference: false })
  try {
    await refused(run({ DATABASE_URL: server.superUrl }), /bypasses row-level security/)
    const own = run({ DATABASE_URL: server.appUrl, OWNER_DATABASE_URL: server.ownerUrl, AUTH_SECRET: 'a secret for this test only' })
    await own.up
    assert.equal((await page()).status, 200, own.err)
    assert.doesNotMatch(own.out, /Demonstration accounts/)
    own.child.kill('SIGTERM')
    assert.equal(await own.over, 0)
  } finally {
    await server.stop()
  }
})

test('a Node that is too old is told so', async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.8'}})`
  await refused(run({}, ['--import', pretend, START]), /Node 18\.20\.8 is too old; install Node 20 or newer/)
})
