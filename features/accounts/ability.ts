import type { Actor } from '@/lib/actor'
import { Refusal } from '@/lib/errors'

/** What can be done with accounts beyond one's own. */
export const ACCOUNT_ACTS = ['seeMembers', 'invite', 'answerRedemption', 'removeMember', 'changeMemberRole', 'seeAccounts', 'changeAccount', 'seeWaitingMail'] as const
export type AccountAct = (typeof ACCOUNT_ACTS)[number]

/** Who may: read down the column. A role that is not named may not. */
const MAY: Record<AccountAct, readonly Actor['role'][]> = {
  seeMembers: ['lead'],
  invite: ['lead'],
  answerRedemption: ['lead'],
  removeMember: ['lead'],
  changeMemberRole: ['lead'],
  seeAccounts: ['administrator'],
  changeAccount: ['administrator'],
  seeWaitingMail: ['administrator'],
}

/** May the actor do this at all? Which Party or account it reaches is the database's to hold. */
export function may(actor: Actor, act: AccountAct): boolean {
  return actor.userId !== null && (MAY[act]?.includes(actor.role) ?? false)
}

/** Refuses with 401 for nobody and 403 for the wrong person. */
export function mustBeAbleTo(actor: Actor, act: AccountAct): void {
  if (may(actor, act)) return
  throw actor.userId === null ? new Refusal('signInFirst', 401) : new Refusal('notAllowed', 403)
}
