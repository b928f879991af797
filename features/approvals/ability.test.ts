import { expect, it } from 'vitest'
import { mintActor, ROLES } from '@/lib/actor'
import { PARTIES } from '@/lib/parties'
import { mayKeepTrack } from './ability'

it('only staff and lead of the Party itself keep its track', () => {
  const may = ROLES.flatMap((role) => PARTIES.flatMap((party) => PARTIES.filter((track) => mayKeepTrack(mintActor({ userId: 'u', role, party }), track)).map((track) => `${role}.${party}:${track}`)))
  expect(may).toEqual(['lead.US:US', 'lead.CA:CA', 'lead.MX:MX', 'staff.US:US', 'staff.CA:CA', 'staff.MX:MX'])
  expect(mayKeepTrack(mintActor({ userId: null, role: 'staff', party: 'US' }), 'US')).toBe(false)
})
