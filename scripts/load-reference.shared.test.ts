import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// What is loaded, against files that lie beside the project and were made separately.
const SHARED = path.resolve(import.meta.dirname, '../../shared')
const db = new pg.Client({ connectionString: process.env.TEST_APP_URL })
beforeAll(() => db.connect())
afterAll(() => db.end())

describe('the loaded Agreement', () => {
  it('has the 34 chapters of the separately compiled list, by number and English title', async () => {
    const { chapters } = JSON.parse(readFileSync(path.join(SHARED, 'data/agreements/usmca-chapters.json'), 'utf8')) as { chapters: { number: number; title: string }[] }
    const { rows } = await db.query<{ number: number; title: string }>(`SELECT number, title ->> 'en' AS title FROM chapter ORDER BY number`)
    const plain = (title: string) => title.toLowerCase().replace(/[^a-z]/g, '').replace(/labour/g, 'labor')
    expect(rows.map((row) => [row.number, plain(row.title)])).toEqual(chapters.map((chapter) => [chapter.number, plain(chapter.title)]))
  })

  it('names every industry of the proposals by a code of NAICS 2022', async () => {
    const codes = new Set(readFileSync(path.join(SHARED, 'data/classifications/naics-2022.csv'), 'utf8').split('\n').map((line) => line.split(',')[0]?.trim()))
    // Sectors that NAICS writes as a range stand in the data by their first number.
    for (const range of [...codes].filter((code) => /^\d\d-\d\d$/.test(code ?? ''))) for (let n = Number(range!.slice(0, 2)); n <= Number(range!.slice(3)); n++) codes.add(String(n))
    const { rows } = await db.query<{ code: string }>('SELECT DISTINCT unnest(industries) AS code FROM proposal ORDER BY 1')
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.map(({ code }) => code).filter((code) => !codes.has(code))).toEqual([])
  })
})

describe('prisma/reference', () => {
  it('is the same as the folder it was copied from', () => {
    const from = path.join(SHARED, 'domain')
    for (const name of readdirSync(from)) expect(readFileSync(path.join(import.meta.dirname, '../prisma/reference', name), 'utf8') === readFileSync(path.join(from, name), 'utf8'), name).toBe(true)
  })
})
