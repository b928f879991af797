// The demonstration accounts: one a role, all with one password, on an embedded database
// only (scripts/start.mjs asks). As the owner, who may put a person into a Party; the
// account's own mark (`demonstration`) is what the banner and `demo:remove` go by.
import pg from 'pg'
import { hashPassword } from '../features/accounts/password.ts'

type Demo = { email: string; name: string; role: string; party: string | null; language: string }
const PARTIES = [['us', 'US', 'en'], ['ca', 'CA', 'fr'], ['mx', 'MX', 'es']] as const

/** Reserved names: nothing sent to them can reach anybody. */
export const DEMO_ACCOUNTS: readonly Demo[] = [
  ...PARTIES.flatMap(([suffix, party, language]) => (['lead', 'delegate', 'staff'] as const).map((role) => ({
    email: `${role}.${suffix}@demo.example`, name: `Demo ${role} ${party}`, role, party, language,
  }))),
  { email: 'secretariat@demo.example', name: 'Demo secretariat', role: 'secretariat', party: null, language: 'en' },
  { email: 'admin@demo.example', name: 'Demo administrator', role: 'administrator', party: null, language: 'en' },
  { email: 'stakeholder@demo.example', name: 'Demo stakeholder', role: 'stakeholder', party: null, language: 'en' },
]

/**
 * Makes the demonstration accounts that are missing, in one transaction, and leaves the
 * others as they are. `created` says whether any was made, and so whether `password` counts.
 */
export async function loadDemo(of: { ownerUrl: string; appUrl: string; password: string; log?: (line: string) => void }): Promise<{ created: boolean; accounts: string[] }> {
  const accounts = DEMO_ACCOUNTS.map((account) => account.email)
  const client = new pg.Client({ connectionString: of.ownerUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    const there = await client.query<{ email: string }>('SELECT email FROM app_user WHERE email = ANY ($1)', [accounts])
    const missing = DEMO_ACCOUNTS.filter((account) => !there.rows.some((row) => row.email === account.email))
    for (const { email, name, role, party, language } of missing) {
      const made = await client.query<{ id: string }>(
        `INSERT INTO app_user (email, name, role, party, language, demonstration, email_confirmed_at)
         VALUES ($1, $2, $3, $4, $5, true, now()) RETURNING id`, [email, name, role, party, language])
      await client.query('INSERT INTO credential (user_id, password_hash) VALUES ($1, $2)', [made.rows[0]?.id, await hashPassword(of.password)])
    }
    await client.query('COMMIT')
    if (missing.length > 0) of.log?.(`${missing.length} demonstration accounts made`)
    return { created: missing.length > 0, accounts }
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    await client.end()
  }
}
