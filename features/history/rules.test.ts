import { expect, it } from 'vitest'
import { changesOf } from './rules'

it('reads field changes and leaves the rest of the payload', () => {
  expect(changesOf({ party: 'US', title: { from: { en: 'a' }, to: { en: 'b' } }, dueOn: { from: null, to: '2027-01-01' }, list: ['from', 'to'], note: null, half: { to: 1 } }))
    .toEqual([{ field: 'title', from: { en: 'a' }, to: { en: 'b' } }, { field: 'dueOn', from: null, to: '2027-01-01' }])
})
