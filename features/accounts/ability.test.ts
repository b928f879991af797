import { describe, expect, test } from 'vitest'
import { ANYONE, mintActor, type Actor } from '@/lib/actor'
import { ACCOUNT_ACTS, may, type AccountAct } from './ability'
import { GATE, MAILER } from './system-actors'

const as = (role: Actor['role'], party: Actor['party'] = null): Actor => mintActor({ userId: '00000000-0000-4000-8000-000000000001', role, party })

const WHO: [string, Actor, AccountAct[]][] = [
  ['anyone', ANYONE, []],
  ['stakeholder', as('stakeholder'), []],
  ['delegate', as('delegate', 'CA'), []],
  ['staff', as('staff', 'CA'), []],
  ['lead', as('lead', 'CA'), ['seeMembers', 'invite', 'answerRedemption', 'removeMember', 'changeMemberRole']],
  ['secretariat', as('secretariat'), []],
  ['administrator', as('administrator'), ['seeAccounts', 'changeAccount', 'seeWaitingMail']],
  ['the gate', GATE, []],
  ['the mailer', MAILER, []],
]

describe.each(WHO)('%s', (_, actor, allowed) => {
  test.each(ACCOUNT_ACTS)('%s', (act) => expect(may(actor, act)).toBe(allowed.includes(act)))
})

test('what is not in the table is refused', () => {
  expect(may(as('administrator'), 'admitToAnyParty' as AccountAct)).toBe(false)
  expect(may(as('emperor' as Actor['role']), 'invite')).toBe(false)
})
