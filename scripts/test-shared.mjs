// npm run test:shared: the tests on files that lie beside the project and are not part of it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Failure, orExit } from './lib/failure.mjs'
import { generate } from './lib/build.mjs'
import { ROOT } from './lib/install.mjs'

await orExit(async () => {
  if (!existsSync(path.join(ROOT, '../shared/data'))) throw new Failure('test:shared needs the folder ../shared/data beside the project, which is not there.')
  await generate()
  const done = spawnSync(process.execPath, [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'shared'], { cwd: ROOT, stdio: 'inherit' })
  process.exit(done.status ?? 1)
})
