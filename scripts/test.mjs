// npm test: everything, to the end, whatever fails on the way; the counts come last.
if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`Trilateral: Node ${process.versions.node} is too old; install Node 20 or newer and test again.\n`)
  process.exit(1)
}
const { orExit } = await import('./lib/failure.mjs')
await orExit(async () => {
  const { ensureInstalled, underPinnedNode } = await import('./lib/install.mjs')
  ensureInstalled({ dev: true })
  const other = underPinnedNode()
  if (other) {
    const { standBetween } = await import('./lib/stand-between.mjs')
    return standBetween(other)
  }
  const { test } = await import('./lib/test.mjs')
  process.exit(await test())
})
