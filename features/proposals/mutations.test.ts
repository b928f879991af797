import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintActor, type Actor } from '@/lib/actor'
import { disconnect, withActor } from '@/lib/db'
import { Refusal } from '@/lib/errors'
import { createScratchDatabase } from '@/scripts/lib/database.mjs'
import { confirmInstrument, createProposal, disclose, moveProposal, readEditable, saveProposal } from './mutations'
import { flatDraft, parseDraft, type Draft } from './schema'

const secretariat = mintActor({ userId: null, role: 'secretariat', party: null })
const of = (role: 'delegate' | 'lead' | 'staff', party: 'US' | 'CA' | 'MX') => mintActor({ userId: null, role, party })
const [lead, staff, delegate, otherLead, otherStaff] = [of('lead', 'US'), of('staff', 'US'), of('delegate', 'US'), of('lead', 'CA'), of('staff', 'CA')]

let scratch: { superUrl: string; appUrl: string }
const asSuper = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
  const db = new pg.Client({ connectionString: scratch.superUrl })
  await db.connect()
  try { return (await db.query<T>(sql, values)).rows } finally { await db.end() }
}
const draft = (over: Record<string, string> = {}): Draft => {
  const parsed = parseDraft({ 'title.en': 'A letter on steel', 'summary.fr': 'Une lettre', instrumentKind: 'side_letter', 'instrumentReason.en': 'Two Parties only', chapters: '6', provisions: '19.3, annex 4-b, sl-03', pillar: 'institutional', proponent: 'USTR', proponentType: 'party', binds: 'US,CA', askOf: 'CA', ...over })
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors))
  return parsed.draft
}
const create = async (actor: Actor, over: Record<string, string> = {}) => {
  const made = await withActor(actor, (tx) => createProposal(tx, actor, draft(over)))
  if ('errors' in made) throw new Error(JSON.stringify(made.errors))
  return made.address
}
const read = (actor: Actor, address: string) => withActor(actor, (tx) => readEditable(tx, address))
const save = async (actor: Actor, address: string, version: number, over: Record<string, string>) => {
  const now = await read(actor, address)
  const parsed = parseDraft({ ...now.flat, ...over })
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors))
  return withActor(actor, (tx) => saveProposal(tx, actor, address, version, parsed.draft))
}
const events = (id: string) => asSuper<{ kind: string; what: Record<string, unknown>; cause: string | null; audience: string[] }>('SELECT kind, what, cause, audience FROM event WHERE proposal_id = $1 ORDER BY at', [id])
const refusal = async (work: Promise<unknown>) => work.then(() => 'none', (error: unknown) => (error instanceof Refusal ? error.code : String(error)))
const act = (actor: Actor, address: string, version: number, what: 'clear' | 'unclear' | 'table' | 'publish' | 'withdrawCopy', to: ('US' | 'CA' | 'MX')[] = []) =>
  withActor(actor, (tx) => disclose(tx, actor, address, { act: what, version, to, reason: 'because' }))

beforeAll(async () => {
  await disconnect()
  scratch = await createScratchDatabase(process.env.TEST_SUPER_URL ?? '', 'proposal_mutations', { template: 'template_reference' })
  process.env.DATABASE_URL = scratch.appUrl
})
afterAll(disconnect)

describe('entering', () => {
  it('gives the secretariat the next number, and a member of a Party none', async () => {
    expect(await create(secretariat)).toBe('R-061')
    const own = await read(delegate, await create(delegate))
    expect(own).toMatchObject({ number: null, disclosure: 'internal', ownerParty: 'US', instrumentJudgedBy: 'US delegate' })
    expect(own.draft.provisions).toEqual(['19.3', 'Annex 4-B', 'SL-03'])
    expect(await asSuper('SELECT party, map_id FROM approval_track WHERE proposal_id = $1 ORDER BY party', [own.id])).toEqual([{ party: 'CA', map_id: 'CA-side_letter@1' }, { party: 'US', map_id: 'US-side_letter@1' }])
    expect((await events(own.id)).map((event) => [event.kind, event.audience])).toEqual([['proposal.created', ['US']]])
  })
  it('refuses everybody else', async () => {
    for (const role of ['anonymous', 'stakeholder', 'administrator'] as const) {
      const actor = mintActor({ userId: null, role, party: null })
      expect(await refusal(withActor(actor, (tx) => createProposal(tx, actor, draft())))).toBe('notAllowed')
    }
  })
  it('keeps markup as the text it is', async () => {
    const markup = '<script>alert("1")</script> & <b>x</b>'
    const own = await read(staff, await create(staff, { 'title.en': markup, 'note.es': markup, proponent: markup, 'source.0.url': 'https://example.org/?a=<b>', 'source.0.title': markup, 'source.0.capturedAt': markup, 'holder.0.body': markup, 'holder.0.since': '2026-01-02' }))
    expect(own.draft).toMatchObject({ title: { en: markup }, note: { es: markup }, proponent: markup, holder: [{ body: markup }], source: [{ title: markup, capturedAt: markup }] })
  })
  it('names the word that is no provision and the record that is none', async () => {
    const made = await withActor(staff, (tx) => createProposal(tx, staff, draft({ provisions: '19.3, 99.9', 'relation.0.to': 'R-999', 'relation.0.kind': 'supports' })))
    expect(made).toEqual({ errors: [{ field: 'provisions', code: 'noSuchProvision', values: { value: '99.9' } }, { field: 'relation.0.to', code: 'noSuchRecord', values: { value: 'R-999' } }] })
  })
})

describe('editing', () => {
  it('writes what differs with one event, and nothing where nothing differs', async () => {
    const address = await create(staff)
    const { id } = await read(staff, address)
    expect(await save(staff, address, 1, {})).toEqual({ address })
    expect((await read(staff, address)).version).toBe(1)
    expect(await events(id)).toHaveLength(1)
    expect(await save(staff, address, 1, { 'title.es': 'Una carta', chapters: '6, 7', 'source.0.url': 'https://example.org/', 'source.0.capturedAt': '2026-11-01', 'relation.0.to': 'R-001', 'relation.0.kind': 'supports' })).toEqual({ address })
    const now = await read(staff, address)
    expect(now).toMatchObject({ version: 2, draft: { chapters: [6, 7], title: { en: 'A letter on steel', es: 'Una carta' }, relation: [{ to: 'R-001', kind: 'supports' }] } })
    expect((await events(id)).at(-1)).toMatchObject({ kind: 'proposal.edited', what: { chapters: { from: [6], to: [6, 7] }, relations: { from: [], to: ['supports R-001'] } } })
    expect(await save(staff, address, 2, {})).toEqual({ address })
    expect((await read(staff, address)).version).toBe(2)
  })
  it('loses neither of two edits begun on one version', async () => {
    const address = await create(staff)
    await save(staff, address, 1, { 'title.en': 'First' })
    const second = await save(delegate, address, 1, { 'title.en': 'Second' })
    expect(second).toMatchObject({ stale: { version: 2, theirs: { 'title.en': 'First' } } })
    expect((await read(staff, address)).draft.title.en).toBe('First')
    expect(await save(delegate, address, 2, { 'title.en': 'Second' })).toEqual({ address })
  })
  it('lets one of two at the same moment through and shows the other the record', async () => {
    const address = await create(staff)
    const both = await Promise.all([save(staff, address, 1, { 'title.en': 'One' }), save(delegate, address, 1, { 'title.en': 'Two' })])
    expect(both.filter((one) => 'stale' in one)).toHaveLength(1)
    expect((await read(staff, address)).version).toBe(2)
  })
  it('records who judged a changed kind, takes confirmation away and begins the new tracks beside the old', async () => {
    const address = await create(staff)
    await withActor(delegate, (tx) => confirmInstrument(tx, delegate, address, 1))
    expect((await read(staff, address)).instrumentConfirmedBy).toBe('US delegate')
    expect(await save(staff, address, 2, { instrumentKind: 'new_annex' })).toEqual({ errors: [{ field: 'instrumentReason.en', code: 'needsReason' }] })
    expect(await save(lead, address, 2, { instrumentKind: 'new_annex', 'instrumentReason.en': 'It changes the text' })).toEqual({ address })
    const now = await read(staff, address)
    expect(now).toMatchObject({ instrumentJudgedBy: 'US lead', instrumentConfirmedBy: null, procedures: ['US', 'CA', 'MX'] })
    expect((await asSuper<{ map_id: string }>('SELECT map_id FROM approval_track WHERE proposal_id = $1 ORDER BY map_id', [now.id])).map((row) => row.map_id)).toEqual(['CA-new_annex@1', 'CA-side_letter@1', 'MX-new_annex@1', 'US-new_annex@1', 'US-side_letter@1'])
  })
  it('answers another Party as if the record were not there', async () => {
    const address = await create(staff)
    for (const actor of [otherStaff, otherLead, secretariat]) {
      expect(await refusal(read(actor, address))).toBe('notFound')
      expect(await refusal(withActor(actor, (tx) => saveProposal(tx, actor, address, 1, draft())))).toBe('notFound')
      expect(await refusal(withActor(actor, (tx) => moveProposal(tx, actor, address, { machine: 'negotiation', to: 'parked', reason: 'x', version: 1 })))).toBe('notFound')
    }
  })
  it('does not let a public record name one that is not', async () => {
    const hidden = await create(staff)
    expect(await save(staff, 'R-002', (await read(staff, 'R-002')).version, { 'relation.9.to': hidden, 'relation.9.kind': 'supports' })).toMatchObject({ errors: [{ code: 'relatedToHidden' }] })
  })
  it('leaves neither write nor event when the transaction dies', async () => {
    const address = await create(staff)
    const { id, flat } = await read(staff, address)
    const parsed = parseDraft({ ...flat, 'title.en': 'Lost' })
    if ('errors' in parsed) throw new Error('draft')
    const killed = withActor(staff, async (tx) => {
      await saveProposal(tx, staff, address, 1, parsed.draft)
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await asSuper('SELECT pg_terminate_backend($1)', [row!.pid])
      await tx.$queryRaw`SELECT 1`
    })
    await expect(killed).rejects.toThrow()
    expect(await read(staff, address)).toMatchObject({ version: 1, draft: { title: { en: 'A letter on steel' } } })
    expect(await events(id)).toHaveLength(1)
  })
})

describe('moving', () => {
  it('goes along the rows of the table only, with its reason', async () => {
    const address = await create(staff)
    const { id } = await read(staff, address)
    const move = (to: string, version: number) => withActor(staff, (tx) => moveProposal(tx, staff, address, { machine: 'negotiation', to, reason: 'Agreed in the room', version }))
    expect(await refusal(move('in_force', 1))).toBe('notASuccessor')
    expect(await refusal(move('nowhere', 1))).toBe('notASuccessor')
    await move('under_discussion', 1)
    expect(await refusal(move('parked', 1))).toBe('stale')
    await move('withdrawn', 2)
    expect((await read(staff, address)).withdrawnAt).not.toBeNull()
    await move('proposed', 3)
    expect((await read(staff, address)).withdrawnAt).toBeNull()
    expect((await events(id)).map((event) => event.kind)).toEqual(['proposal.created', 'proposal.moved', 'proposal.withdrawn', 'proposal.moved'])
    expect((await events(id)).at(-1)!.cause).toBe('Agreed in the room')
  })
})

describe('disclosure', () => {
  it('is the lead’s, and from a cleared record only', async () => {
    const address = await create(delegate)
    for (const actor of [delegate, staff]) expect(await refusal(act(actor, address, 1, 'clear'))).toBe('notAllowed')
    expect(await refusal(act(lead, address, 1, 'table', ['CA']))).toBe('notAllowed')
    await act(lead, address, 1, 'clear')
    expect(await refusal(act(delegate, address, 2, 'table', ['CA']))).toBe('notAllowed')
    expect(await refusal(act(lead, address, 1, 'table', ['CA']))).toBe('stale')
    expect(await refusal(act(lead, address, 2, 'table', ['US']))).toBe('needsParty')
  })
  it('tables an immutable copy that tells nothing of what it was made from', async () => {
    const address = await create(delegate, { 'holder.0.body': 'USTR', 'holder.0.since': '2026-01-02', 'source.0.url': 'https://example.org/', 'source.0.capturedAt': '2026-11-01' })
    await act(lead, address, 1, 'clear')
    const copy = (await act(lead, address, 2, 'table', ['CA'])).address
    expect(copy).not.toBe(address)
    const seen = await read(otherStaff, copy)
    expect(seen).toMatchObject({ number: null, disclosure: 'tabled', tabledTo: ['CA'], draft: { title: { en: 'A letter on steel' }, provisions: ['19.3', 'Annex 4-B', 'SL-03'], holder: [], source: [{ url: 'https://example.org/' }] } })
    expect(await refusal(read(of('lead', 'MX'), copy))).toBe('notFound')
    expect(await refusal(read(secretariat, copy))).toBe('notFound')
    await act(lead, address, 2, 'unclear')
    await save(delegate, address, 3, { 'title.en': 'The true aim' })
    expect((await read(otherStaff, copy)).draft.title.en).toBe('A letter on steel')
    const told = await withActor(otherStaff, (tx) => tx.$queryRaw<{ all: string }[]>`SELECT coalesce(string_agg(row_to_json(e)::text, ''), '') || coalesce((SELECT string_agg(row_to_json(c)::text, '') FROM proposal_copy c), '') AS all FROM event e`)
    expect(told[0]!.all).not.toContain(address)
    expect(told[0]!.all).not.toContain('because')
    for (const actor of [lead, otherLead, otherStaff]) expect(await refusal(save(actor, copy, 1, { 'title.en': 'Other' }))).toBe('notAllowed')
    await act(lead, copy, 1, 'withdrawCopy')
    expect(await read(otherStaff, copy)).toMatchObject({ draft: { title: { en: 'A letter on steel' } }, withdrawnAt: expect.any(Date) as Date })
    expect(await refusal(act(lead, copy, 2, 'withdrawCopy'))).toBe('alreadyWithdrawn')
  })
  it('numbers on publication only, each number once', async () => {
    const addresses = await Promise.all([create(delegate), create(delegate)])
    await Promise.all(addresses.map((address) => act(lead, address, 1, 'clear')))
    const before = (await asSuper<{ n: number }>('SELECT max(number) AS n FROM proposal'))[0]!.n
    const made = await Promise.all(addresses.map((address) => act(lead, address, 2, 'publish')))
    expect(made.map((one) => one.address).sort()).toEqual([before + 1, before + 2].map((n) => `R-${String(n).padStart(3, '0')}`))
    for (const address of addresses) expect((await read(lead, address)).number).toBeNull()
    const published = await read(otherStaff, made[0]!.address)
    expect(published).toMatchObject({ disclosure: 'public', ownerParty: 'US' })
    expect(await refusal(withActor(otherStaff, (tx) => saveProposal(tx, otherStaff, made[0]!.address, 1, published.draft)))).toBe('notAllowed')
  })
})

describe('bad input', () => {
  it.each([
    ['title.en', { 'title.en': '' }, 'noTitle'], ['title.en', { 'title.en': 'x'.repeat(301) }, 'tooLong'], ['summary.fr', { 'summary.fr': 'x'.repeat(5001) }, 'tooLong'],
    ['title.en', { 'title.en': 'a\ud800' }, 'badEncoding'], ['note.es', { 'note.es': 'a\u0000' }, 'badEncoding'], ['proponent', { proponent: 'a\u0007b' }, 'badEncoding'],
    ['chapters', { chapters: '19, 35' }, 'noSuchChapter'], ['chapters', { chapters: 'ten' }, 'noSuchChapter'], ['instrumentKind', { instrumentKind: 'treaty' }, 'badValue'],
    ['pillar', { pillar: '' }, 'badValue'], ['binds', { binds: 'US,FR' }, 'badValue'], ['strategicClass', { strategicClass: 'secret' }, 'badValue'],
    ['proposedOn', { proposedOn: '2026-13' }, 'badDate'], ['proposedOn', { proposedOn: 'soon' }, 'badDate'], ['dueOn', { dueOn: '2026-02-30' }, 'badDate'], ['dueOn', { dueOn: '2026-02' }, 'badDate'],
    ['proponent', { proponent: '' }, 'required'], ['industries', { industries: 'steel' }, 'noSuchIndustry'],
    ['source.0.url', { 'source.0.url': 'javascript:alert(1)', 'source.0.capturedAt': '2026' }, 'badUrl'], ['source.0.capturedAt', { 'source.0.url': 'https://example.org' }, 'required'],
    ['holder.1.since', { 'holder.1.body': 'Senate' }, 'required'], ['holder.0.since', { 'holder.0.body': 'Senate', 'holder.0.since': 'May' }, 'badDate'], ['relation.0.kind', { 'relation.0.to': 'R-001' }, 'required'],
  ])('%s %j', (field, over: Record<string, string>, code) => {
    const parsed = parseDraft({ ...flatDraft(draft()), ...over })
    expect('errors' in parsed ? parsed.errors : []).toEqual([expect.objectContaining({ field, code })])
  })
  it('names the chapter that is none', () => {
    const parsed = parseDraft({ ...flatDraft(draft()), chapters: '35' })
    expect(parsed).toEqual({ errors: [{ field: 'chapters', code: 'noSuchChapter', values: { value: '35' } }] })
  })
})
