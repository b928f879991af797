// npm run demo:remove: ends the demonstration accounts, beside a running server or without one. Events they made stay.
import path from 'node:path'
import { placeOf, runningEmbedded, startEmbedded, withClient } from './lib/database.mjs'
import { Failure, orExit } from './lib/failure.mjs'
import { ROOT } from './lib/install.mjs'
import { migrate } from './lib/migrate.mjs'
import { noteDemoRemoved } from './lib/demo.mjs'

await orExit(async () => {
  if (process.env.DATABASE_URL) throw new Failure('demonstration accounts are made on the embedded database only; DATABASE_URL is set.')
  const dataDir = process.env.DATA_DIR || path.join(ROOT, '.data')
  const running = runningEmbedded(dataDir)
  const database = running ? null : await startEmbedded({ dataDir })
  try {
    const { superUrl, ownerUrl } = running ?? database
    if (!running) await migrate(ownerUrl)
    // Credentials, sessions and links go with the account.
    const { rowCount } = await withClient(superUrl, (db) => db.query('DELETE FROM app_user WHERE demonstration'))
    noteDemoRemoved(placeOf(dataDir).place)
    process.stdout.write(rowCount > 0 ? `Ended ${rowCount} demonstration accounts.\n` : 'There are no demonstration accounts.\n')
  } finally {
    await database?.stop()
  }
})
