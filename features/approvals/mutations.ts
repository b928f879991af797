import type { Actor } from '@/lib/actor'
import type { Tx } from '@/lib/db'
import { toCalendarDate } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import type { Party } from '@/lib/parties'
import { recordEvent } from '@/features/history/mutations'
import { mayKeepTrack } from './ability'
import { departures, type StepRecord } from './rules'
import type { RecordInput } from './schema'

type Locked = { id: string; proposalId: string; party: Party; state: string; version: number; mapId: string; mapVersion: number }

/** The Party's own track, locked so that two keepers write one after the other. Refuses 403 and 404. */
async function ownTrack(tx: Tx, actor: Actor, trackId: string): Promise<Locked> {
  // Without the lock first: who may not keep it may perhaps not lock it either, and must hear 403 only of what they can read.
  const seen = await tx.approvalTrack.findUnique({ where: { id: trackId }, select: { party: true } })
  if (!seen) throw new Refusal('notFound', 404)
  if (!mayKeepTrack(actor, seen.party as Party)) throw new Refusal('notAllowed', 403)
  const [track] = await tx.$queryRaw<Locked[]>`
    SELECT t.id, t.proposal_id AS "proposalId", t.party, t.state, t.version, t.map_id AS "mapId", m.version AS "mapVersion"
    FROM approval_track t JOIN procedure_map m ON m.id = t.map_id WHERE t.id = ${trackId}::uuid FOR UPDATE OF t`
  if (!track) throw new Refusal('notFound', 404)
  return track
}

/** What is internal to a Party is told to that Party alone, in its event too. */
const narrowed = (track: Locked, internal: boolean) => (internal ? { audience: [track.party as string] } : {})

/**
 * Appends what was done or planned on a step. The map never refuses: a departure from its order
 * is written into the event. A record that others read tells of records that others read only.
 */
export async function addRecord(tx: Tx, actor: Actor, trackId: string, input: RecordInput): Promise<void> {
  const track = await ownTrack(tx, actor, trackId)
  const step = await tx.procedureStep.findUnique({ where: { mapId_key: { mapId: track.mapId, key: input.step } }, select: { key: true } })
  if (!step) throw new Refusal('badValue', 422, 'step')
  const created = await tx.trackRecord.create({
    data: {
      trackId, party: track.party, stepKey: step.key, what: input.what, on: new Date(`${input.on}T00:00:00Z`), evidenceKind: input.evidenceKind, evidence: input.evidence, note: input.note,
      internal: input.internal, byId: actor.userId, byRole: actor.role, mapVersion: track.mapVersion,
    },
    select: { id: true },
  })
  const routes = (await tx.procedureRoute.findMany({ where: { mapId: track.mapId } })).map((route) => ({ ...route, unless: (route.unless ?? []) as string[], liftedBy: (route.liftedBy ?? []) as string[] }))
  const records = (await tx.trackRecord.findMany({ where: { trackId, ...(input.internal ? {} : { internal: false }) } })).map((record): StepRecord => ({ ...record, on: toCalendarDate(record.on) }))
  const departs = departures(routes, records).filter(({ stepKey }) => input.what === 'done' && stepKey === step.key).map(({ kind, other }) => ({ kind, other }))
  await recordEvent(tx, actor, {
    kind: 'track.recorded', proposalId: track.proposalId, ...narrowed(track, input.internal),
    what: { party: track.party, step: step.key, record: created.id, what: input.what, on: input.on, mapVersion: track.mapVersion, ...(departs.length > 0 ? { departs } : {}) },
  })
}

/** Withdraws an earlier record by a new one with its reason; both stay. Refuses what is withdrawn already. */
export async function withdrawRecord(tx: Tx, actor: Actor, trackId: string, input: { record: string; reason: string; on: string }): Promise<void> {
  const track = await ownTrack(tx, actor, trackId)
  const record = await tx.trackRecord.findFirst({ where: { id: input.record, trackId } })
  if (!record || record.what === 'withdrawn') throw new Refusal('badValue', 422, 'record')
  if ((await tx.trackRecord.count({ where: { trackId, withdraws: record.id } })) > 0) throw new Refusal('stale', 409, 'record')
  await tx.trackRecord.create({
    data: { trackId, party: track.party, stepKey: record.stepKey, what: 'withdrawn', on: new Date(`${input.on}T00:00:00Z`), note: input.reason, internal: record.internal, byId: actor.userId, byRole: actor.role, mapVersion: track.mapVersion, withdraws: record.id },
    select: { id: true },
  })
  await recordEvent(tx, actor, {
    kind: 'track.recorded', proposalId: track.proposalId, ...narrowed(track, record.internal), cause: input.reason,
    what: { party: track.party, step: record.stepKey, what: 'withdrawn', on: input.on, withdraws: record.id, mapVersion: track.mapVersion },
  })
}

/** Moves a track along a row of state_successor. Refuses a stale version (409) and any other move (422). */
export async function moveTrack(tx: Tx, actor: Actor, trackId: string, input: { to: string; version: number; reason: string }): Promise<void> {
  const track = await ownTrack(tx, actor, trackId)
  if (track.version !== input.version) throw new Refusal('stale', 409, 'to')
  const allowed = await tx.stateSuccessor.findUnique({ where: { machine_from_to: { machine: 'approval', from: track.state, to: input.to } } })
  if (!allowed) throw new Refusal('notASuccessor', 422, 'to', { from: track.state, to: input.to })
  const { count } = await tx.approvalTrack.updateMany({ where: { id: trackId, version: input.version }, data: { state: input.to, version: input.version + 1 } })
  if (count !== 1) throw new Refusal('stale', 409, 'to')
  await recordEvent(tx, actor, { kind: 'track.moved', proposalId: track.proposalId, cause: input.reason, what: { party: track.party, approval: { from: track.state, to: input.to } } })
}
