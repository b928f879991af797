// Walks every route of the build as everybody. Words planted in each Party's rooms must not stand
// in any answer to who may not read them; and what such a visitor is shown (counts, orders, pages,
// refusals of guessed ids) must be the very same before the planting and after it.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { createScratchDatabase } from '../../scripts/lib/database.mjs'
import { freePort } from '../../scripts/lib/port.mjs'
import { scratchServer } from '../../scripts/lib/scratch.mjs'
import { startWeb, webEnvironment } from '../../scripts/lib/web.mjs'
import { addresses, routesOfBuild, undriven } from './drivers.ts'
import { leaks, plantedIds, plantStage, SETS, type Visitor, VISITORS, word } from './secrets.ts'
import { shown, signIn, visit } from './visit.ts'

const PASSWORD = `walk-${randomBytes(9).toString('hex')}`
const LANGUAGES: Partial<Record<Visitor, string>> = { 'lead.ca': 'fr', 'delegate.ca': 'fr', 'staff.ca': 'fr', 'lead.mx': 'es', 'delegate.mx': 'es', 'staff.mx': 'es' }
/** Whose visits ask for the pages' data too: one of every standing. */
const DATA_TOO: readonly Visitor[] = ['anonymous', 'stakeholder', 'delegate.us', 'lead.ca', 'staff.mx', 'secretariat', 'admin']
const AT_ONCE = 6

type Urls = { superUrl: string; ownerUrl: string; appUrl: string }
type Stop = () => Promise<void>

/** A server of the walk's own, on a database of its own: what is planted must not be met by another test. */
async function ownServer(): Promise<{ base: string; urls: Urls; stop: Stop }> {
  const state = path.resolve(process.env.E2E_STATE ?? 'test-results/e2e-state.json')
  const running = existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')) as Urls : null
  const server = running === null ? await scratchServer() as Urls & { stop: Stop } : null
  const superUrl = running?.superUrl ?? server?.superUrl
  const urls = await createScratchDatabase(superUrl, 'surface_walk', { template: 'template_reference' }) as Urls
  const { loadDemo } = await import('../../scripts/load-demo.ts')
  await loadDemo({ ...urls, password: PASSWORD })
  const port = await freePort() as number
  const web = startWeb({ port, quiet: true, env: webEnvironment({ env: process.env, port, appUrl: urls.appUrl, secret: randomBytes(32).toString('hex'), demo: true }) })
  expect(await web.ready, 'the server of the walk starts').toBe(true)
  return { base: `http://localhost:${port}`, urls, stop: async () => { await web.stop(); await server?.stop() } }
}

/** Takes the wall around proposals down, in the walk's own database. */
async function bare(superUrl: string): Promise<void> {
  const db = new pg.Client({ connectionString: superUrl })
  await db.connect()
  await db.query('ALTER TABLE proposal DISABLE ROW LEVEL SECURITY').finally(() => db.end())
}

test('no answer tells a visitor what is not theirs', async () => {
  test.setTimeout(600_000)
  const routes = routesOfBuild('.next')
  expect(undriven(routes), 'routes that the walk cannot drive: give their parameter an entry in e2e/surface-walk/drivers.ts').toEqual([])
  const { base, urls, stop } = await ownServer()
  try {
    const cookies = new Map<Visitor, string>()
    for (const visitor of VISITORS) cookies.set(visitor, await signIn(base, visitor, PASSWORD))
    const before = await plantedIds(urls.superUrl)
    let asked = 0

    /** Asks every address of every route as a visitor and hands over the answers. */
    const walk = async (visitor: Visitor, ids: typeof before, rsc: boolean, look: (route: string, address: string, answer: Awaited<ReturnType<typeof visit>>) => void) => {
      const all = routes.flatMap((route) => addresses(route, LANGUAGES[visitor] ?? 'en', ids).map((address) => ({ route, address })))
      const next = all.values()
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (const { route, address } of next) {
          if (rsc && route.startsWith('/api/')) continue
          asked += 1
          look(route, address, await visit(base, address, cookies.get(visitor) ?? '', rsc))
        }
      }))
    }
    const picture = async (visitor: Visitor) => {
      const seen = new Map<string, string>()
      await walk(visitor, before, false, (_, address, answer) => seen.set(address, shown(answer)))
      return seen
    }
    const compare = async (visitors: readonly Visitor[], was: Map<Visitor, Map<string, string>>, what: string) => {
      for (const visitor of visitors) {
        for (const [address, now] of await picture(visitor)) {
          expect.soft(now, `${address} as ${visitor} is the same before and after ${what}`).toBe(was.get(visitor)?.get(address))
        }
      }
    }
    const pictures = async (visitors: readonly Visitor[]) => {
      const all = new Map<Visitor, Map<string, string>>()
      for (const visitor of visitors) all.set(visitor, await picture(visitor))
      return all
    }

    // The United States plant in their own rooms: nobody else sees a page change.
    const others: Visitor[] = ['anonymous', 'stakeholder', 'lead.ca', 'staff.mx', 'secretariat']
    const first = await pictures(others)
    await plantStage(urls.superUrl, 1)
    await compare(others, first, 'the United States planted')
    // Canada and Mexico plant: neither the United States nor anybody outside the Parties does.
    const untouched: Visitor[] = ['anonymous', 'lead.us', 'secretariat', 'admin']
    const second = await pictures(untouched)
    await plantStage(urls.superUrl, 2)
    await compare(untouched, second, 'Canada and Mexico planted')
    // Some of it is tabled: now every word in every answer counts.
    await plantStage(urls.superUrl, 3)
    const ids = await plantedIds(urls.superUrl)
    const seen = new Map<string, Set<string>>()
    const refusals = new Map<string, string>()
    for (const visitor of VISITORS) {
      for (const rsc of DATA_TOO.includes(visitor) ? [false, true] : [false]) {
        await walk(visitor, ids, rsc, (route, address, answer) => {
          expect.soft(leaks(answer.text, visitor), `words of others in ${address}${rsc ? ' (data)' : ''} as ${visitor}`).toEqual([])
          expect.soft(answer.status, `${address} as ${visitor} answers without a fault`).toBeLessThan(500)
          for (const set of Object.keys(SETS)) {
            if (answer.text.toLowerCase().includes(word(set, ''))) seen.set(set, (seen.get(set) ?? new Set()).add(route))
          }
          // A hidden record and one that is not there are refused with the same page.
          const guessed = ids.proposals.find((id) => address.includes(id)) ?? (address.includes('00000000-0000-4000-8000-000000000000') ? '00000000-0000-4000-8000-000000000000' : undefined)
          if (!rsc && guessed && answer.status === 404) {
            const page = shown(answer).replaceAll(guessed, 'ID')
            const key = `${route} ${visitor}`
            expect.soft(page, `${address} as ${visitor} is refused like any other`).toBe(refusals.get(key) ?? page)
            refusals.set(key, page)
          }
        })
      }
    }
    for (const [set, { seenOn }] of Object.entries(SETS)) {
      if (seenOn && routes.includes(seenOn)) expect.soft([...(seen.get(set) ?? [])], `somebody entitled sees ${set} on ${seenOn}`).toContain(seenOn)
    }
    // The walk itself must notice: without row-level security the same visit finds words.
    if (routes.includes('/[locale]/proposals')) {
      await bare(urls.superUrl)
      for (const rsc of [false, true]) {
        const open = await visit(base, '/en/proposals', '', rsc)
        expect.soft(leaks(open.text, 'anonymous'), `with the wall down the walk finds words${rsc ? ' (data)' : ''}: ${open.status}`).not.toEqual([])
      }
    }
    console.log(`surface walk: ${routes.length} routes, ${VISITORS.length} visitors, ${asked} answers read`)
  } finally {
    await stop()
  }
})
