import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FACETS, countFilters, parseView, readCursor, toggled, viewQuery, writeCursor, type RegisterView } from './filters'
import { INSTRUMENT_KINDS, PILLARS } from './rules'

const parse = (query: string) => parseView(new URLSearchParams(query))

const views = fc.record({
  chapter: fc.uniqueArray(fc.integer({ min: 1, max: 34 }).map(String), { maxLength: 4 }),
  instrument: fc.uniqueArray(fc.constantFrom(...INSTRUMENT_KINDS), { maxLength: 3 }),
  pillar: fc.uniqueArray(fc.constantFrom(...PILLARS), { maxLength: 2 }),
  binds: fc.uniqueArray(fc.constantFrom('US', 'CA', 'MX'), { maxLength: 3 }),
  q: fc.option(fc.stringMatching(/^[a-zé0-9][a-zé0-9 .-]{0,20}[a-z0-9]$/)),
  sort: fc.constantFrom('moved', 'number', 'proposed', 'due'),
}).map(({ q, sort, ...facets }) => {
  const query = new URLSearchParams()
  for (const [facet, values] of Object.entries(facets)) for (const value of values) query.append(facet, value)
  if (q) query.set('q', q)
  query.set('sort', sort)
  return parseView(query).view
})

describe('the address of a view', () => {
  it('reads back as the same view', () => {
    fc.assert(fc.property(views, (view) => {
      expect(parseView(viewQuery(view))).toEqual({ view, errors: [] })
    }))
  })

  it('is the same after a value is put on and taken off again', () => {
    fc.assert(fc.property(views, fc.constantFrom(...FACETS), (view, facet) => {
      const value = facet === 'chapter' ? '19' : facet === 'binds' ? 'US' : null
      if (value === null) return
      const twice = toggled(toggled(view, facet, value), facet, value)
      expect(viewQuery(parseView(viewQuery(twice)).view).toString()).toBe(viewQuery(view).toString())
    }))
  })

  it('counts what is on', () => {
    expect(countFilters(parse('chapter=19&chapter=20&q=steel').view)).toBe(3)
    expect(countFilters(parse('').view)).toBe(0)
  })
})

describe('bad addresses', () => {
  it.each([
    ['chapter=35', 'chapter', 'noSuchChapter'],
    ['chapter=0', 'chapter', 'noSuchChapter'],
    ['chapter=1e1', 'chapter', 'noSuchChapter'],
    ['instrument=treaty', 'instrument', 'unknownFilter'],
    ['binds=UK', 'binds', 'unknownFilter'],
    ['state=%3Cscript%3E', 'state', 'unknownFilter'],
    ['sort=random', 'sort', 'unknownFilter'],
    [`q=${'x'.repeat(201)}`, 'q', 'tooLong'],
    ['q=%FF%FE', 'q', 'badEncoding'],
    ['q=a%00b', 'q', 'badEncoding'],
    ['after=nonsense', 'after', 'badCursor'],
  ])('%s names %s', (query, field, code) => {
    expect(parse(query).errors).toMatchObject([{ field, code }])
  })

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom('q', 'after', 'chapter', 'sort', 'provision', 'binds'), (value, name) => {
      parseView(new URLSearchParams([[name, value]]))
    }))
  })
})

describe('cursors', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const view: RegisterView = parse('chapter=19').view

  it('stand for the key and id they were made of', () => {
    const key = '2026-11-24T05:00:00.123Z'
    expect(readCursor(writeCursor(view, { key, id }), view)).toEqual({ key, id })
  })

  it('belong to one query: another filter, search or order refuses them', () => {
    const cursor = writeCursor(view, { key: '2026-11-24T05:00:00.123Z', id })
    for (const other of ['', 'chapter=20', 'chapter=19&q=steel', 'chapter=19&sort=number', 'chapter=19&binds=US']) {
      expect(readCursor(cursor, parse(other).view), other).toBeNull()
    }
  })

  it('with a key of another shape are refused', () => {
    for (const key of ['', 'x', "2026'; DROP TABLE proposal", '2026-13-45T99:99:99.000Z']) expect(readCursor(writeCursor(view, { key, id }), view), key).toBeNull()
  })
})
