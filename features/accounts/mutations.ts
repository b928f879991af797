import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/actor'
import { withActor, type Tx } from '@/lib/db'
import { Refusal } from '@/lib/errors'
import { isParty } from '@/lib/parties'
import type { Language } from '@/lib/trilingual'
import { recordEvent } from '@/features/history/mutations'
import { mustBeAbleTo } from './ability'
import { usableToken } from './data'
import { writeMail } from './mail'
import { hashPassword, passwordFits } from './password'
import { CONFIRM_HOURS, INVITATION_DAYS, normalEmail, RESET_HOURS, type PartylessRole, type PartyRole } from './rules'
import { GATE, gateFor } from './system-actors'
import { countAttempt, forgiveAttempt } from './throttle'
import { hashToken, newToken } from './tokens'

const ALL_PARTIES = ['US', 'CA', 'MX']
const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000)

// Signing in ------------------------------------------------------------------------

/**
 * The account that address and password belong to; null when they do not fit, whether the
 * account is unknown, disabled, without a password or the password wrong: all take the
 * same time. Only failures count against the limits.
 */
export async function signInWithPassword(given: { email: string; password: string; address: string }): Promise<string | 'throttled' | null> {
  const email = normalEmail(given.email).slice(0, 254).replaceAll('\0', '')
  const at = new Date()
  const [account, address] = [await countAttempt('account', email, at), await countAttempt('address', given.address, at)]
  if (!account || !address) return 'throttled'
  const [row] = await withActor(GATE, (tx) => tx.$queryRaw<{ id: string; passwordHash: string | null; disabled: boolean }[]>`
    SELECT u.id, c.password_hash AS "passwordHash", u.disabled_at IS NOT NULL AS disabled
    FROM app_user u LEFT JOIN credential c ON c.user_id = u.id WHERE u.email = ${email}`)
  const fits = await passwordFits(given.password.slice(0, 200), row && !row.disabled ? row.passwordHash : null)
  if (!fits || !row) return null
  await forgiveAttempt('account', email, at)
  await forgiveAttempt('address', given.address, at)
  return row.id
}

type Identity = { issuer: string; subject: string }

/**
 * The account of an identity at the OpenID Connect provider, made as a stakeholder's on first
 * sight. Known by issuer and subject only: where another account has the address, nothing
 * is joined; its person signs in there and links from the account page. `email` is null
 * unless the provider vouches for it.
 */
export async function enterByOidc(of: Identity & { email: string | null; name: string; language: Language }): Promise<{ userId: string } | 'emailTaken' | 'provider'> {
  const { issuer, subject } = of
  return withActor(GATE, async (tx) => {
    const known = await tx.oidcIdentity.findUnique({ where: { issuer_subject: { issuer, subject } } })
    if (known) {
      const open = await tx.user.count({ where: { id: known.userId, disabledAt: null } })
      return open > 0 ? { userId: known.userId } : 'provider'
    }
    const userId = randomUUID()
    const email = of.email ? normalEmail(of.email) : `${userId}@no-address.invalid`
    const made = await tx.$executeRaw`
      INSERT INTO app_user (id, email, name, role, language, email_confirmed_at)
      VALUES (${userId}::uuid, ${email}, ${of.name.slice(0, 120) || email.split('@')[0]}, 'stakeholder', ${of.language}, ${of.email ? new Date() : null})
      ON CONFLICT (email) DO NOTHING`
    if (made === 0) return 'emailTaken'
    await tx.oidcIdentity.create({ data: { issuer, subject, userId } })
    return { userId }
  })
}

/** Links an identity to the account that is signed in and asked for it. False when another account has it. */
export async function linkOidc(userId: string, { issuer, subject }: Identity): Promise<boolean> {
  return withActor(gateFor(userId), async (tx) => {
    const known = await tx.oidcIdentity.findUnique({ where: { issuer_subject: { issuer, subject } } })
    if (known) return known.userId === userId
    await tx.oidcIdentity.create({ data: { issuer, subject, userId } })
    return true
  })
}

// Registering -------------------------------------------------------------------------

async function mailedToken(tx: Tx, userId: string, purpose: 'confirm' | 'reset'): Promise<string> {
  const { token, hash } = newToken()
  await tx.emailToken.create({ data: { tokenHash: hash, userId, purpose, expiresAt: inHours(purpose === 'confirm' ? CONFIRM_HOURS : RESET_HOURS) } })
  return `/confirm?token=${token}`
}

/** May a letter be asked for? 'silent': the recipient has had enough, and the asker is not told. */
async function mayWrite(email: string, address: string): Promise<'yes' | 'silent' | 'throttled'> {
  if (!(await countAttempt('letters', address))) return 'throttled'
  return (await countAttempt('recipient', email)) ? 'yes' : 'silent'
}

/**
 * Begins a stakeholder's account: a letter with a link at which the password is chosen, so
 * that nobody can set a password for an address that is not theirs. An address that has an
 * account gets another letter, and the page says the same.
 */
export async function register(of: { name: string; email: string; language: Language; address: string }): Promise<'done' | 'throttled'> {
  const allowed = await mayWrite(of.email, of.address)
  if (allowed === 'throttled') return 'throttled'
  if (allowed === 'silent') return 'done'
  await withActor(GATE, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO app_user (email, name, role, language) VALUES (${of.email}, ${of.name}, 'stakeholder', ${of.language})
      ON CONFLICT (email) DO NOTHING`
    const user = await tx.user.findUniqueOrThrow({ where: { email: of.email } })
    const enterable = await waysIn(tx, user.id)
    if (enterable === 'none' && !user.disabledAt) {
      await writeMail(tx, { to: user.email, kind: 'confirm', language: user.language, path: await mailedToken(tx, user.id, 'confirm'), values: { hours: String(CONFIRM_HOURS) } })
    } else {
      await writeMail(tx, { to: user.email, kind: enterable === 'provider' ? 'provider' : 'already', language: user.language, path: '/sign-in' })
    }
  })
  return 'done'
}

/** Sends a link for a new password to the account's address; the page says the same for an unknown one. */
export async function askForNewPassword(of: { email: string; address: string }): Promise<'done' | 'throttled'> {
  const allowed = await mayWrite(of.email, of.address)
  if (allowed === 'throttled') return 'throttled'
  if (allowed === 'silent') return 'done'
  await withActor(GATE, async (tx) => {
    const user = await tx.user.findUnique({ where: { email: of.email } })
    if (!user || user.disabledAt) return
    const enterable = await waysIn(tx, user.id)
    // An account known by its provider only does not become enterable by whoever has the mailbox.
    if (enterable === 'provider') await writeMail(tx, { to: user.email, kind: 'provider', language: user.language, path: '/sign-in' })
    else await writeMail(tx, { to: user.email, kind: 'reset', language: user.language, path: await mailedToken(tx, user.id, 'reset'), values: { hours: String(RESET_HOURS) } })
  })
  return 'done'
}

async function waysIn(tx: Tx, userId: string): Promise<'password' | 'provider' | 'none'> {
  if ((await tx.credential.count({ where: { userId } })) > 0) return 'password'
  return (await tx.oidcIdentity.count({ where: { userId } })) > 0 ? 'provider' : 'none'
}

/**
 * Sets the password by a mailed link, which is used up, confirms the address and ends every
 * session there is: whoever was signed in with the old password is no longer.
 */
export async function setPasswordByLink(of: { token: string; password: string }): Promise<{ email: string }> {
  const passwordHash = await hashPassword(of.password)
  return withActor(GATE, async (tx) => {
    const link = await usableToken(tx, of.token)
    // Counted, so that of two simultaneous uses only one succeeds.
    const used = link ? await tx.emailToken.updateMany({ where: { tokenHash: link.tokenHash, usedAt: null }, data: { usedAt: new Date() } }) : { count: 0 }
    if (!link || used.count !== 1) throw new Refusal('badLink', 410, 'token')
    const { userId } = link
    await tx.emailToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: new Date() } })
    await storePassword(tx, userId, passwordHash)
    await tx.session.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date() } })
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } })
    if (!user.emailConfirmedAt) await tx.user.update({ where: { id: userId }, data: { emailConfirmedAt: new Date() } })
    return { email: user.email }
  })
}

async function storePassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.credential.upsert({ where: { userId }, create: { userId, passwordHash }, update: { passwordHash, changedAt: new Date() } })
}

// One's own account ---------------------------------------------------------------------

export async function changeOwn(actor: Actor, of: { name: string; language: Language }): Promise<void> {
  if (actor.userId === null) throw new Refusal('signInFirst', 401)
  const id = actor.userId
  await withActor(actor, (tx) => tx.user.update({ where: { id }, data: of }))
}

/** Changes one's password, the old one given, and ends one's other sessions. */
export async function changePassword(actor: Actor, sessionId: string, of: { current: string; password: string; address: string }): Promise<'done' | 'throttled'> {
  if (actor.userId === null) throw new Refusal('signInFirst', 401)
  const userId = actor.userId
  if (!(await countAttempt('account', `change:${userId}`))) return 'throttled'
  const kept = await withActor(GATE, (tx) => tx.credential.findUnique({ where: { userId } }))
  if (!(await passwordFits(of.current, kept?.passwordHash ?? null))) throw new Refusal('wrongPassword', 403, 'current')
  const passwordHash = await hashPassword(of.password)
  await withActor(gateFor(userId), async (tx) => {
    await storePassword(tx, userId, passwordHash)
    await tx.session.updateMany({ where: { userId, revokedAt: null, id: { not: sessionId } }, data: { revokedAt: new Date() } })
  })
  return 'done'
}

/** Ends one of one's own sessions; the database refuses another person's. */
export async function endOwnSession(actor: Actor, id: string): Promise<void> {
  const ended = await withActor(actor, (tx) => tx.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } }))
  if (ended.count === 0) throw new Refusal('notFound', 404)
}

// Members of a Party -----------------------------------------------------------------------

/** A lead invites into the own Party. Gives the link's secret, which is shown once and not kept. */
export async function invite(actor: Actor, of: { email: string; role: PartyRole }): Promise<string> {
  mustBeAbleTo(actor, 'invite')
  const { userId, party } = actor
  if (userId === null || party === null) throw new Refusal('notAllowed', 403)
  const { token, hash } = newToken()
  await withActor(actor, async (tx) => {
    const row = await tx.invitation.create({
      data: { tokenHash: hash, party, role: of.role, email: of.email, invitedBy: userId, expiresAt: inHours(INVITATION_DAYS * 24) }, select: { id: true },
    })
    await recordEvent(tx, actor, { kind: 'member.invited', what: { invitation: row.id, role: of.role }, audience: [party] })
  })
  return token
}

/**
 * Makes an account by an invitation, for its address: the lead vouches for the person and
 * confirms after redemption, so no letter has to arrive first. Redeems it at once.
 */
export async function registerByInvitation(of: { token: string; name: string; password: string; language: Language }): Promise<{ email: string; outcome: 'waits' | 'lead' }> {
  const passwordHash = await hashPassword(of.password)
  // Somebody who registered and never confirmed has an empty shell: no password, no provider, no way in.
  const shell = await withActor(GATE, async (tx) => {
    const row = await tx.invitation.findUnique({ where: { tokenHash: hashToken(of.token) } })
    const user = row ? await tx.user.findUnique({ where: { email: row.email } }) : null
    return user && !user.disabledAt && (await waysIn(tx, user.id)) === 'none' ? user.id : null
  })
  const userId = shell ?? randomUUID()
  const gate = gateFor(userId)
  return withActor(gate, async (tx) => {
    const row = await tx.invitation.findUnique({ where: { tokenHash: hashToken(of.token) } })
    if (!row || row.redeemedAt || row.refusedAt || row.expiresAt <= new Date()) throw new Refusal('badInvitation', 410, 'token')
    if (shell) await tx.user.update({ where: { id: shell }, data: { name: of.name, language: of.language } })
    else {
      const made = await tx.$executeRaw`
        INSERT INTO app_user (id, email, name, role, language) VALUES (${userId}::uuid, ${row.email}, ${of.name}, 'stakeholder', ${of.language})
        ON CONFLICT (email) DO NOTHING`
      if (made === 0) throw new Refusal('signInToRedeem', 409)
    }
    // Fails where the shell got a password meanwhile: nobody's password is replaced here.
    await tx.credential.create({ data: { userId, passwordHash } })
    await writeMail(tx, { to: row.email, kind: 'confirm', language: of.language, path: await mailedToken(tx, userId, 'confirm'), values: { hours: String(CONFIRM_HOURS) } })
    return { email: row.email, outcome: await redeemAs(tx, gate, userId, of.token) }
  })
}

/** The signed-in person redeems an invitation. 'waits': for the lead; 'lead': made on the server, it counts at once. */
export async function redeem(actor: Actor, token: string): Promise<'waits' | 'lead'> {
  if (actor.userId === null) throw new Refusal('signInFirst', 401)
  const userId = actor.userId
  return withActor(gateFor(userId), (tx) => redeemAs(tx, gateFor(userId), userId, token))
}

async function redeemAs(tx: Tx, gate: Actor, userId: string, token: string): Promise<'waits' | 'lead'> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  // Whoever has a Party or an office leaves it first.
  if (user.party !== null || user.role !== 'stakeholder') throw new Refusal('hasRole', 409)
  const now = new Date()
  const tokenHash = hashToken(token)
  const taken = await tx.invitation.updateMany({
    where: { tokenHash, redeemedAt: null, refusedAt: null, confirmedAt: null, expiresAt: { gt: now } }, data: { redeemedAt: now, redeemedBy: userId },
  })
  const row = await tx.invitation.findUnique({ where: { tokenHash } })
  if (taken.count !== 1 || !row || !isParty(row.party)) throw new Refusal('badInvitation', 410, 'token')
  if (row.invitedBy === null) {
    // No lead will look at this one again, so it is for the person named on the server only.
    if (user.email !== row.email) throw new Refusal('otherAddress', 403)
    await tx.user.update({ where: { id: userId }, data: { party: row.party, role: 'lead' } })
    await tx.invitation.update({ where: { id: row.id }, data: { confirmedAt: now } })
    await recordEvent(tx, gate, { kind: 'lead.appointed', what: { party: row.party, step: 'entered' }, audience: ALL_PARTIES })
    return 'lead'
  }
  await recordEvent(tx, gate, { kind: 'member.redeemed', what: { invitation: row.id, role: row.role }, audience: [row.party] })
  const inviter = await tx.user.findFirst({ where: { id: row.invitedBy, party: row.party, role: 'lead', disabledAt: null } })
  if (inviter) await writeMail(tx, { to: inviter.email, kind: 'redeemed', language: inviter.language, path: '/members', values: { email: row.email } })
  return 'waits'
}

/** The lead lets the redeemer of an invitation in, with the role invited. */
export async function confirmMember(actor: Actor, invitationId: string): Promise<void> {
  mustBeAbleTo(actor, 'answerRedemption')
  await withActor(actor, async (tx) => {
    const row = await tx.invitation.findUnique({ where: { id: invitationId } })
    if (!row?.redeemedBy || row.confirmedAt || row.refusedAt) throw new Refusal('notFound', 404)
    const user = await tx.user.findUnique({ where: { id: row.redeemedBy } })
    if (!user || user.party !== null || user.role !== 'stakeholder' || user.disabledAt) throw new Refusal('hasRole', 409)
    await tx.user.updateMany({ where: { id: user.id, party: null, role: 'stakeholder' }, data: { party: row.party, role: row.role } })
    await tx.invitation.update({ where: { id: row.id }, data: { confirmedAt: new Date() } })
    await recordEvent(tx, actor, { kind: 'member.confirmed', what: { invitation: row.id, member: user.id, role: row.role }, audience: [row.party] })
    await writeMail(tx, { to: user.email, kind: 'admitted', language: user.language, path: '' })
  })
}

/** The lead refuses a redeemer, or withdraws an invitation that nobody has redeemed. */
export async function refuseMember(actor: Actor, invitationId: string): Promise<void> {
  mustBeAbleTo(actor, 'answerRedemption')
  await withActor(actor, async (tx) => {
    const refused = await tx.invitation.updateMany({ where: { id: invitationId, confirmedAt: null, refusedAt: null }, data: { refusedAt: new Date() } })
    if (refused.count !== 1 || actor.party === null) throw new Refusal('notFound', 404)
    await recordEvent(tx, actor, { kind: 'member.refused', what: { invitation: invitationId }, audience: [actor.party] })
  })
}

/** The lead removes a member of the own Party: a stakeholder from now on, signed out everywhere (0004_accounts_endings). */
export async function removeMember(actor: Actor, memberId: string): Promise<void> {
  mustBeAbleTo(actor, 'removeMember')
  if (memberId === actor.userId || actor.party === null) throw new Refusal('notYourself', 403)
  const party = actor.party
  await withActor(actor, async (tx) => {
    const member = await tx.user.findFirst({ where: { id: memberId, party }, select: { role: true } })
    const [row] = await tx.$queryRaw<{ removed: boolean }[]>`SELECT remove_member(${memberId}::uuid) AS removed`
    if (!member || !row?.removed) throw new Refusal('notFound', 404)
    await recordEvent(tx, actor, { kind: 'member.removed', what: { member: memberId, role: member.role }, audience: [party] })
  })
}

/** The lead gives a member another role inside the own Party. The same role again is no change and no event. */
export async function changeMemberRole(actor: Actor, memberId: string, role: PartyRole): Promise<void> {
  mustBeAbleTo(actor, 'changeMemberRole')
  if (memberId === actor.userId || actor.party === null) throw new Refusal('notYourself', 403)
  const party = actor.party
  await withActor(actor, async (tx) => {
    const member = await tx.user.findFirst({ where: { id: memberId, party } })
    if (!member) throw new Refusal('notFound', 404)
    if (member.role === role) return
    await tx.user.updateMany({ where: { id: memberId, party }, data: { role } })
    await recordEvent(tx, actor, { kind: 'member.role', what: { member: memberId, role: { from: member.role, to: role } }, audience: [party] })
  })
}

// Accounts without a Party ----------------------------------------------------------------

/** The administrator gives an account without a Party another role; never a Party, never their own. */
export async function changeAccountRole(actor: Actor, id: string, role: PartylessRole): Promise<void> {
  mustBeAbleTo(actor, 'changeAccount')
  if (id === actor.userId) throw new Refusal('notYourself', 403)
  await withActor(actor, async (tx) => {
    const user = await tx.user.findFirst({ where: { id, party: null } })
    if (!user) throw new Refusal('notFound', 404)
    if (user.role === role) return
    const changed = await tx.user.updateMany({ where: { id, party: null, role: user.role }, data: { role } })
    if (changed.count !== 1) throw new Refusal('stale', 409)
    await recordEvent(tx, actor, { kind: 'account.role', what: { account: id, role: { from: user.role, to: role } }, audience: ['secretariat'] })
  })
}

/** The administrator disables an account without a Party, or opens it again. A Party's members are its lead's. */
export async function setAccountDisabled(actor: Actor, id: string, disabled: boolean): Promise<void> {
  mustBeAbleTo(actor, 'changeAccount')
  if (id === actor.userId) throw new Refusal('notYourself', 403)
  await withActor(actor, async (tx) => {
    const changed = await tx.user.updateMany({ where: { id, party: null, disabledAt: disabled ? null : { not: null } }, data: { disabledAt: disabled ? new Date() : null } })
    if (changed.count !== 1) throw new Refusal('notFound', 404)
    await recordEvent(tx, actor, { kind: 'account.disabled', what: { account: id, disabled: { from: !disabled, to: disabled } }, audience: ['secretariat'] })
  })
}
