import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { hashPassword } from '../features/accounts/password'

export const PASSWORD = 'journey pass phrase'
export type State = { superUrl: string; ownerUrl: string; appUrl: string; baseUrl: string }

/** Addresses of the running server and its scratch database, as scripts/serve-e2e.mjs wrote them. */
export function state(): State {
  return JSON.parse(readFileSync(path.resolve(process.env.E2E_STATE || 'test-results/e2e-state.json'), 'utf8')) as State
}

/** Runs one statement beside the server, as the superuser of the scratch database. */
export async function query<T extends pg.QueryResultRow>(sql: string, values: unknown[] = [], url = state().superUrl): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** A person of their own for one journey, so that journeys do not meet. */
export async function person(role: string, party: string | null = null, url?: string): Promise<{ id: string; email: string; name: string }> {
  const email = `${randomUUID()}@people.example`
  const name = `${role} ${email.slice(0, 8)}`
  const [row] = await query<{ id: string }>('INSERT INTO app_user (email, name, role, party, email_confirmed_at) VALUES ($1, $2, $3, $4, now()) RETURNING id', [email, name, role, party], url)
  if (!row) throw new Error('no account was made')
  await query('INSERT INTO credential (user_id, password_hash) VALUES ($1, $2)', [row.id, await hashPassword(PASSWORD)], url)
  return { id: row.id, email, name }
}

/** The secret in the newest letter to somebody. */
export async function letterToken(email: string): Promise<string> {
  const [letter] = await query<{ body: string }>('SELECT body FROM mail WHERE recipient = $1 ORDER BY created_at DESC LIMIT 1', [email])
  return /token=([\w-]{43})/.exec(letter?.body ?? '')?.[1] ?? ''
}

export async function signIn(page: Page, email: string, password = PASSWORD, language = 'en'): Promise<void> {
  await page.goto(`/${language}/sign-in`)
  await page.locator('#sign-in-email').fill(email)
  await page.locator('#sign-in-password').fill(password)
  await page.locator('form:has(#sign-in-email) button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.includes('/sign-in'))
}
