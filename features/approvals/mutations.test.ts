import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANYONE, mintActor, type Actor } from '@/lib/actor'
import { disconnect, withActor } from '@/lib/db'
import { fromDatabase, Refusal } from '@/lib/errors'
import { isParty, type Party } from '@/lib/parties'
import { historyOf } from '@/features/history/data'
import { createScratchDatabase } from '@/scripts/lib/database.mjs'
import { approvalsOf } from './data'
import { addRecord, moveTrack, withdrawRecord } from './mutations'
import { recordSchema } from './schema'

let scratch: { superUrl: string; appUrl: string }
const people: Record<string, Actor> = {}
const person = (name: string) => people[name]!

beforeAll(async () => {
  await disconnect()
  scratch = await createScratchDatabase(process.env.TEST_SUPER_URL ?? '', 'approvals_mutations', { template: 'template_reference' })
  process.env.DATABASE_URL = scratch.appUrl
  const db = new pg.Client({ connectionString: scratch.superUrl })
  await db.connect()
  for (const [name, role, party] of [['us', 'staff', 'US'], ['ca', 'staff', 'CA'], ['caDelegate', 'delegate', 'CA'], ['secretariat', 'secretariat', null]] as const) {
    const { rows } = await db.query<{ id: string }>('INSERT INTO app_user (email, name, role, party) VALUES ($1, $1, $2, $3) RETURNING id', [`${name.toLowerCase()}@example.org`, role, party])
    people[name] = mintActor({ userId: rows[0]!.id, role, party: party as Party | null })
  }
  await db.end()
})
afterAll(disconnect)

const read = (actor: Actor) => withActor(actor, async (tx) => {
  const proposal = await tx.proposal.findUniqueOrThrow({ where: { number: 40 }, include: { provisions: true } })
  const approvals = await approvalsOf(tx, { ...proposal, procedures: proposal.procedures.filter(isParty), parties: proposal.procedures, provisions: proposal.provisions.map((one) => one.provisionId) })
  return { approvals, ca: approvals.ways.find(({ party }) => party === 'CA')!, history: (await historyOf(tx, proposal.id)).events }
})
const done = (step: string, on: string, more: object = {}) => recordSchema.parse({ step, what: 'done', on, evidenceKind: 'citation', evidence: 'Debates, p. 1', note: '', internal: false, ...more })
const refusal = async (work: Promise<unknown>) => {
  const error: unknown = fromDatabase(await work.then(() => new Error('was not refused'), (one: unknown) => one))
  return error instanceof Refusal ? error.code : String(error)
}

describe('the way into force of more access to the Canadian dairy market (R-040)', () => {
  it('stands under the Canadian law on supply management, as a stop', async () => {
    const { approvals } = await read(ANYONE)
    expect(approvals.flags.filter(({ severity, touches }) => severity === 'stop' && touches === 'yes').map(({ id }) => id)).toEqual(['CA-FLAG-SUPPLY'])
    expect(approvals.ways.map(({ party, map, track }) => [party, map?.steps.length !== 0, track !== null])).toEqual([['US', true, true], ['CA', true, true], ['MX', true, true]])
  })
})

describe('what is recorded on a step', () => {
  it('is kept with its event, and a departure from the order with it', async () => {
    const { ca } = await read(person('ca'))
    await withActor(person('ca'), (tx) => addRecord(tx, person('ca'), ca.track!.id, done('CA-BILL', '2027-03-01')))
    const { ca: after, history } = await read(ANYONE)
    expect(after.track!.records).toMatchObject([{ stepKey: 'CA-BILL', what: 'done', on: '2027-03-01', byRole: 'staff', mapVersion: 1 }])
    expect(history[0]).toMatchObject({ kind: 'track.recorded', actorRole: 'staff', actorParty: 'CA', what: { step: 'CA-BILL', departs: expect.arrayContaining([{ kind: 'before', other: 'CA-TABLE' }]) } })
  })

  it('when internal is seen by its own Party alone, its event and its withdrawal too', async () => {
    const { ca } = await read(person('ca'))
    await withActor(person('ca'), (tx) => addRecord(tx, person('ca'), ca.track!.id, recordSchema.parse({ step: 'CA-TABLE', what: 'planned', on: '2027-05-05', evidenceKind: '', evidence: '', note: 'planted secret', internal: true })))
    const own = (await read(person('ca'))).ca.track!.records.find(({ internal }) => internal)!
    await withActor(person('ca'), (tx) => withdrawRecord(tx, person('ca'), ca.track!.id, { record: own.id, reason: 'planted secret', on: '2026-11-24' }))
    for (const name of ['us', 'secretariat', 'anyone']) expect(JSON.stringify(await read(people[name] ?? ANYONE))).not.toMatch(/planted secret|2027-05-05/)
    const inside = await read(person('caDelegate'))
    expect(inside.ca.track!.records.filter(({ internal }) => internal).map(({ what }) => what)).toEqual(['planned', 'withdrawn'])
    expect(inside.history.filter(({ what }) => what['step'] === 'CA-TABLE')).toHaveLength(2)
  })

  it('is refused to everybody else, and changes nothing', async () => {
    const before = (await read(person('ca'))).ca.track!
    for (const name of ['us', 'caDelegate', 'secretariat', 'anyone']) {
      const actor = people[name] ?? ANYONE
      expect(await refusal(withActor(actor, (tx) => addRecord(tx, actor, before.id, done('CA-SIGN', '2027-01-01'))))).toBe('notAllowed')
      expect(await refusal(withActor(actor, (tx) => moveTrack(tx, actor, before.id, { to: 'under_way', version: before.version, reason: 'x' })))).toBe('notAllowed')
    }
    expect((await read(person('ca'))).ca.track).toEqual(before)
  })

  it('is withdrawn once', async () => {
    const { ca } = await read(person('ca'))
    const record = ca.track!.records.find(({ what, internal }) => what === 'done' && !internal)!
    const withdraw = () => withActor(person('ca'), (tx) => withdrawRecord(tx, person('ca'), ca.track!.id, { record: record.id, reason: 'wrong bill', on: '2026-11-24' }))
    const outcomes = await Promise.allSettled([withdraw(), withdraw()])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('needs a step of the map, evidence for what is done, and a real date', async () => {
    const { ca } = await read(person('ca'))
    expect(await refusal(withActor(person('ca'), (tx) => addRecord(tx, person('ca'), ca.track!.id, done('US-BILL', '2027-03-01'))))).toBe('badValue')
    const bad = recordSchema.safeParse({ step: 'CA-BILL', what: 'done', on: '2027-02-30', evidenceKind: '', evidence: '', note: 'a\u0000b', internal: false })
    expect(bad.error?.issues.map(({ path, message }) => `${String(path[0])}:${message}`)).toEqual(expect.arrayContaining(['on:badDate', 'note:badEncoding']))
    const link = recordSchema.safeParse({ step: 'CA-BILL', what: 'done', on: '2027-02-03', evidenceKind: 'link', evidence: 'javascript:alert(1)', note: '', internal: false })
    expect(link.error?.issues[0]).toMatchObject({ path: ['evidence'], message: 'badValue' })
  })
})

describe('the state of a track', () => {
  it('moves along its successors only, and a stale move is refused', async () => {
    const move = async (to: string, version: number) => withActor(person('ca'), async (tx) => moveTrack(tx, person('ca'), (await read(person('ca'))).ca.track!.id, { to, version, reason: 'begun' }))
    expect(await refusal(move('complete', 1))).toBe('notASuccessor')
    await move('under_way', 1)
    expect(await refusal(move('complete', 1))).toBe('stale')
    const { ca, history } = await read(ANYONE)
    expect(ca.track).toMatchObject({ state: 'under_way', version: 2 })
    expect(history[0]).toMatchObject({ kind: 'track.moved', cause: 'begun', what: { approval: { from: 'not_started', to: 'under_way' } } })
  })
})
