import type { Party } from './parties'

/** Roles of members of a Party; each also names a Party. */
export const PARTY_ROLES = ['delegate', 'lead', 'staff'] as const
export const ROLES = ['anonymous', 'stakeholder', ...PARTY_ROLES, 'secretariat', 'administrator'] as const
export type Role = (typeof ROLES)[number]

declare const minted: unique symbol

/**
 * Who asks. Branded: only a gate can make one (the session gate in
 * features/accounts/gate.ts, and the system actors below), so that a read
 * without an actor does not compile.
 */
export type Actor = {
  readonly userId: string | null
  /** 'gate' and 'mailer' are the system at work before or without a person. */
  readonly role: Role | 'gate' | 'mailer'
  readonly party: Party | null
  readonly [minted]: true
}

/**
 * Makes an actor. For gates only; the boundaries check refuses other callers.
 * A Party is kept only together with a role inside it: anything else fails closed.
 */
export function mintActor(of: { userId: string | null; role: Actor['role']; party: Party | null }): Actor {
  const inside = (PARTY_ROLES as readonly string[]).includes(of.role)
  if (inside && of.party === null) throw new Error(`role ${of.role} without a Party`)
  return { userId: of.userId, role: of.role, party: inside ? of.party : null } as Actor
}

/** Anyone: reads the public register. */
export const ANYONE = mintActor({ userId: null, role: 'anonymous', party: null })
