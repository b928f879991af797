import { spawn } from 'node:child_process'

/** Runs another Node in place of this one: same terminal, signals passed on, its exit code as ours. */
export function standBetween({ node, args, env }) {
  return new Promise(() => {
    const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'], detached: false })
    // Ctrl-C reaches the child from the terminal itself; SIGTERM only reaches us.
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    process.on('SIGINT', () => child.kill('SIGINT'))
    child.on('error', (error) => {
      process.stderr.write(`Trilateral: the pinned Node ${node} did not start (${error.message}).\n`)
      process.exit(1)
    })
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}
