import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANYONE, mintActor } from '@/lib/actor'
import { disconnect, withActor } from '@/lib/db'
import { createScratchDatabase } from '@/scripts/lib/database.mjs'
import { facetCounts, registerPage } from './data'
import { FACETS, parseView } from './filters'

const view = (query: string) => parseView(new URLSearchParams(query)).view
const page = (query: string, actor = ANYONE) => withActor(actor, (tx) => registerPage(tx, view(query)))
const staff = mintActor({ userId: null, role: 'staff', party: 'US' })
const other = mintActor({ userId: null, role: 'staff', party: 'CA' })

let scratch: { superUrl: string; appUrl: string }
const asSuper = async (sql: string, values: unknown[] = []) => {
  const db = new pg.Client({ connectionString: scratch.superUrl })
  await db.connect()
  try { return await db.query(sql, values) } finally { await db.end() }
}
const plant = (title: string) => asSuper(
  `INSERT INTO proposal (title, summary, instrument_kind, instrument_judged_by, chapters, pillar, proponent, proponent_type, binds, procedures, disclosure, owner_party)
   VALUES (jsonb_build_object('en', $1::text), '{}', 'side_letter', 'US staff', '{19}', 'institutional', 'USTR', 'party', '{US}', '{US}', 'internal', 'US')`, [title])

beforeAll(async () => {
  await disconnect()
  scratch = await createScratchDatabase(process.env.TEST_SUPER_URL ?? '', 'register_data', { template: 'template_reference' })
  process.env.DATABASE_URL = scratch.appUrl
})
afterAll(disconnect)

describe('the register of the 60 real proposals', () => {
  it('has two pages that together hold each record once', async () => {
    const first = await page('')
    expect(first.counts.total).toBe(60)
    expect(first.rows).toHaveLength(50)
    const second = await page(`after=${first.next}`)
    expect(second.rows).toHaveLength(10)
    expect(second.next).toBeNull()
    expect(new Set([...first.rows, ...second.rows].map((row) => row.number)).size).toBe(60)
  })

  it.each(['moved', 'number', 'proposed', 'due'])('pages through by %s without loss or repeat', async (sort) => {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const found: Awaited<ReturnType<typeof page>> = await page(`sort=${sort}${after ? `&after=${after}` : ''}`)
      seen.push(...found.rows.map((row) => row.id))
      after = found.next
    }
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
  })

  it('counts what choosing a value then gives, for every value of every facet', async () => {
    const { facets } = (await page('instrument=side_letter')).counts
    for (const facet of FACETS) {
      for (const [value, n] of Object.entries(facets[facet])) {
        const query = facet === 'instrument' ? `instrument=${value}` : `instrument=side_letter&${facet}=${value}`
        expect((await page(query)).counts.total, query).toBe(n)
      }
    }
  })

  it('finds words in three languages, with and without accents, numbers and provisions', async () => {
    const numbers = async (query: string) => (await page(`q=${encodeURIComponent(query)}`)).rows.map((row) => row.number)
    for (const words of ['digital services taxes', 'taxes sur les services numériques', 'taxes sur les services numeriques', 'impuestos a los servicios digitales', 'R-001', 'r-1', '19.3']) {
      expect(await numbers(words), words).toContain(1)
    }
    expect(await numbers('zzzz')).toEqual([])
    expect(await numbers(`' OR 1=1 --`)).toEqual([])
  })
})

describe('what another Party has begun', () => {
  it('shows in no row, count, search or order, and to its own Party in all', async () => {
    const before = await page('chapter=19')
    await plant('Zanzibarquartz escrow')
    expect(await page('chapter=19')).toEqual(before)
    expect(await page('chapter=19', other)).toEqual(before)
    expect((await page('q=zanzibarquartz', other)).counts.total).toBe(0)
    expect((await page('q=zanzibarquartz', staff)).rows).toHaveLength(1)
    expect((await page('chapter=19', staff)).counts.total).toBe(before.counts.total + 1)
  })
})

describe('kept counts', () => {
  it('are the same as counted ones, change with the register, and never cross audiences', async () => {
    const many = 2_100
    await asSuper(
      `INSERT INTO proposal (number, title, summary, instrument_kind, instrument_judged_by, chapters, pillar, proponent, proponent_type, disclosure)
       SELECT 5000 + n, '{"en": "Filler"}', '{}', 'other', 'register', ARRAY[1 + n % 34], 'institutional', 'X', 'industry', 'public' FROM generate_series(1, $1::int) n`, [many])
    const count = (actor: typeof staff) => withActor(actor, (tx) => facetCounts(tx, view('')))
    const counted = await count(ANYONE)
    expect(counted.total).toBe(60 + many)
    const kept = await asSuper('SELECT audience FROM facet_counts')
    expect(kept.rows).toEqual([{ audience: 'public' }])
    expect(await count(ANYONE)).toEqual(counted)

    const own = await count(staff)
    await plant('Another secret of the US')
    expect((await count(staff)).total).toBe(own.total + 1)
    // The secret changed nothing that others can read, not even whether their counts are kept.
    const stamps = await asSuper(`SELECT stamp FROM facet_counts WHERE audience = 'public'`)
    expect(await count(ANYONE)).toEqual(counted)
    expect((await asSuper(`SELECT stamp FROM facet_counts WHERE audience = 'public'`)).rows).toEqual(stamps.rows)

    await asSuper(`UPDATE proposal SET pillar = 'strategic-industry', version = version + 1 WHERE number = 5001`)
    expect((await count(ANYONE)).facets.pillar['strategic-industry']).toBe((counted.facets.pillar['strategic-industry'] ?? 0) + 1)
  })

  it('cannot be read or written by the application itself', async () => {
    const db = new pg.Client({ connectionString: scratch.appUrl })
    await db.connect()
    try {
      await expect(db.query('SELECT * FROM facet_counts')).rejects.toThrow(/permission denied/)
      await expect(db.query('SELECT * FROM register_stamp')).rejects.toThrow(/permission denied/)
    } finally { await db.end() }
  })
})
