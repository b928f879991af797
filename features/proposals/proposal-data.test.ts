import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '@/features/history/data'
import { ANYONE, mintActor, type Actor } from '@/lib/actor'
import { disconnect, withActor } from '@/lib/db'
import { createScratchDatabase } from '@/scripts/lib/database.mjs'
import { reportProblem } from './problem-report-mutations'
import { readProposal } from './proposal-data'

const as = (role: 'staff' | 'secretariat', party: 'US' | 'CA' | null) => mintActor({ userId: null, role, party })
const HIDDEN = '00000000-0000-4000-8000-00000000abcd'

beforeAll(async () => {
  await disconnect()
  const scratch = await createScratchDatabase(process.env.TEST_SUPER_URL ?? '', 'proposal_data', { template: 'template_reference' })
  process.env.DATABASE_URL = scratch.appUrl
  const db = new pg.Client({ connectionString: scratch.superUrl })
  await db.connect()
  await db.query(`INSERT INTO proposal (id, title, summary, instrument_kind, instrument_judged_by, chapters, pillar, proponent, proponent_type, binds, procedures, disclosure, owner_party)
    VALUES ($1, '{"en": "planted"}', '{}', 'side_letter', 'US', '{19}', 'institutional', 'USTR', 'party', '{US}', '{US}', 'internal', 'US')`, [HIDDEN])
  await db.query(`INSERT INTO proposal_relation (from_id, to_id, kind) SELECT $1, id, 'supersedes' FROM proposal WHERE number = 40`, [HIDDEN])
  await db.end()
})
afterAll(disconnect)

describe('one record of the register', () => {
  it('is found by its number in any spelling, and nothing else is found', async () => {
    await withActor(ANYONE, async (tx) => {
      expect((await readProposal(tx, 'r-40'))?.number).toBe(40)
      for (const written of ['R-999', 'R-9999999', 'R-', '40', 'foo', '../..', '00000000-0000-4000-8000-000000000000', "R-1' OR 1=1", 'R-001\u0000']) expect(await readProposal(tx, written)).toBeNull()
    })
  })

  it('is hidden as if it were not there, in relations too', async () => {
    const seen = (actor: Actor) => withActor(actor, async (tx) => [await readProposal(tx, HIDDEN), (await readProposal(tx, 'R-040'))!.related.filter(({ other }) => other.id === HIDDEN)] as const)
    for (const actor of [ANYONE, as('staff', 'CA'), as('secretariat', null)]) expect(await seen(actor)).toEqual([null, []])
    const [own, related] = await seen(as('staff', 'US'))
    expect(own?.number).toBeNull()
    expect(related).toMatchObject([{ kind: 'supersedes', out: false }])
  })
})

describe('a reported problem', () => {
  it('reaches the secretariat from anyone, and nobody else hears of it', async () => {
    await withActor(ANYONE, (tx) => reportProblem(tx, ANYONE, 'R-040', 'en', { field: 'chapters', body: '<script>wrong</script>', contact: null }))
    const heard = async (actor: Actor) => (await withActor(actor, async (tx) => historyOf(tx, (await readProposal(tx, 'R-040'))!.id))).events.filter(({ kind }) => kind === 'problem.reported').length
    expect([await heard(ANYONE), await heard(as('staff', 'US')), await heard(as('staff', 'CA')), await heard(as('secretariat', null))]).toEqual([0, 0, 0, 1])
    expect(await withActor(as('secretariat', null), (tx) => tx.problemReport.count())).toBe(1)
    expect(await withActor(ANYONE, (tx) => tx.problemReport.count())).toBe(0)
    for (const there of ['R-999', HIDDEN]) await expect(withActor(ANYONE, (tx) => reportProblem(tx, ANYONE, there, 'en', { field: null, body: 'x', contact: null }))).rejects.toMatchObject({ code: 'notFound' })
  })
})
