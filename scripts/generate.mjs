// npm run generate: the database client and the list of migrations, as start and test do before building.
import { generate } from './lib/build.mjs'
import { orExit } from './lib/failure.mjs'

await orExit(() => generate({ log: (line) => process.stdout.write(`${line}\n`) }))
