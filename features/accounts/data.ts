import type { Actor } from '@/lib/actor'
import { withActor, type Tx } from '@/lib/db'
import { isParty, type Party } from '@/lib/parties'
import { mustBeAbleTo } from './ability'
import { invitationState, isPartyRole, isRole, type InvitationState, type PartyRole } from './rules'
import { GATE } from './system-actors'
import { hashToken } from './tokens'

export type Member = { id: string; name: string; email: string; role: PartyRole; confirmed: boolean; disabled: boolean }
export type PendingInvitation = {
  id: string; email: string; role: PartyRole; state: InvitationState; createdAt: Date; expiresAt: Date
  /** Who redeemed it: not always the person it was meant for, so the lead sees both addresses. */
  redeemer: { name: string; email: string } | null
}

/** The Party's own members and the invitations that still wait, for its lead. */
export async function membersOf(actor: Actor): Promise<{ party: Party; members: Member[]; invitations: PendingInvitation[] }> {
  mustBeAbleTo(actor, 'seeMembers')
  const party = actor.party
  if (!party) throw new Error('a lead without a Party')
  return withActor(actor, async (tx) => {
    const users = await tx.user.findMany({ where: { party }, orderBy: [{ role: 'asc' }, { name: 'asc' }] })
    const rows = await tx.invitation.findMany({ where: { party, confirmedAt: null, refusedAt: null }, orderBy: { createdAt: 'desc' }, take: 200 })
    const redeemers = await tx.user.findMany({ where: { id: { in: rows.flatMap((row) => row.redeemedBy ?? []) } }, select: { id: true, name: true, email: true } })
    const now = new Date()
    return {
      party,
      members: users.flatMap((user) => (isPartyRole(user.role)
        ? [{ id: user.id, name: user.name, email: user.email, role: user.role, confirmed: user.emailConfirmedAt !== null, disabled: user.disabledAt !== null }] : [])),
      invitations: rows.flatMap((row) => {
        const redeemer = redeemers.find((user) => user.id === row.redeemedBy)
        return isPartyRole(row.role)
          ? [{ id: row.id, email: row.email, role: row.role, state: invitationState(row, now), createdAt: row.createdAt, expiresAt: row.expiresAt, redeemer: redeemer ? { name: redeemer.name, email: redeemer.email } : null }] : []
      }),
    }
  })
}

export type Account = { id: string; name: string; email: string; role: string; confirmed: boolean; disabled: boolean; createdAt: Date }

/** Accounts without a Party, 50 after the given address; the administrator's page. */
export async function partylessAccounts(actor: Actor, of: { after?: string; find?: string }): Promise<{ accounts: Account[]; next: string | null }> {
  mustBeAbleTo(actor, 'seeAccounts')
  const found = await withActor(actor, (tx) => tx.user.findMany({
    where: {
      party: null,
      ...(of.after ? { email: { gt: of.after } } : {}),
      ...(of.find ? { OR: [{ email: { contains: of.find.toLowerCase() } }, { name: { contains: of.find, mode: 'insensitive' as const } }] } : {}),
    },
    orderBy: { email: 'asc' }, take: 51,
  }))
  const accounts = found.slice(0, 50).filter((user) => isRole(user.role)).map((user) => ({
    id: user.id, name: user.name, email: user.email, role: user.role, confirmed: user.emailConfirmedAt !== null, disabled: user.disabledAt !== null, createdAt: user.createdAt,
  }))
  return { accounts, next: found.length > 50 ? (accounts.at(-1)?.email ?? null) : null }
}

export type WaitingMail = { id: string; recipient: string; kind: string; createdAt: Date; attempts: number; failing: boolean }

/** The letters that wait: to whom, of what kind, since when. Never what they say. */
export async function waitingMail(actor: Actor): Promise<WaitingMail[]> {
  mustBeAbleTo(actor, 'seeWaitingMail')
  return withActor(actor, (tx) => tx.$queryRaw<WaitingMail[]>`
    SELECT id, recipient, kind, created_at AS "createdAt", attempts, failing FROM mail_waiting() LIMIT 200`)
}

export type Invited = { party: Party; role: PartyRole; email: string; state: InvitationState; /** Made on the server: redeeming it makes the lead at once. */ direct: boolean; known: boolean }

/** What a link invites to, for whoever holds it; null when there is no such link. */
export async function invitedBy(token: string): Promise<Invited | null> {
  return withActor(GATE, async (tx) => {
    const row = await tx.invitation.findUnique({ where: { tokenHash: hashToken(token) } })
    if (!row || !isParty(row.party) || !isPartyRole(row.role)) return null
    const [known] = await tx.$queryRaw<{ enterable: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM credential c WHERE c.user_id = u.id) OR EXISTS (SELECT 1 FROM oidc_identity o WHERE o.user_id = u.id) AS enterable
      FROM app_user u WHERE u.email = ${row.email}`
    return { party: row.party, role: row.role, email: row.email, state: invitationState(row, new Date()), direct: row.invitedBy === null, known: known?.enterable ?? false }
  })
}

/** What a mailed link is good for, or null when it is unknown, used or expired. Looking does not use it up. */
export async function mailedLink(token: string): Promise<{ purpose: 'confirm' | 'reset'; email: string } | null> {
  return withActor(GATE, async (tx) => {
    const row = await usableToken(tx, token)
    if (!row) return null
    const user = await tx.user.findUnique({ where: { id: row.userId }, select: { email: true } })
    return user ? { purpose: row.purpose, email: user.email } : null
  })
}

export async function usableToken(tx: Tx, token: string): Promise<{ tokenHash: string; userId: string; purpose: 'confirm' | 'reset' } | null> {
  const row = await tx.emailToken.findUnique({ where: { tokenHash: hashToken(token) } })
  if (!row || row.usedAt || row.expiresAt <= new Date()) return null
  return { tokenHash: row.tokenHash, userId: row.userId, purpose: row.purpose === 'confirm' ? 'confirm' : 'reset' }
}

export type OwnSession = { id: string; createdAt: Date; expiresAt: Date; userAgent: string | null }

/** One's own account: how it can be entered, and where it is signed in. */
export async function ownAccount(actor: Actor): Promise<{ confirmed: boolean; hasPassword: boolean; linked: { issuer: string }[]; sessions: OwnSession[] }> {
  const userId = actor.userId
  if (userId === null) return { confirmed: false, hasPassword: false, linked: [], sessions: [] }
  return withActor(GATE, async (tx) => ({
    confirmed: (await tx.user.count({ where: { id: userId, emailConfirmedAt: { not: null } } })) > 0,
    hasPassword: (await tx.credential.count({ where: { userId } })) > 0,
    linked: await tx.oidcIdentity.findMany({ where: { userId }, select: { issuer: true }, orderBy: { createdAt: 'asc' } }),
    sessions: await tx.session.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: new Date() } }, orderBy: { createdAt: 'desc' },
      select: { id: true, createdAt: true, expiresAt: true, userAgent: true },
    }),
  }))
}
