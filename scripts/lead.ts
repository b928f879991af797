// npm run lead -- US someone@example.org
// Makes the one-time link for the first lead of a Party, or for the replacement of a lost
// one. It needs the owner's connection, so only whoever runs the server can; and it writes
// an event that every Party sees.
import { createHash, randomBytes } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import pg from 'pg'

const PARTIES = ['US', 'CA', 'MX']
const EMAIL = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+\.[^\s@<>"(),:;[\]\\.]+$/
const DAYS = 7

/** Writes the invitation and its event in one transaction; gives the link. Throws one sentence on bad arguments. */
export async function appointLead(of: { ownerUrl: string; baseUrl: string; party: string; email: string }): Promise<string> {
  const email = of.email.normalize('NFC').trim().toLowerCase()
  if (!PARTIES.includes(of.party)) throw new Error(`There is no Party “${of.party}”: give US, CA or MX.`)
  if (!EMAIL.test(email) || email.length > 254) throw new Error(`“${of.email}” is not an e-mail address.`)
  const token = randomBytes(32).toString('base64url')
  const client = new pg.Client({ connectionString: of.ownerUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO invitation (token_hash, party, role, email, invited_by, expires_at) VALUES ($1, $2, 'lead', $3, NULL, now() + make_interval(days => $4))`,
      [createHash('sha256').update(token).digest('hex'), of.party, email, DAYS])
    await client.query(
      `INSERT INTO event (kind, actor_id, actor_role, actor_party, what, cause, audience) VALUES ('lead.appointed', NULL, 'administrator', NULL, $1, 'command on the server', $2)`,
      [JSON.stringify({ party: of.party, step: 'link' }), PARTIES])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    await client.end()
  }
  return `${of.baseUrl.replace(/\/$/, '')}/en/invitation?token=${token}`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [party = '', email = ''] = process.argv.slice(2)
  const ownerUrl = process.env.OWNER_DATABASE_URL
  try {
    if (!party || !email) throw new Error('Usage: npm run lead -- US someone@example.org')
    if (!ownerUrl) throw new Error('OWNER_DATABASE_URL is not set and no embedded database is running: start the server first.')
    const link = await appointLead({ ownerUrl, party, email, baseUrl: process.env.BASE_URL ?? `http://localhost:${process.env.PORT ?? '3000'}` })
    console.log(`${link}\n\nGood for one use within ${DAYS} days, by ${email} only. Every Party sees that a lead of ${party} is being appointed.`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
