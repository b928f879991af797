import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { departures, nextStep, standing, touches, type FlagSubject, type Route, type StepRecord } from './rules'

const STEPS = ['A', 'B', 'C', 'D', 'E'] as const
const chain: Route[] = STEPS.slice(1).map((to, index) => ({ from: STEPS[index]!, to, kind: 'requires', unless: [], liftedBy: [] }))
const done = (stepKey: string, on: string): StepRecord => ({ id: `${stepKey}-${on}`, stepKey, what: 'done', on, withdraws: null })
const day = (n: number) => `2027-01-${String(n).padStart(2, '0')}`

describe('departures from the expected order', () => {
  it('finds none where every step is done on or after the day of the one it requires', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 28 }), { minLength: 5, maxLength: 5 }), fc.integer({ min: 0, max: 5 }), (days, count) => {
      const sorted = [...days].sort((a, b) => a - b)
      expect(departures(chain, STEPS.slice(0, count).map((step, index) => done(step, day(sorted[index]!))))).toEqual([])
    }))
  })

  it('finds exactly the steps whose predecessor is missing or later, whatever the order of the records', () => {
    const records = fc.uniqueArray(fc.record({ step: fc.constantFrom(...STEPS), on: fc.integer({ min: 1, max: 28 }) }), { selector: ({ step }) => step })
    fc.assert(fc.property(records, fc.integer(), (some, seed) => {
      const on = new Map<string, number>(some.map(({ step, on: when }) => [step, when]))
      const expected = chain.filter(({ from, to }) => on.has(to) && (on.get(from) ?? 99) > on.get(to)!).map(({ to }) => to)
      const list = some.map(({ step, on: when }) => done(step, day(when)))
      const turned = list.map((_, index) => list[(index + Math.abs(seed % (list.length || 1))) % list.length]!)
      expect(departures(chain, turned).map(({ stepKey }) => stepKey).sort()).toEqual(expected.sort())
    }))
  })

  it('counts a withdrawn record as never made, and planned ones not at all', () => {
    fc.assert(fc.property(fc.constantFrom(...STEPS), fc.integer({ min: 1, max: 28 }), (step, on) => {
      const record = done(step, day(on))
      const withdrawn = { id: 'w', stepKey: step, what: 'withdrawn', on: day(28), withdraws: record.id }
      expect(departures(chain, [record, withdrawn])).toEqual([])
      expect(standing([record, withdrawn])).toEqual([])
      expect(departures(chain, [{ ...record, what: 'planned' }])).toEqual([])
    }))
  })

  it('an exemption recorded in time stands for the step it exempts from', () => {
    const route: Route = { from: 'CA-TABLE', to: 'CA-BILL', kind: 'requires', unless: ['CA-TABLEEXEMPT'], liftedBy: [] }
    expect(departures([route], [done('CA-BILL', day(9)), done('CA-TABLEEXEMPT', day(3))])).toEqual([])
    expect(departures([route], [done('CA-BILL', day(9)), done('CA-TABLEEXEMPT', day(10))])).toEqual([{ stepKey: 'CA-BILL', kind: 'before', other: 'CA-TABLE' }])
  })

  it('a failed vote precludes the law until the Senate passes the bill', () => {
    const route: Route = { from: 'US-SENFAIL', to: 'US-LAW', kind: 'precludes', unless: [], liftedBy: ['US-SENATE'] }
    expect(departures([route], [done('US-SENFAIL', day(2)), done('US-LAW', day(9))])).toEqual([{ stepKey: 'US-LAW', kind: 'precluded', other: 'US-SENFAIL' }])
    expect(departures([route], [done('US-SENFAIL', day(2)), done('US-SENATE', day(5)), done('US-LAW', day(9))])).toEqual([])
    expect(departures([route], [done('US-SENFAIL', day(12)), done('US-LAW', day(9))])).toEqual([])
  })

  it('the next step is the first core step not done', () => {
    const steps = [{ key: 'A', role: 'core' }, { key: 'B', role: 'optional' }, { key: 'C', role: 'core' }]
    expect(nextStep(steps, [])?.key).toBe('A')
    expect(nextStep(steps, [done('A', day(1))])?.key).toBe('C')
    expect(nextStep(steps, [done('A', day(1)), done('C', day(2))])).toBeNull()
  })
})

describe('flags of domestic law', () => {
  const file = JSON.parse(readFileSync(new URL('../../prisma/reference/approval-paths.json', import.meta.url), 'utf8')) as { legal_flags: { id: string; party: string; subject: FlagSubject }[] }
  const flag = (id: string) => file.legal_flags.find((one) => one.id === id)!
  const all = ['US', 'CA', 'MX']
  const text = { title: {}, summary: {} }

  it.each([
    ['CA-FLAG-SUPPLY', { instrumentKind: 'amendment_legislation', chapters: [3], provisions: ['Annex 3-A'], parties: ['US', 'CA'], title: { en: 'More access to the Canadian dairy market' }, summary: {} }, 'yes'],
    ['CA-FLAG-SUPPLY', { instrumentKind: 'side_letter', chapters: [2], provisions: ['2.4'], parties: all, title: { en: 'Common external tariff on steel' }, summary: {} }, 'maybe'],
    ['CA-FLAG-SUPPLY', { instrumentKind: 'other', chapters: [19], provisions: [], parties: all, title: { en: 'Dairy' }, summary: {} }, null],
    ['CA-FLAG-SUPPLY', { instrumentKind: 'other', chapters: [3], provisions: [], parties: ['US', 'MX'], title: { en: 'Dairy' }, summary: {} }, null],
    ['US-FLAG-TPA', { instrumentKind: 'new_annex', chapters: [12], provisions: [], parties: all, ...text }, 'yes'],
    ['US-FLAG-TPA', { instrumentKind: 'side_letter', chapters: [34], provisions: ['34.3'], parties: all, ...text }, null],
    ['US-FLAG-TEXTILE', { instrumentKind: 'psr_commission', chapters: [4], provisions: ['Annex 4-B'], parties: all, title: { en: 'Raise content rules for aircraft' }, summary: {} }, 'maybe'],
    ['US-FLAG-TEXTILE', { instrumentKind: 'psr_commission', chapters: [6], provisions: [], parties: all, title: { fr: 'Règle du fil pour les textiles' }, summary: {} }, 'yes'],
    // A word inside another is not that word: "eau" is not in "nouveau", "oil" not in "foil".
    ['CA-FLAG-WATER', { instrumentKind: 'new_annex', chapters: [24], provisions: [], parties: all, title: { fr: 'Un nouveau mécanisme', en: 'A foil' }, summary: {} }, null],
  ] as const)('%s on %j: %s', (id, proposal, expected) => {
    expect(touches(flag(id), proposal)).toBe(expected)
  })

  it('speaks to every proposal without failing, and never for a Party it does not concern', () => {
    fc.assert(fc.property(fc.constantFrom(...file.legal_flags), fc.string(), fc.constantFrom('side_letter', 'new_annex', 'other'), (one, word, instrumentKind) => {
      expect(touches(one, { instrumentKind, chapters: one.subject.chapters, provisions: [...one.subject.articles], parties: [], title: { en: word }, summary: null })).toBeNull()
    }))
  })
})
