import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INSTRUMENT_KINDS, canonicalProvision, inconsistencies, parseRegisterNumber, proceduresNeeded, registerNumber } from './rules'

describe('canonicalProvision', () => {
  it.each([['2-B', 'Annex 2-B'], ['Annex 2-B', 'Annex 2-B'], ['annexe 2-b', 'Annex 2-B'], ['Annex 4-B Appendix', 'Annex 4-B Appendix'], ['4-B-APP', 'Annex 4-B Appendix'], ['SL-03', 'SL-03'], ['sl-03', 'SL-03'], [' 19.3 ', '19.3'], ['I', 'Annex I'], ['10-B.1', 'Annex 10-B.1']])('%s is %s', (written, name) => {
    expect(canonicalProvision(written)).toBe(name)
  })

  it('is stable: a canonical name is its own', () => {
    fc.assert(fc.property(fc.stringMatching(/^(\d{1,2}\.\d{1,2}|\d{1,2}-[A-F]|SL-\d\d|\d-B-APP)$/), (written) => {
      expect(canonicalProvision(canonicalProvision(written))).toBe(canonicalProvision(written))
    }))
  })
})

describe('proceduresNeeded', () => {
  it('is all three for whatever enters by Article 34.3, even where it binds two', () => {
    for (const kind of ['new_annex', 'amendment_legislation', 'amendment_no_legislation', 'psr_commission', 'uniform_regulations']) expect(proceduresNeeded(kind, ['US', 'MX'])).toEqual(['US', 'CA', 'MX'])
  })

  it('is its own Parties for a side letter, those of the provision for a Commission decision, none for other', () => {
    expect(proceduresNeeded('side_letter', ['MX', 'US'])).toEqual(['US', 'MX'])
    expect(proceduresNeeded('commission_decision', ['CA', 'US'])).toEqual(['US', 'CA'])
    expect(proceduresNeeded('other', ['US', 'CA', 'MX'])).toEqual([])
  })

  it('never leaves out a Party that an instrument with a path binds', () => {
    fc.assert(fc.property(fc.constantFrom(...INSTRUMENT_KINDS.filter((kind) => kind !== 'other')), fc.subarray(['US', 'CA', 'MX']), (kind, binds) => {
      expect(proceduresNeeded(kind, binds)).toEqual(expect.arrayContaining(binds))
    }))
  })
})

describe('register numbers', () => {
  it('read back', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9_999_999 }), (number) => { expect(parseRegisterNumber(registerNumber(number)!)).toBe(number) }))
  })
  it('are not made of anything else', () => {
    for (const written of ['R-', 'R-1x', 'PR-01', 'R-99999999', '1', "R-1'"]) expect(parseRegisterNumber(written)).toBeNull()
    expect(registerNumber(null)).toBeNull()
  })
})

describe('inconsistencies', () => {
  const record = { negotiationState: 'proposed', textState: 'no_text', publicationState: 'unpublished', approvals: [] as { state: string }[] }
  it.each([
    [{ ...record }, []],
    [{ ...record, negotiationState: 'agreed', textState: 'bracketed' }, ['agreedWithoutText']],
    [{ ...record, negotiationState: 'agreed', textState: 'clean' }, []],
    [{ ...record, negotiationState: 'withdrawn', publicationState: 'final_published' }, ['withdrawnButPublishedFinal']],
    [{ ...record, negotiationState: 'in_force', textState: 'authentic', approvals: [{ state: 'complete' }, { state: 'under_way' }] }, ['inForceWithoutApprovals']],
    [{ ...record, approvals: [{ state: 'complete' }] }, ['approvedBeforeAgreed']],
  ])('%o', (given, expected) => { expect(inconsistencies(given)).toEqual(expected) })
})
