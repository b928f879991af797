// What `npm start` and `npm test` need before any package exists: only Node's own modules here.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from './failure.mjs'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PINNED = path.join(ROOT, 'node_modules/node/bin/node')

/**
 * Are the installed packages those of package-lock.json? Compares it with npm's own record of
 * the last completed install, so an interrupted one counts as missing.
 */
function installed({ dev }) {
  const record = path.join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(record) || !existsSync(PINNED)) return false
  const wanted = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages
  const have = JSON.parse(readFileSync(record, 'utf8')).packages
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || entry.link) continue
    if (!have[place]) {
      // Left out for this platform, or by --omit=dev.
      if (entry.optional || entry.peer || entry.devOptional || (entry.dev && !dev)) continue
      return false
    }
    if (have[place].version !== entry.version) return false
  }
  return Object.keys(have).every((place) => wanted[place])
}

/** Installs what package-lock.json names when it is missing or differs. Throws a Failure when npm does. */
export function ensureInstalled({ dev }) {
  if (installed({ dev })) return
  process.stdout.write('Installing packages...\n')
  // npm must not run under the Node that it is about to replace.
  const env = { ...process.env, PATH: (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules')).join(path.delimiter) }
  for (const name of Object.keys(env)) if (/^npm_/i.test(name) && !/^npm_config_(registry|cache|userconfig|globalconfig|https?_?proxy|proxy|cafile)$/i.test(name)) delete env[name]
  delete env.NODE_ENV // npm leaves out the development packages, the type checker among them, under "production"
  const npm = (...args) => spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, env, stdio: ['ignore', 'inherit', args[0] === 'ci' ? 'pipe' : 'inherit'], encoding: 'utf8' })
  let done = npm('ci')
  // npm ci insists on an entry for every other platform's binaries, which a registry mirror may lack and so the
  // lock file too. The same versions of what this platform needs come by npm install, which leaves the file alone.
  if (done.status !== 0 && /EUSAGE[\s\S]*Missing: /.test(done.stderr ?? '')) done = npm('install', '--no-save')
  else process.stderr.write(done.stderr ?? '')
  if (done.error) throw new Failure(`npm could not be started to install the packages (${done.error.message}).`)
  if (done.status !== 0) {
    // Leave nothing that looks complete.
    rmSync(path.join(ROOT, 'node_modules/.package-lock.json'), { force: true })
    throw new Failure(`the packages could not be installed (npm exit code ${done.status}): see its lines above; nothing was started.`)
  }
  if (!existsSync(PINNED)) throw new Failure('the packages are installed but node_modules/node/bin/node is missing: allow the install script of the package "node" and run npm ci again.')
}

/** Replaces this process by the same script under the pinned Node, unless it runs there already. */
export function underPinnedNode() {
  const wanted = JSON.parse(readFileSync(path.join(ROOT, 'node_modules/node/package.json'), 'utf8')).version
  if (process.versions.node === wanted) return
  const env = { ...process.env, PATH: `${path.dirname(PINNED)}${path.delimiter}${process.env.PATH ?? ''}` }
  // Node 24 has no exec on every platform that 20 bootstraps from: stand between, passing signals on.
  return { node: PINNED, args: process.argv.slice(1), env }
}
