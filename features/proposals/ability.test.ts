import { describe, expect, it } from 'vitest'
import { mintActor, type Actor } from '@/lib/actor'
import { mayCreate, mayOnProposal, RECORD_ACTS, type Kept } from './ability'

const WHO: Record<string, Actor> = {
  anonymous: mintActor({ userId: null, role: 'anonymous', party: null }),
  stakeholder: mintActor({ userId: null, role: 'stakeholder', party: null }),
  administrator: mintActor({ userId: null, role: 'administrator', party: null }),
  gate: mintActor({ userId: null, role: 'gate', party: null }),
  mailer: mintActor({ userId: null, role: 'mailer', party: null }),
  secretariat: mintActor({ userId: null, role: 'secretariat', party: null }),
  'US delegate': mintActor({ userId: null, role: 'delegate', party: 'US' }),
  'US staff': mintActor({ userId: null, role: 'staff', party: 'US' }),
  'US lead': mintActor({ userId: null, role: 'lead', party: 'US' }),
  'CA delegate': mintActor({ userId: null, role: 'delegate', party: 'CA' }),
  'CA staff': mintActor({ userId: null, role: 'staff', party: 'CA' }),
  'CA lead': mintActor({ userId: null, role: 'lead', party: 'CA' }),
}
const WHAT: Record<string, Kept> = {
  common: { disclosure: 'public', ownerParty: null },
  'US internal': { disclosure: 'internal', ownerParty: 'US' },
  'US cleared': { disclosure: 'cleared', ownerParty: 'US' },
  'US tabled': { disclosure: 'tabled', ownerParty: 'US' },
  'US joint': { disclosure: 'joint', ownerParty: 'US' },
  'US public': { disclosure: 'public', ownerParty: 'US' },
  'of no known rung': { disclosure: 'other', ownerParty: 'US' },
  'internal of nobody': { disclosure: 'internal', ownerParty: null },
}
/** All that is allowed; every other pair is refused. */
const ALLOWED: Record<string, Record<string, readonly string[]>> = {
  common: { secretariat: ['edit', 'move'], 'US staff': ['edit', 'move'], 'CA staff': ['edit', 'move'] },
  'US internal': { 'US delegate': ['edit', 'move'], 'US staff': ['edit', 'move'], 'US lead': ['edit', 'move', 'clear'] },
  'US cleared': { 'US lead': ['edit', 'move', 'unclear', 'table', 'publish'] },
  'US tabled': { 'US lead': ['withdrawCopy'] },
  'US public': { secretariat: ['move'], 'US staff': ['edit', 'move'], 'US lead': ['edit', 'move'] },
}

describe('who may do what to a record', () => {
  for (const [record, kept] of Object.entries(WHAT)) {
    it.each(Object.keys(WHO))(`${record}: %s`, (who) => {
      expect(RECORD_ACTS.filter((act) => mayOnProposal(WHO[who]!, act, kept))).toEqual(ALLOWED[record]?.[who] ?? [])
    })
  }
})

it('says what a new record of each would be', () => {
  expect(Object.fromEntries(Object.entries(WHO).map(([who, actor]) => [who, mayCreate(actor)]).filter(([, rung]) => rung !== null))).toEqual({
    secretariat: 'public', 'US delegate': 'internal', 'US staff': 'internal', 'US lead': 'internal', 'CA delegate': 'internal', 'CA staff': 'internal', 'CA lead': 'internal',
  })
})
