import { decode } from 'next-auth/jwt'
import { baseUrl } from '@/lib/env'
import { withActor } from '@/lib/db'
import { isParty } from '@/lib/parties'
import type { Actor } from '@/lib/actor'
import { isRole } from './rules'
import { GATE } from './system-actors'

/** A working day: whoever signs in on Monday signs in again on Tuesday. */
export const SESSION_SECONDS = 12 * 60 * 60

export type Person = {
  id: string
  name: string
  email: string
  role: Actor['role']
  party: Actor['party']
  language: string
  demonstration: boolean
}
export type Signed = { sessionId: string; person: Person }

/** Is the site served under https? Then every cookie is `Secure`, with a prefix that holds browsers to it. */
export function underHttps(): boolean {
  return baseUrl().startsWith('https:')
}

export function sessionCookieName(): string {
  return underHttps() ? '__Host-trilateral-session' : 'trilateral-session'
}

/** The key of all cookies and link tokens; the start script makes one at first start. */
export function authSecret(): string {
  const secret = process.env.AUTH_SECRET ?? process.env.NEXTAUTH_SECRET
  if (!secret || secret.length < 16) throw new Error('AUTH_SECRET is not set: start with `npm start` or `npm run dev`, which set it.')
  return secret
}

/** Starts a sign-in: the row that decides on each later request. Gives its id. */
export async function startSession(userId: string, userAgent: string | null): Promise<string> {
  return withActor(GATE, async (tx) => {
    const row = await tx.session.create({
      data: { userId, userAgent: userAgent?.slice(0, 300) ?? null, expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000) },
      select: { id: true },
    })
    return row.id
  })
}

/** Ends one sign-in. A session that is gone already is no error. */
export async function endSession(sessionId: string): Promise<void> {
  await withActor(GATE, (tx) => tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } }))
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Who a session cookie stands for now, or null. The cookie carries only the session's id,
 * encrypted; role and Party are read from the account's row on each request, so that
 * removal, a changed role or a disabled account counts from the next request on.
 * A forged, damaged or expired cookie is nobody, never an error.
 */
export async function readSession(cookie: string | undefined): Promise<Signed | null> {
  if (!cookie) return null
  const secret = authSecret()
  const token = await decode({ token: cookie, secret }).catch(() => null)
  const sessionId = token?.['sid']
  if (typeof sessionId !== 'string' || !UUID.test(sessionId)) return null
  const [row] = await withActor(GATE, (tx) => tx.$queryRaw<(Omit<Person, 'role' | 'party'> & { role: string; party: string | null })[]>`
    SELECT u.id, u.name, u.email, u.role, u.party, u.language, u.demonstration
    FROM session s JOIN app_user u ON u.id = s.user_id
    WHERE s.id = ${sessionId}::uuid AND s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL`)
  if (!row || !isRole(row.role)) return null
  return { sessionId, person: { ...row, role: row.role, party: isParty(row.party) ? row.party : null } }
}
