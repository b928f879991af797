import type { Tx } from '@/lib/db'
import { toCalendarDate } from '@/lib/dates'
import { isParty, type Party } from '@/lib/parties'
import { touches, type Flagged, type FlagSubject, type Route } from './rules'

export type Authority = { citation: string; source: string | null; verified: boolean; /** the address of the source */ url: string | null }
export type Duration = { low: number | null; likely: number | null; high: number | null; unit: string; chamber: string | null; kind: string; note: unknown }
export type Step = { key: string; role: string; name: unknown; body: unknown; authority: Authority[]; evidence: unknown; duration: Duration; anchor: string | null; status: string; verified: boolean; uncertainty: unknown }
export type Recorded = { id: string; stepKey: string; what: string; on: string; evidenceKind: string | null; evidence: string | null; note: string | null; internal: boolean; byRole: string; party: Party; mapVersion: number; withdraws: string | null; at: Date }
export type Track = { id: string; party: Party; state: string; version: number; mapId: string; instrumentKind: string; endedAt: Date | null; records: Recorded[] }
export type ProcedureMapRead = { id: string; party: Party; version: number; note: unknown; steps: Step[]; routes: Route[] }
export type Join = { name: unknown; rule: unknown; note: unknown; article: string; verified: boolean; url: string | null; offset: { days: number | null; unit: string; verified: boolean } | null }
export type Flag = { id: string; party: Party; severity: string; status: string; verified: boolean; text: unknown; url: string | null; touches: 'yes' | 'maybe' }
export type Approvals = {
  /** A Party's way: its map, and its track where one is begun. */
  ways: { party: Party; map: ProcedureMapRead | null; track: Track | null }[]
  /** Tracks on another kind's map or of a Party no longer needed: kept and shown. */
  former: Track[]
  join: Join | null
  flags: Flag[]
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

/** The tracks of a proposal with all records that the actor of `tx` may read, oldest first. */
async function tracksOf(tx: Tx, proposalId: string): Promise<Track[]> {
  const rows = await tx.approvalTrack.findMany({ where: { proposalId }, include: { records: { orderBy: [{ at: 'asc' }, { id: 'asc' }] }, map: { select: { instrumentKind: true } } }, orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] })
  return rows.flatMap((row) => {
    if (!isParty(row.party)) return []
    const party = row.party
    return [{ id: row.id, party, state: row.state, version: row.version, mapId: row.mapId, instrumentKind: row.map.instrumentKind, endedAt: row.endedAt,
      records: row.records.map(({ trackId: _track, byId: _by, ...record }) => ({ ...record, party, on: toCalendarDate(record.on) })) }]
  })
}

async function maps(tx: Tx, where: { ids: string[]; kind: string; parties: readonly Party[] }, urls: ReadonlyMap<string, string>): Promise<ProcedureMapRead[]> {
  const rows = await tx.procedureMap.findMany({
    where: { OR: [{ id: { in: where.ids } }, { instrumentKind: where.kind, party: { in: [...where.parties] } }] },
    include: { steps: { orderBy: { ordinal: 'asc' } }, routes: { orderBy: { ordinal: 'asc' } } }, orderBy: { version: 'desc' },
  })
  return rows.flatMap((row) => (isParty(row.party) ? [{
    id: row.id, party: row.party, version: row.version, note: row.note,
    steps: row.steps.map((step) => ({
      key: step.key, role: step.role, name: step.name, body: step.body, evidence: step.evidence, status: step.status, verified: step.verified, uncertainty: step.uncertainty,
      duration: step.duration as unknown as Duration, anchor: typeof step.anchor === 'string' ? step.anchor : null,
      authority: (step.authority as unknown as Omit<Authority, 'url'>[]).map((one) => ({ ...one, url: (one.source && urls.get(one.source)) || null })),
    })),
    routes: row.routes.map(({ from, to, kind, unless, liftedBy }) => ({ from, to, kind, unless: list(unless), liftedBy: list(liftedBy) })),
  }] : []))
}

/**
 * The way into force: for each Party whose procedures are needed its track and the map the track
 * began on (else the newest map of its kind), how the ways join, and the flags of domestic law.
 */
export async function approvalsOf(tx: Tx, proposal: Flagged & { id: string; procedures: readonly Party[] }): Promise<Approvals> {
  const tracks = await tracksOf(tx, proposal.id)
  const urls = new Map((await tx.source.findMany()).map(({ key, url }) => [key, url]))
  const found = await maps(tx, { ids: tracks.map(({ mapId }) => mapId), kind: proposal.instrumentKind, parties: proposal.procedures }, urls)
  const used = new Set<string>()
  const ways = proposal.procedures.map((party) => {
    const track = tracks.findLast((one) => one.party === party && one.instrumentKind === proposal.instrumentKind) ?? null
    if (track) used.add(track.id)
    return { party, track, map: found.find(track ? ({ id }) => id === track.mapId : (one) => one.party === party) ?? null }
  })
  const joined = await tx.procedureJoin.findUnique({ where: { instrumentKind: proposal.instrumentKind } })
  const rule = joined?.rule as (Omit<Join, 'url'> & { source: string | null }) | undefined
  const flags = await tx.legalFlag.findMany({ orderBy: { id: 'asc' } })
  const SEVERITIES = ['stop', 'warn', 'info']
  return {
    ways,
    former: tracks.filter(({ id }) => !used.has(id)),
    join: rule ? { name: rule.name, rule: rule.rule, note: rule.note, article: rule.article, verified: rule.verified, offset: rule.offset, url: (rule.source && urls.get(rule.source)) || null } : null,
    flags: flags.flatMap((flag) => {
      const body = flag.rule as unknown as { text: unknown; source: string | null; subject: FlagSubject }
      const touched = touches({ party: flag.party, subject: body.subject }, proposal)
      return touched && isParty(flag.party) ? [{ id: flag.id, party: flag.party, severity: flag.severity, status: flag.status, verified: flag.verified, text: body.text, url: (body.source && urls.get(body.source)) || null, touches: touched }] : []
    }).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
  }
}

/** The states a track in this state may move to. */
export async function nextApprovalStates(tx: Tx, from: string): Promise<string[]> {
  return (await tx.stateSuccessor.findMany({ where: { machine: 'approval', from } })).map(({ to }) => to)
}
