// npm run db:diff [GIT-REVISION]: the SQL that leads from the tables of prisma/schema at that revision
// (default HEAD) to those in the working tree, as a start for the next migration.
import { execFileSync } from 'node:child_process'
import { diff } from './lib/migrate.mjs'
import { ROOT } from './lib/install.mjs'
import { scratchServer } from './lib/scratch.mjs'

const revision = process.argv[2] ?? 'HEAD'
const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' })
const names = git('ls-tree', '-r', '--name-only', revision, 'prisma/schema').split('\n').filter((name) => name.endsWith('.prisma'))
const database = await scratchServer({ reference: false })
try {
  process.stdout.write(await diff(database.superUrl, names.map((name) => [name.replace('prisma/schema/', ''), git('show', `${revision}:${name}`)])))
} finally {
  await database.stop()
}
