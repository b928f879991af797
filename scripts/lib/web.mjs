// The web server as a process of its own, which never sees the owner's or the superuser's address.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './install.mjs'

const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next')
const LEAVE = new URL('./leave-with-parent.mjs', import.meta.url).href

/** Loopback only, unless BASE_URL says that the site is meant for others. */
export function isPublic(baseUrl) {
  if (!baseUrl) return false
  const { hostname } = new URL(baseUrl)
  return !(hostname === 'localhost' || hostname.endsWith('.localhost') || hostname.startsWith('127.') || hostname === '[::1]')
}

/** The environment of the web server: what the operator set, in next-auth's names, less what it must not have. */
export function webEnvironment({ env, port, appUrl, secret, demo, dev = false }) {
  const own = { ...env }
  for (const name of ['OWNER_DATABASE_URL', 'DEMO_PASSWORD', 'TRILATERAL_PORT_CHECKED', 'PGPASSWORD']) delete own[name]
  return { ...own, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1', PORT: String(port), DATABASE_URL: appUrl, AUTH_SECRET: secret, NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: env.BASE_URL || `http://localhost:${port}`, DEMO_ACCOUNTS: demo ? '1' : '' }
}

/** Starts `next start` (or `next dev`). Returns {exited, ready, stop}; `ready` resolves at the first answer, to false if it ended before. */
export function startWeb({ env, port, dev = false, quiet = false }) {
  const host = isPublic(env.BASE_URL) ? '0.0.0.0' : '127.0.0.1'
  // Its own process group, so that Ctrl-C reaches it through us, in order; and it leaves when we are killed.
  const child = spawn(process.execPath, ['--import', LEAVE, NEXT, dev ? 'dev' : 'start', '--port', String(port), '--hostname', host],
    { cwd: ROOT, env, detached: true, stdio: ['ignore', quiet ? 'ignore' : dev ? 'inherit' : 'ignore', 'inherit', 'ipc'] })
  let over = null
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve((over = { code: null, signal: null, error })))
    child.once('exit', (code, signal) => resolve((over = { code, signal })))
  })
  const answers = async () => {
    while (!over) {
      try {
        const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(dev ? 60_000 : 5_000) })
        await answer.arrayBuffer()
        if (answer.ok) return true
      } catch {
        // not yet
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return false
  }
  return {
    pid: child.pid,
    exited,
    ready: answers(),
    async stop() {
      if (over) return
      child.kill('SIGTERM')
      // Requests under way get ten seconds.
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(late)
    },
  }
}

