import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mintActor, type Actor, type Role } from '@/lib/actor'
import { disconnect, withActor } from '@/lib/db'
import type { Party } from '@/lib/parties'
import { appointLead } from '../../scripts/lead'
import { invitedBy, mailedLink, membersOf, partylessAccounts, waitingMail } from './data'
import { signedInAs } from './gate'
import {
  askForNewPassword, changeAccountRole, changeMemberRole, changePassword, confirmMember, endOwnSession, enterByOidc, invite, linkOidc, redeem, refuseMember,
  register, registerByInvitation, removeMember, setAccountDisabled, setPasswordByLink, signInWithPassword,
} from './mutations'
import { hashPassword } from './password'
import { LIMITS } from './rules'
import { readSession, sessionCookieName, startSession } from './session'
import { countAttempt } from './throttle'

const SECRET = 'a secret for the tests, long enough'
const PASSWORD = 'correct horse battery'
let owner: pg.Client
let superuser: pg.Client
let passwordHash: string

beforeAll(async () => {
  process.env.AUTH_SECRET = SECRET
  process.env.DATABASE_URL = process.env.TEST_APP_URL
  owner = new pg.Client({ connectionString: process.env.TEST_OWNER_URL })
  superuser = new pg.Client({ connectionString: process.env.TEST_SUPER_URL })
  await Promise.all([owner.connect(), superuser.connect()])
  passwordHash = await hashPassword(PASSWORD)
})
afterAll(async () => {
  await Promise.all([owner.end(), superuser.end(), disconnect()])
})

const address = (): string => `test-${randomUUID()}`
const mailbox = (): string => `${randomUUID()}@people.example`

/** A person made by the owner, as the first accounts of an installation are. */
async function person(role: Exclude<Role, 'anonymous'>, party: Party | null = null): Promise<{ id: string; email: string; actor: Actor }> {
  const email = mailbox()
  const made = await owner.query<{ id: string }>(
    'INSERT INTO app_user (email, name, role, party, email_confirmed_at) VALUES ($1, $2, $3, $4, now()) RETURNING id', [email, `Test ${role}`, role, party])
  const id = made.rows[0]!.id
  await owner.query('INSERT INTO credential (user_id, password_hash) VALUES ($1, $2)', [id, passwordHash])
  return { id, email, actor: mintActor({ userId: id, role, party }) }
}

async function cookieOf(userId: string): Promise<string> {
  return encode({ token: { sid: await startSession(userId, 'a browser') }, secret: SECRET })
}
async function row(id: string): Promise<{ role: string; party: string | null }> {
  return (await owner.query<{ role: string; party: string | null }>('SELECT role, party FROM app_user WHERE id = $1', [id])).rows[0]!
}
async function letters(to: string): Promise<{ kind: string; language: string; subject: string; body: string }[]> {
  return (await superuser.query('SELECT kind, language, subject, body FROM mail WHERE recipient = $1 ORDER BY created_at', [to])).rows
}
async function linkIn(to: string): Promise<string> {
  return /token=([\w-]{43})/.exec((await letters(to)).at(-1)?.body ?? '')?.[1] ?? ''
}
async function eventsOf(kind: string, audience: string[]): Promise<number> {
  return (await owner.query('SELECT 1 FROM event WHERE kind = $1 AND audience = $2', [kind, audience])).rowCount ?? 0
}

describe('signing in', () => {
  test('the right password, and no other', async () => {
    const { id, email } = await person('stakeholder')
    expect(await signInWithPassword({ email: ` ${email.toUpperCase()} `, password: PASSWORD, address: address() })).toBe(id)
    expect(await signInWithPassword({ email, password: 'correct horse batterie', address: address() })).toBeNull()
    expect(await signInWithPassword({ email: mailbox(), password: PASSWORD, address: address() })).toBeNull()
    expect(await signInWithPassword({ email: 'a\0b@c.example', password: '\0', address: address() })).toBeNull()
  })

  test('unknown and known accounts take the same time', async () => {
    const { email } = await person('stakeholder')
    const took = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 9; round += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        const began = performance.now()
        await signInWithPassword({ email: kind === 'known' ? email : mailbox(), password: 'wrong', address: address() })
        took[kind].push(performance.now() - began)
      }
    }
    const median = (of: number[]): number => of.toSorted((a, b) => a - b)[4]!
    expect(Math.abs(median(took.known) - median(took.unknown))).toBeLessThan(median(took.known) * 0.5)
  })

  test('an account is throttled, known or not, and failures only count', async () => {
    for (const email of [(await person('stakeholder')).email, mailbox()]) {
      const answers: unknown[] = []
      for (let round = 0; round <= LIMITS.account.attempts; round += 1) answers.push(await signInWithPassword({ email, password: 'wrong', address: address() }))
      expect(answers.slice(0, -1)).toEqual(Array.from({ length: LIMITS.account.attempts }, () => null))
      expect(answers.at(-1)).toBe('throttled')
      expect(await signInWithPassword({ email, password: PASSWORD, address: address() })).toBe('throttled')
    }
    const { id, email } = await person('stakeholder')
    for (let round = 0; round < LIMITS.account.attempts + 3; round += 1) expect(await signInWithPassword({ email, password: PASSWORD, address: address() })).toBe(id)
  })

  test('an address is throttled over many accounts; parallel guesses do not slip through', async () => {
    const from = address()
    const at = new Date()
    const counted = await Promise.all(Array.from({ length: LIMITS.address.attempts + 20 }, () => countAttempt('address', from, at)))
    expect(counted.filter(Boolean)).toHaveLength(LIMITS.address.attempts)
    expect(await signInWithPassword({ email: mailbox(), password: PASSWORD, address: from })).toBe('throttled')
  })
})

describe('a session', () => {
  test('stands for the account as it is now', async () => {
    const { id } = await person('delegate', 'CA')
    const cookie = await cookieOf(id)
    const request = (value: string) => new Request('http://x/', { headers: { cookie: `a=b; ${sessionCookieName()}=${value}` } })
    expect(await signedInAs(request(cookie))).toMatchObject({ userId: id, role: 'delegate', party: 'CA' })
    await owner.query(`UPDATE app_user SET role = 'staff' WHERE id = $1`, [id])
    expect(await signedInAs(request(cookie))).toMatchObject({ role: 'staff', party: 'CA' })
  })

  test('forged, foreign, damaged, ended or expired is nobody', async () => {
    const { id, actor } = await person('lead', 'US')
    const session = await startSession(id, null)
    const forged = [
      'x', 'a.b.c.d.e', await encode({ token: { sid: session }, secret: 'another secret of good length' }),
      await encode({ token: { sid: "' OR true --" }, secret: SECRET }), await encode({ token: { sub: id, role: 'lead' }, secret: SECRET }),
      await encode({ token: { sid: session }, secret: SECRET, maxAge: -60 }), await encode({ token: { sid: randomUUID() }, secret: SECRET }),
    ]
    for (const cookie of forged) expect(await readSession(cookie)).toBeNull()
    const real = await encode({ token: { sid: session }, secret: SECRET })
    expect(await readSession(real)).not.toBeNull()
    await endOwnSession(actor, session)
    expect(await readSession(real)).toBeNull()
    const late = await startSession(id, null)
    await superuser.query(`UPDATE session SET expires_at = now() - interval '1 s' WHERE id = $1`, [late])
    expect(await readSession(await encode({ token: { sid: late }, secret: SECRET }))).toBeNull()
  })

  test('is ended by its own person only', async () => {
    const [one, other] = [await person('stakeholder'), await person('stakeholder')]
    const session = await startSession(one.id, null)
    await expect(endOwnSession(other.actor, session)).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('registering', () => {
  test('a letter in the person’s language; the password is set at its link, once', async () => {
    const email = mailbox()
    expect(await register({ name: 'Ana', email, language: 'es', address: address() })).toBe('done')
    const [letter] = await letters(email)
    expect(letter).toMatchObject({ kind: 'confirm', language: 'es', subject: 'Confirme su correo' })
    const token = await linkIn(email)
    expect(letter?.body).toContain(`/es/confirm?token=${token}`)
    expect(await mailedLink(token)).toEqual({ purpose: 'confirm', email })
    expect(await signInWithPassword({ email, password: PASSWORD, address: address() })).toBeNull()
    const both = await Promise.allSettled([setPasswordByLink({ token, password: PASSWORD }), setPasswordByLink({ token, password: 'another pass phrase' })])
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await mailedLink(token)).toBeNull()
    await expect(setPasswordByLink({ token, password: PASSWORD })).rejects.toMatchObject({ code: 'badLink', status: 410 })
    const stored = await superuser.query(`SELECT 1 FROM email_token WHERE token_hash = $1`, [token])
    expect(stored.rowCount).toBe(0)
  })

  test('an address with an account gets the same answer and another letter', async () => {
    const { email, id } = await person('delegate', 'MX')
    expect(await register({ name: 'Somebody Else', email, language: 'en', address: address() })).toBe('done')
    expect((await letters(email)).map((letter) => letter.kind)).toEqual(['already'])
    expect(await row(id)).toEqual({ role: 'delegate', party: 'MX' })
  })

  test('a new password ends the sessions there are; an unknown address is written nothing', async () => {
    const { id, email } = await person('stakeholder')
    const cookie = await cookieOf(id)
    expect(await askForNewPassword({ email, address: address() })).toBe('done')
    await setPasswordByLink({ token: await linkIn(email), password: 'a wholly new phrase' })
    expect(await readSession(cookie)).toBeNull()
    expect(await signInWithPassword({ email, password: 'a wholly new phrase', address: address() })).toBe(id)
    const unknown = mailbox()
    expect(await askForNewPassword({ email: unknown, address: address() })).toBe('done')
    expect(await letters(unknown)).toEqual([])
  })

  test('nobody is flooded through us', async () => {
    const email = mailbox()
    for (let round = 0; round < LIMITS.recipient.attempts + 3; round += 1) expect(await register({ name: 'A', email, language: 'en', address: address() })).toBe('done')
    expect(await letters(email)).toHaveLength(LIMITS.recipient.attempts)
  })

  test('changing the password needs the old one and ends the other sessions', async () => {
    const { id, email, actor } = await person('stakeholder')
    const other = await cookieOf(id)
    const here = await startSession(id, null)
    await expect(changePassword(actor, here, { current: 'wrong', password: 'a wholly new phrase', address: '' })).rejects.toMatchObject({ code: 'wrongPassword', field: 'current' })
    expect(await changePassword(actor, here, { current: PASSWORD, password: 'a wholly new phrase', address: '' })).toBe('done')
    expect(await readSession(other)).toBeNull()
    expect(await readSession(await encode({ token: { sid: here }, secret: SECRET }))).not.toBeNull()
    expect(await signInWithPassword({ email, password: 'a wholly new phrase', address: address() })).toBe(id)
  })
})

describe('members of a Party', () => {
  test('invited, redeemed, confirmed: a member from the next request on', async () => {
    const lead = await person('lead', 'CA')
    const guest = await person('stakeholder')
    const cookie = await cookieOf(guest.id)
    const before = { invited: await eventsOf('member.invited', ['CA']), redeemed: await eventsOf('member.redeemed', ['CA']), confirmed: await eventsOf('member.confirmed', ['CA']) }
    const token = await invite(lead.actor, { email: guest.email, role: 'delegate' })
    expect(await invitedBy(token)).toMatchObject({ party: 'CA', role: 'delegate', state: 'open', direct: false, known: true })
    expect(await redeem(guest.actor, token)).toBe('waits')
    expect(await row(guest.id)).toEqual({ role: 'stakeholder', party: null })
    expect((await letters(lead.email)).map((letter) => letter.kind)).toEqual(['redeemed'])
    const pending = (await membersOf(lead.actor)).invitations.find((one) => one.redeemer?.email === guest.email)!
    expect(pending.state).toBe('redeemed')
    await confirmMember(lead.actor, pending.id)
    expect((await readSession(cookie))?.person).toMatchObject({ role: 'delegate', party: 'CA' })
    expect((await letters(guest.email)).map((letter) => letter.kind)).toEqual(['admitted'])
    expect(await eventsOf('member.invited', ['CA'])).toBe(before.invited + 1)
    expect(await eventsOf('member.redeemed', ['CA'])).toBe(before.redeemed + 1)
    expect(await eventsOf('member.confirmed', ['CA'])).toBe(before.confirmed + 1)
    await expect(confirmMember(lead.actor, pending.id)).rejects.toMatchObject({ code: 'notFound' })
  })

  test('an invitation is used once, in time, and not after it was withdrawn', async () => {
    const lead = await person('lead', 'US')
    const [one, two] = [await person('stakeholder'), await person('stakeholder')]
    const token = await invite(lead.actor, { email: one.email, role: 'staff' })
    const both = await Promise.allSettled([redeem(one.actor, token), redeem(two.actor, token)])
    expect(both.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const expired = await invite(lead.actor, { email: two.email, role: 'staff' })
    await superuser.query(`UPDATE invitation SET expires_at = now() - interval '1 s' WHERE email = $1`, [two.email])
    await expect(redeem(two.actor, expired)).rejects.toMatchObject({ code: 'badInvitation', status: 410 })
    const withdrawn = await invite(lead.actor, { email: 'withdrawn@people.example', role: 'staff' })
    const { id } = (await membersOf(lead.actor)).invitations.find((entry) => entry.email === 'withdrawn@people.example')!
    await refuseMember(lead.actor, id)
    expect((await invitedBy(withdrawn))?.state).toBe('refused')
    await expect(redeem(two.actor, withdrawn)).rejects.toMatchObject({ code: 'badInvitation' })
    await expect(redeem(two.actor, 'x'.repeat(43))).rejects.toMatchObject({ code: 'badInvitation' })
  })

  test('an account made by an invitation waits for the lead; a taken address signs in instead', async () => {
    const lead = await person('lead', 'MX')
    const email = mailbox()
    const token = await invite(lead.actor, { email, role: 'lead' })
    expect(await registerByInvitation({ token, name: 'Luz', password: PASSWORD, language: 'es' })).toEqual({ email, outcome: 'waits' })
    const id = await signInWithPassword({ email, password: PASSWORD, address: address() })
    expect(await row(id as string)).toEqual({ role: 'stakeholder', party: null })
    const taken = await invite(lead.actor, { email, role: 'delegate' })
    await expect(registerByInvitation({ token: taken, name: 'X', password: 'my own new password', language: 'en' })).rejects.toMatchObject({ code: 'signInToRedeem' })
    expect(await signInWithPassword({ email, password: 'my own new password', address: address() })).toBeNull()
    // Registered by anybody, never confirmed: an empty shell that the invited person may take.
    const shell = mailbox()
    await register({ name: 'Shell', email: shell, language: 'en', address: address() })
    await expect(registerByInvitation({ token: await invite(lead.actor, { email: shell, role: 'delegate' }), name: 'Real', password: PASSWORD, language: 'en' })).resolves.toMatchObject({ outcome: 'waits' })
  })

  test('removal and a changed role count at once, for members who never held an invitation too', async () => {
    const lead = await person('lead', 'CA')
    const member = await person('delegate', 'CA')
    const cookie = await cookieOf(member.id)
    await changeMemberRole(lead.actor, member.id, 'staff')
    expect((await readSession(cookie))?.person.role).toBe('staff')
    const changes = await eventsOf('member.role', ['CA'])
    await changeMemberRole(lead.actor, member.id, 'staff')
    expect(await eventsOf('member.role', ['CA'])).toBe(changes)
    await removeMember(lead.actor, member.id)
    expect(await readSession(cookie)).toBeNull()
    expect(await row(member.id)).toEqual({ role: 'stakeholder', party: null })
    await expect(removeMember(lead.actor, member.id)).rejects.toMatchObject({ code: 'notFound' })
  })

  test('a lead reaches no other Party, and not themselves', async () => {
    const lead = await person('lead', 'CA')
    const foreign = await person('delegate', 'US')
    await expect(removeMember(lead.actor, foreign.id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(changeMemberRole(lead.actor, foreign.id, 'lead')).rejects.toMatchObject({ code: 'notFound' })
    await expect(removeMember(lead.actor, lead.id)).rejects.toMatchObject({ code: 'notYourself' })
    const other = await person('lead', 'US')
    const guest = await person('stakeholder')
    await redeem(guest.actor, await invite(other.actor, { email: guest.email, role: 'delegate' }))
    const pending = (await membersOf(other.actor)).invitations.find((one) => one.redeemer?.email === guest.email)!
    await expect(confirmMember(lead.actor, pending.id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(refuseMember(lead.actor, pending.id)).rejects.toMatchObject({ code: 'notFound' })
    expect((await membersOf(lead.actor)).members.every((one) => one.id !== foreign.id)).toBe(true)
  })

  test.each(['delegate', 'staff'] as const)('a %s is no lead', async (role) => {
    const { actor } = await person(role, 'CA')
    await expect(invite(actor, { email: mailbox(), role: 'delegate' })).rejects.toMatchObject({ code: 'notAllowed', status: 403 })
    await expect(membersOf(actor)).rejects.toMatchObject({ code: 'notAllowed' })
  })

  test('removal by function is the lead’s only, whoever calls it', async () => {
    const member = await person('delegate', 'CA')
    for (const { actor } of [await person('administrator'), await person('secretariat'), await person('staff', 'CA'), await person('lead', 'US')]) {
      await withActor(actor, (tx) => tx.$queryRaw`SELECT remove_member(${member.id}::uuid)`).catch(() => undefined)
      expect(await row(member.id)).toEqual({ role: 'delegate', party: 'CA' })
    }
  })
})

describe('the first lead', () => {
  test('by the link made on the server, which every Party sees, and only for the address named', async () => {
    const ownerUrl = process.env.TEST_OWNER_URL!
    const before = await eventsOf('lead.appointed', ['US', 'CA', 'MX'])
    const email = mailbox()
    const link = await appointLead({ ownerUrl, baseUrl: 'https://register.example/', party: 'MX', email })
    expect(link).toMatch(/^https:\/\/register\.example\/en\/invitation\?token=[\w-]{43}$/)
    const token = link.split('token=')[1]!
    const stranger = await person('stakeholder')
    await expect(redeem(stranger.actor, token)).rejects.toMatchObject({ code: 'otherAddress' })
    expect((await invitedBy(token))?.state).toBe('open')
    expect(await registerByInvitation({ token, name: 'Lead', password: PASSWORD, language: 'es' })).toEqual({ email, outcome: 'lead' })
    const id = await signInWithPassword({ email, password: PASSWORD, address: address() })
    expect(await row(id as string)).toEqual({ role: 'lead', party: 'MX' })
    expect(await eventsOf('lead.appointed', ['US', 'CA', 'MX'])).toBe(before + 2)
    await expect(redeem(stranger.actor, token)).rejects.toMatchObject({ code: 'badInvitation' })
    await expect(appointLead({ ownerUrl, baseUrl: 'x', party: 'FR', email })).rejects.toThrow('no Party')
    await expect(appointLead({ ownerUrl, baseUrl: 'x', party: 'US', email: 'nobody' })).rejects.toThrow('not an e-mail')
  })
})

describe('the administrator', () => {
  test('changes accounts without a Party, never one with, and not the own', async () => {
    const admin = await person('administrator')
    const [outside, inside] = [await person('stakeholder'), await person('lead', 'CA')]
    const cookie = await cookieOf(outside.id)
    await changeAccountRole(admin.actor, outside.id, 'secretariat')
    expect((await readSession(cookie))?.person.role).toBe('secretariat')
    await setAccountDisabled(admin.actor, outside.id, true)
    expect(await readSession(cookie)).toBeNull()
    expect(await signInWithPassword({ email: outside.email, password: PASSWORD, address: address() })).toBeNull()
    await setAccountDisabled(admin.actor, outside.id, false)
    expect(await readSession(cookie)).toBeNull()
    for (const refused of [() => changeAccountRole(admin.actor, inside.id, 'stakeholder'), () => setAccountDisabled(admin.actor, inside.id, true)]) await expect(refused()).rejects.toMatchObject({ code: 'notFound' })
    await expect(changeAccountRole(admin.actor, admin.id, 'secretariat')).rejects.toMatchObject({ code: 'notYourself' })
    const found = await partylessAccounts(admin.actor, { find: inside.email })
    expect(found.accounts).toEqual([])
  })

  test('puts nobody into a Party, by whatever statement', async () => {
    const admin = await person('administrator')
    const outside = await person('stakeholder')
    await expect(withActor(admin.actor, (tx) => tx.user.updateMany({ where: { id: outside.id }, data: { party: 'CA', role: 'delegate' } }))).rejects.toThrow()
    await expect(withActor(admin.actor, (tx) => tx.$executeRaw`INSERT INTO app_user (email, name, role, party) VALUES (${mailbox()}, 'x', 'lead', 'US')`)).rejects.toThrow()
    await expect(withActor(admin.actor, (tx) => tx.$executeRaw`INSERT INTO invitation (token_hash, party, role, email, expires_at) VALUES ('x', 'US', 'lead', 'x', now())`)).rejects.toThrow()
    expect(await row(outside.id)).toEqual({ role: 'stakeholder', party: null })
  })

  test('sees that a letter waits, not what it says', async () => {
    const admin = await person('administrator')
    const email = mailbox()
    await register({ name: 'Waiting', email, language: 'fr', address: address() })
    const waiting = (await waitingMail(admin.actor)).filter((letter) => letter.recipient === email)
    expect(waiting).toMatchObject([{ kind: 'confirm', attempts: 0, failing: false }])
    expect(JSON.stringify(waiting)).not.toContain(await linkIn(email))
    expect(await withActor(admin.actor, (tx) => tx.mail.findMany())).toEqual([])
    await expect(waitingMail((await person('lead', 'US')).actor)).rejects.toMatchObject({ code: 'notAllowed' })
  })
})

describe('OpenID Connect accounts', () => {
  const issuer = 'https://issuer.example'
  test('are known by issuer and subject, and joined to no account by address', async () => {
    const there = await person('stakeholder')
    const base = { issuer, subject: randomUUID(), name: 'Ana', language: 'es' as const }
    expect(await enterByOidc({ ...base, email: there.email })).toBe('emailTaken')
    const own = mailbox()
    const entered = await enterByOidc({ ...base, email: own })
    expect(entered).toMatchObject({ userId: expect.any(String) as string })
    const { userId } = entered as { userId: string }
    expect(await row(userId)).toEqual({ role: 'stakeholder', party: null })
    expect(await enterByOidc({ ...base, email: there.email })).toEqual({ userId })
    expect(await enterByOidc({ ...base, issuer: 'https://other.example', email: null })).not.toEqual({ userId })
    // The mailbox alone opens no door into it.
    await askForNewPassword({ email: own, address: address() })
    expect((await letters(own)).map((letter) => letter.kind)).toEqual(['provider'])
  })

  test('are linked from the account page, once', async () => {
    const [one, other] = [await person('stakeholder'), await person('stakeholder')]
    const identity = { issuer, subject: randomUUID() }
    expect(await linkOidc(one.id, identity)).toBe(true)
    expect(await linkOidc(one.id, identity)).toBe(true)
    expect(await linkOidc(other.id, identity)).toBe(false)
    expect(await enterByOidc({ ...identity, name: '', email: null, language: 'en' })).toEqual({ userId: one.id })
  })
})
