import { expect, it } from 'vitest'
import { plantedDatabase } from './scratch.ts'
import { checkPolicies } from './suite.ts'

it('the database keeps for everybody what expectations.ts says, and no more', async () => {
  const scratch = await plantedDatabase('policies_plain')
  expect(await checkPolicies(scratch.appUrl, scratch.ownerUrl)).toEqual([])
}, 60_000)
