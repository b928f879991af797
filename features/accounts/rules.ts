import { PARTY_ROLES, ROLES, type Role } from '@/lib/actor'

export type PartyRole = (typeof PARTY_ROLES)[number]

/** The roles of accounts; `anonymous` is the absence of one. */
export function isRole(value: string): value is Exclude<Role, 'anonymous'> {
  return value !== 'anonymous' && (ROLES as readonly string[]).includes(value)
}

export function isPartyRole(value: string): value is PartyRole {
  return (PARTY_ROLES as readonly string[]).includes(value)
}

/** The roles without a Party: all that an administrator can give. */
export const PARTYLESS_ROLES = ['stakeholder', 'secretariat', 'administrator'] as const
export type PartylessRole = (typeof PARTYLESS_ROLES)[number]

/** An address as it is compared: without surrounding space, in lower case. */
export function normalEmail(value: string): string {
  return value.normalize('NFC').trim().toLowerCase()
}

/**
 * Where to go after signing in: only a path of this site in one of its languages.
 * Anything else (another site, `//host`, a back slash) becomes the language's overview.
 */
export function safeNext(value: unknown, language: string): string {
  const home = `/${language}`
  if (typeof value !== 'string' || value.length > 2000) return home
  return /^\/(en|fr|es)(?:[/?#]|$)(?!\/)/.test(value) && !/[\\\u0000-\u001f]/.test(value) ? value : home
}

/** Days and hours for which links are good. */
export const INVITATION_DAYS = 7
export const CONFIRM_HOURS = 48
export const RESET_HOURS = 2

export type InvitationState = 'open' | 'expired' | 'redeemed' | 'confirmed' | 'refused'

/** What an invitation is now; `at` is the present instant. */
export function invitationState(
  of: { expiresAt: Date; redeemedAt: Date | null; confirmedAt: Date | null; refusedAt: Date | null },
  at: Date,
): InvitationState {
  if (of.refusedAt) return 'refused'
  if (of.confirmedAt) return 'confirmed'
  if (of.redeemedAt) return 'redeemed'
  return of.expiresAt <= at ? 'expired' : 'open'
}

/** Attempts allowed per window. An address may be a whole ministry behind one router. */
export const LIMITS = {
  account: { attempts: 10, minutes: 15 },
  address: { attempts: 100, minutes: 15 },
  /** Letters to one recipient, so that nobody is flooded through us. */
  recipient: { attempts: 5, minutes: 60 },
  /** Letters asked for from one address. */
  letters: { attempts: 50, minutes: 60 },
} as const
export type Limit = keyof typeof LIMITS

/** The start of the fixed window that holds `at`. */
export function windowOf(limit: Limit, at: Date): Date {
  const length = LIMITS[limit].minutes * 60_000
  return new Date(Math.floor(at.getTime() / length) * length)
}

const BROWSERS = [['Edg', 'Edge'], ['OPR', 'Opera'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']] as const
const SYSTEMS = [['Windows', 'Windows'], ['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Mac OS', 'macOS'], ['Linux', 'Linux']] as const

/** A browser as its person would name it, "Firefox, Windows"; what is not recognised, shortened. */
export function deviceOf(userAgent: string): string {
  const names = [BROWSERS, SYSTEMS].flatMap((list) => list.find(([mark]) => userAgent.includes(mark))?.[1] ?? [])
  return names.length > 0 ? names.join(', ') : userAgent.slice(0, 40)
}
