// npm start, npm run dev. Plain JavaScript without a dependency until it has installed them.
if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`Trilateral: Node ${process.versions.node} is too old; install Node 20 or newer and start again.\n`)
  process.exit(1)
}
const { orExit } = await import('./lib/failure.mjs')
await orExit(async () => {
  const { ensureInstalled, underPinnedNode } = await import('./lib/install.mjs')
  const { portOf, refuseTakenPort } = await import('./lib/port.mjs')
  // Before the minutes of installing and building, not after.
  if (!process.env.TRILATERAL_PORT_CHECKED) await refuseTakenPort(portOf(process.env))
  ensureInstalled({ dev: process.argv.includes('--dev') })
  const other = underPinnedNode()
  if (other) {
    const { standBetween } = await import('./lib/stand-between.mjs')
    return standBetween(other)
  }
  const { start } = await import('./lib/start.mjs')
  await start({ dev: process.argv.includes('--dev') })
})
