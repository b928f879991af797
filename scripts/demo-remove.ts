// npm run demo:remove: ends the demonstration accounts, with their passwords and sessions.
// What they did stays in the history, which names roles and Parties and no persons.
import { pathToFileURL } from 'node:url'
import pg from 'pg'

/** Removes every account marked as a demonstration; gives how many. */
export async function removeDemo(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const removed = await client.query('DELETE FROM app_user WHERE demonstration')
    return removed.rowCount ?? 0
  } finally {
    await client.end()
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const ownerUrl = process.env.OWNER_DATABASE_URL
  try {
    if (!ownerUrl) throw new Error('OWNER_DATABASE_URL is not set and no embedded database is running: start the server first.')
    console.log(`${await removeDemo(ownerUrl)} demonstration accounts removed.`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
