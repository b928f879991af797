import { recordEvent } from '@/features/history/mutations'
import type { Actor } from '@/lib/actor'
import { toCalendarDate } from '@/lib/dates'
import { Prisma, type Tx } from '@/lib/db'
import { Refusal } from '@/lib/errors'
import { isParty, PARTIES } from '@/lib/parties'
import { LANGUAGES } from '@/lib/trilingual'
import { mayCreate, mayOnProposal, type RecordAct } from './ability'
import { proceduresNeeded, parseRegisterNumber, registerNumber } from './rules'
import type { Flat } from './form-rows'
import { flatDraft, parseDraft, partOf, PARTS, tidy, type Disclose, type Draft, type FieldError, type Move, type Texts } from './schema'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const FIELDS = { negotiation: 'negotiationState', text: 'textState', publication: 'publicationState' } as const

export type Editable = Awaited<ReturnType<typeof readEditable>>
export type Saved = { address: string }
export type Stale = { version: number; theirs: Flat }

/** Address of a record: R-001 once public, its id while private. */
const addressOf = (row: { id: string; number: number | null }) => registerNumber(row.number) ?? row.id
/** Who judged or confirmed, as the record says it: a role and a Party, never a name. */
const signature = (actor: Actor) => (actor.party ? `${actor.party} ${actor.role}` : actor.role)

/** A record's writable part by what its address says; refused as not found where it is unknown or hidden. */
export async function readEditable(tx: Tx, written: string) {
  const number = parseRegisterNumber(written)
  const where = number !== null ? { number: Math.min(number, 2_147_483_647) } : UUID.test(written) ? { id: written.toLowerCase() } : null
  const row = where && await tx.proposal.findUnique({
    where,
    include: {
      provisions: true, sources: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }, holders: { orderBy: [{ since: 'asc' }, { id: 'asc' }] },
      relationsOut: { include: { to: { select: { id: true, number: true } } } },
    },
  })
  if (!row) throw new Refusal('notFound', 404)
  const draft: Draft = {
    title: textsOf(row.title), summary: textsOf(row.summary), note: textsOf(row.note), instrumentKind: row.instrumentKind, instrumentReason: textsOf(row.instrumentReason),
    chapters: [...row.chapters].sort((a, b) => a - b), provisions: row.provisions.map((one) => one.provisionId).sort(), pillar: row.pillar, proponent: row.proponent, proponentType: row.proponentType,
    binds: PARTIES.filter((party) => row.binds.includes(party)), askOf: PARTIES.filter((party) => row.askOf.includes(party)), strategicClass: row.strategicClass, industries: [...row.industries].sort(),
    proposedOn: row.proposedOn, dueOn: row.dueOn && toCalendarDate(row.dueOn), verified: row.verified,
    source: row.sources.map((one) => ({ id: one.id, url: one.url, title: one.title ?? '', capturedAt: one.capturedAt, verified: one.verified })),
    holder: row.holders.map((one) => ({ id: one.id, party: one.party, body: one.body, since: toCalendarDate(one.since) })),
    relation: row.relationsOut.map((one) => ({ to: addressOf(one.to), kind: one.kind, why: textsOf(one.why) })).sort((a, b) => a.to.localeCompare(b.to)),
  }
  return {
    id: row.id, number: row.number, version: row.version, disclosure: row.disclosure, ownerParty: isParty(row.ownerParty) ? row.ownerParty : null, title: row.title,
    negotiationState: row.negotiationState, textState: row.textState, publicationState: row.publicationState, withdrawnAt: row.withdrawnAt, tabledTo: row.tabledTo,
    instrumentJudgedBy: row.instrumentJudgedBy, instrumentConfirmedBy: row.instrumentConfirmedBy, procedures: row.procedures, draft, flat: flatDraft(draft),
  }
}

function textsOf(value: unknown): Texts {
  const of = (value ?? {}) as Record<string, unknown>
  return Object.fromEntries(LANGUAGES.flatMap((language) => (typeof of[language] === 'string' && of[language] ? [[language, tidy(of[language])]] : []))) as Texts
}

/** What of a draft only the register can say: do its provisions and its related records exist, and may it name them? */
async function resolve(tx: Tx, draft: Draft, of: { id: string | null; disclosure: string }): Promise<{ errors: FieldError[]; relations: { toId: string; to: string; kind: string; why: Texts }[] }> {
  const errors: FieldError[] = []
  const provisions = new Set((await tx.provision.findMany({ where: { id: { in: draft.provisions } }, select: { id: true } })).map((row) => row.id))
  const unknown = draft.provisions.find((name) => !provisions.has(name))
  if (unknown !== undefined) errors.push({ field: 'provisions', code: 'noSuchProvision', values: { value: unknown.length > 60 ? `${unknown.slice(0, 60)}…` : unknown } })
  const relations: { toId: string; to: string; kind: string; why: Texts }[] = []
  for (const [n, row] of draft.relation.entries()) {
    const number = parseRegisterNumber(row.to)
    const where = number !== null ? { number: Math.min(number, 2_147_483_647) } : UUID.test(row.to) ? { id: row.to.toLowerCase() } : null
    const to = where && await tx.proposal.findUnique({ where, select: { id: true, number: true, disclosure: true } })
    const field = `relation.${n}.to`
    if (!to) errors.push({ field, code: 'noSuchRecord', values: { value: row.to } })
    else if (to.id === of.id) errors.push({ field, code: 'relatedToItself' })
    // The event of a public record is public: it must not name what is not.
    else if (of.disclosure === 'public' && to.disclosure !== 'public') errors.push({ field, code: 'relatedToHidden' })
    else if (relations.some((one) => one.toId === to.id && one.kind === row.kind)) errors.push({ field, code: 'twice' })
    else relations.push({ toId: to.id, to: addressOf(to), kind: row.kind!, why: row.why })
  }
  return { errors, relations }
}

/** The columns of a draft. */
function columns(draft: Draft) {
  return {
    title: draft.title, summary: draft.summary, note: draft.note, instrumentKind: draft.instrumentKind, instrumentReason: draft.instrumentReason, chapters: draft.chapters,
    pillar: draft.pillar, proponent: draft.proponent, proponentType: draft.proponentType, binds: draft.binds, askOf: draft.askOf, procedures: proceduresNeeded(draft.instrumentKind, draft.binds),
    strategicClass: draft.strategicClass, industries: draft.industries, proposedOn: draft.proposedOn, dueOn: draft.dueOn === null ? null : new Date(`${draft.dueOn}T00:00:00Z`), verified: draft.verified,
  }
}

/** Begins a track for each Party whose procedures are needed, on the shipped map; what was begun before stays. */
async function startTracks(tx: Tx, id: string, kind: string, procedures: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO approval_track (proposal_id, party, map_id)
    SELECT ${id}::uuid, party, id FROM procedure_map WHERE version = 1 AND instrument_kind = ${kind} AND party = ANY (${[...procedures]}::text[])
    ON CONFLICT DO NOTHING`
}

/** The next free number. Numbers are public, so what the actor cannot see has none. */
async function nextNumber(tx: Tx): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('trilateral:number'))`
  const rows = await tx.$queryRaw<{ next: number }[]>`SELECT coalesce(max(number), 0) + 1 AS next FROM proposal`
  return rows[0]!.next
}

/** Enters a new record: the secretariat in the common register, a member of a Party in that Party's own. */
export async function createProposal(tx: Tx, actor: Actor, draft: Draft): Promise<Saved | { errors: FieldError[] }> {
  const disclosure = mayCreate(actor)
  if (!disclosure) throw new Refusal('notAllowed', 403)
  const { errors, relations } = await resolve(tx, draft, { id: null, disclosure })
  if (Object.keys(draft.instrumentReason).length === 0) errors.push({ field: 'instrumentReason.en', code: 'needsReason' })
  if (errors.length > 0) return { errors }
  const row = await tx.proposal.create({
    data: { ...columns(draft), instrumentJudgedBy: signature(actor), disclosure, ownerParty: actor.party, number: disclosure === 'public' ? await nextNumber(tx) : null },
    select: { id: true, number: true },
  })
  await writeLists(tx, row.id, { ...draft, relations }, null)
  await startTracks(tx, row.id, draft.instrumentKind, proceduresNeeded(draft.instrumentKind, draft.binds))
  await recordEvent(tx, actor, { kind: 'proposal.created', proposalId: row.id })
  return { address: addressOf(row) }
}

/** What hangs on a record: only what differs is written, so that what the actor cannot see stays. */
async function writeLists(tx: Tx, id: string, next: Draft & { relations: { toId: string; kind: string; why: Texts }[] }, before: Draft | null): Promise<void> {
  const gone = (before?.provisions ?? []).filter((name) => !next.provisions.includes(name))
  const fresh = next.provisions.filter((name) => !before?.provisions.includes(name))
  if (gone.length > 0) await tx.proposalProvision.deleteMany({ where: { proposalId: id, provisionId: { in: gone } } })
  if (fresh.length > 0) await tx.proposalProvision.createMany({ data: fresh.map((provisionId) => ({ proposalId: id, provisionId })) })

  const kept = <T extends { id: string | null }>(rows: T[], old: T[] | undefined) => rows.map((row) => ({ row, old: old?.find((one) => one.id === row.id && row.id !== null) }))
  for (const old of before?.source ?? []) if (!next.source.some((row) => row.id === old.id)) await tx.proposalSource.deleteMany({ where: { id: old.id!, proposalId: id } })
  for (const { row, old } of kept(next.source, before?.source)) {
    const data = { url: row.url, title: row.title || null, capturedAt: row.capturedAt, verified: row.verified }
    if (!old) await tx.proposalSource.create({ data: { ...data, proposalId: id } })
    else if (JSON.stringify(old) !== JSON.stringify(row)) await tx.proposalSource.updateMany({ where: { id: old.id!, proposalId: id }, data })
  }
  for (const old of before?.holder ?? []) if (!next.holder.some((row) => row.id === old.id)) await tx.proposalHolder.deleteMany({ where: { id: old.id!, proposalId: id } })
  for (const { row, old } of kept(next.holder, before?.holder)) {
    const data = { party: row.party, body: row.body, since: new Date(`${row.since}T00:00:00Z`) }
    if (!old) await tx.proposalHolder.create({ data: { ...data, proposalId: id } })
    else if (JSON.stringify(old) !== JSON.stringify(row)) await tx.proposalHolder.updateMany({ where: { id: old.id!, proposalId: id }, data })
  }
  if (before) {
    // A relation has no row of its own to change: one that differs is taken out and entered again.
    const then = await tx.proposalRelation.findMany({ where: { fromId: id } })
    const same = (a: { toId: string; kind: string; why: unknown }, b: { toId: string; kind: string; why: unknown }) => a.toId === b.toId && a.kind === b.kind && JSON.stringify(textsOf(a.why)) === JSON.stringify(textsOf(b.why))
    for (const old of then) if (!next.relations.some((row) => same(row, old))) await tx.proposalRelation.deleteMany({ where: { fromId: id, toId: old.toId, kind: old.kind } })
    for (const row of next.relations) if (!then.some((old) => same(row, old))) await tx.proposalRelation.create({ data: { fromId: id, toId: row.toId, kind: row.kind, why: row.why } })
  } else {
    for (const row of next.relations) await tx.proposalRelation.create({ data: { fromId: id, toId: row.toId, kind: row.kind, why: row.why } })
  }
}

/** The parts in which two sets of inputs differ, after both are brought to their kept form. */
export function differing(a: Flat, b: Flat): string[] {
  const value = (flat: Flat, part: string) => (['source', 'holder', 'relation'].includes(part)
    ? JSON.stringify(Object.entries(flat).filter(([field, text]) => partOf(field) === part && text !== '' && !field.endsWith('.id')).sort(([x], [y]) => x.localeCompare(y)))
    : flat[part] ?? '')
  return PARTS.filter((part) => value(a, part) !== value(b, part))
}

/** Inputs as they would be kept; what cannot be kept stays as it was written. */
export function normalized(flat: Flat): Flat {
  const parsed = parseDraft(flat)
  return 'draft' in parsed ? flatDraft(parsed.draft) : flat
}

/**
 * Saves an edit begun on `version`. Where the record has moved on since, nothing is written
 * and the present version is given back; where nothing differs, nothing is written either.
 */
export async function saveProposal(tx: Tx, actor: Actor, written: string, version: number, draft: Draft): Promise<Saved | { errors: FieldError[] } | { stale: Stale }> {
  const now = await readEditable(tx, written)
  if (!mayOnProposal(actor, 'edit', now)) throw new Refusal('notAllowed', 403)
  if (now.version !== version) return { stale: { version: now.version, theirs: now.flat } }
  const { errors, relations } = await resolve(tx, draft, now)
  const named: Draft = { ...draft, relation: relations.map(({ to, kind, why }) => ({ to, kind, why })).sort((a, b) => a.to.localeCompare(b.to)) }
  const parts = differing(now.flat, flatDraft(named))
  const kindChanged = parts.includes('instrumentKind')
  // A judgement needs its own reason: the reason of the former kind is none for the new one.
  if (kindChanged && (Object.keys(draft.instrumentReason).length === 0 || !parts.some((part) => part.startsWith('instrumentReason.')))) errors.push({ field: 'instrumentReason.en', code: 'needsReason' })
  if (errors.length > 0) return { errors }
  if (parts.length === 0) return { address: addressOf(now) }

  const judged = kindChanged || parts.some((part) => part.startsWith('instrumentReason.'))
  const procedures = proceduresNeeded(draft.instrumentKind, draft.binds)
  const { count } = await tx.proposal.updateMany({
    where: { id: now.id, version },
    data: {
      ...columns(draft), version: version + 1, movedAt: new Date(),
      ...(parts.includes('proponent') ? { proponentNames: {} } : {}), ...(parts.includes('industries') ? { industriesLabel: {} } : {}),
      ...(judged ? { instrumentJudgedBy: signature(actor), instrumentConfirmedBy: null, instrumentConfirmedAt: null } : {}),
    },
  })
  if (count === 0) return { stale: await staleOrRefused(tx, now.id, version) }
  await writeLists(tx, now.id, { ...named, relations }, now.draft)
  await startTracks(tx, now.id, draft.instrumentKind, procedures)
  await recordEvent(tx, actor, { kind: 'proposal.edited', proposalId: now.id, what: {
    ...changes(now.draft, named, parts),
    ...(judged && now.instrumentJudgedBy !== signature(actor) ? { instrumentJudgedBy: { from: now.instrumentJudgedBy, to: signature(actor) } } : {}),
    ...(judged && now.instrumentConfirmedBy ? { instrumentConfirmedBy: { from: now.instrumentConfirmedBy, to: null } } : {}),
    ...(procedures.join() === now.procedures.join() ? {} : { procedures: { from: now.procedures, to: procedures } }),
  } })
  return { address: addressOf(now) }
}

/** Another was first (the record has a newer version), or the database does not let this actor write. */
async function staleOrRefused(tx: Tx, id: string, version: number): Promise<Stale> {
  const now = await readEditable(tx, id)
  if (now.version === version) throw new Refusal('notAllowed', 403)
  return { version: now.version, theirs: now.flat }
}

/** {field: {from, to}} of what differs, lists of rows as a line each. */
function changes(before: Draft, next: Draft, parts: readonly string[]): Record<string, { from: unknown; to: unknown }> {
  const lines = {
    source: (draft: Draft) => draft.source.map((row) => [row.title, row.url, row.capturedAt].filter(Boolean).join(' · ') + (row.verified ? ' ✓' : '')),
    holder: (draft: Draft) => draft.holder.map((row) => [row.party, row.body, row.since].filter(Boolean).join(' · ')),
    relation: (draft: Draft) => draft.relation.map((row) => [row.kind, row.to].join(' ')),
  }
  const what: Record<string, { from: unknown; to: unknown }> = {}
  for (const part of parts) {
    const name = part.split('.')[0]!
    if (name === 'source' || name === 'holder' || name === 'relation') what[`${name}s`] = { from: lines[name](before), to: lines[name](next) }
    else what[name] = { from: before[name as keyof Draft], to: next[name as keyof Draft] }
  }
  return what
}

/** For acts on a version that was seen: the record as it is now, or a refusal. */
async function readFor(tx: Tx, actor: Actor, act: RecordAct, written: string, version: number): Promise<Editable> {
  const now = await readEditable(tx, written)
  if (!mayOnProposal(actor, act, now)) throw new Refusal('notAllowed', 403)
  if (now.version !== version) throw new Refusal('stale', 409)
  return now
}

/** Writes on the seen version; if another was first, nothing is written. */
async function update(tx: Tx, now: Editable, data: Prisma.ProposalUpdateManyMutationInput): Promise<void> {
  const { count } = await tx.proposal.updateMany({ where: { id: now.id, version: now.version }, data: { ...data, version: now.version + 1, movedAt: new Date() } })
  if (count === 0) {
    await staleOrRefused(tx, now.id, now.version)
    throw new Refusal('stale', 409)
  }
}

/** Confirms who judged the instrument kind; a second confirmation by the same role changes nothing. */
export async function confirmInstrument(tx: Tx, actor: Actor, written: string, version: number): Promise<Saved> {
  const now = await readFor(tx, actor, 'edit', written, version)
  if (now.instrumentConfirmedBy === signature(actor)) return { address: addressOf(now) }
  await update(tx, now, { instrumentConfirmedBy: signature(actor), instrumentConfirmedAt: new Date() })
  await recordEvent(tx, actor, { kind: 'instrument.confirmed', proposalId: now.id, what: { instrumentConfirmedBy: { from: now.instrumentConfirmedBy, to: signature(actor) } } })
  return { address: addressOf(now) }
}

/** Moves one machine along one of its allowed successors. The reason is the event's cause. */
export async function moveProposal(tx: Tx, actor: Actor, written: string, move: Move): Promise<Saved> {
  const now = await readFor(tx, actor, 'move', written, move.version)
  const field = FIELDS[move.machine]
  const from = now[field]
  const allowed = await tx.stateSuccessor.findUnique({ where: { machine_from_to: { machine: move.machine, from, to: move.to } } })
  if (!allowed) throw new Refusal('notASuccessor', 409, 'to', { machine: move.machine, from, to: move.to })
  const withdrawing = move.machine === 'negotiation' && move.to === 'withdrawn'
  const reopening = move.machine === 'negotiation' && from === 'withdrawn'
  await update(tx, now, { [field]: move.to, ...(withdrawing ? { withdrawnAt: new Date() } : reopening ? { withdrawnAt: null } : {}) })
  await recordEvent(tx, actor, { kind: withdrawing ? 'proposal.withdrawn' : 'proposal.moved', proposalId: now.id, what: { [field]: { from, to: move.to } }, cause: move.reason })
  return { address: addressOf(now) }
}

/** Clears, tables, publishes or withdraws: the lead's acts, each on the version that the lead saw. */
export async function disclose(tx: Tx, actor: Actor, written: string, order: Disclose): Promise<Saved> {
  const now = await readFor(tx, actor, order.act, written, order.version)
  const cause = order.reason ? { cause: order.reason } : {}
  if (order.act === 'clear' || order.act === 'unclear') {
    const to = order.act === 'clear' ? 'cleared' : 'internal'
    await update(tx, now, { disclosure: to })
    await recordEvent(tx, actor, { kind: order.act === 'clear' ? 'proposal.cleared' : 'proposal.uncleared', proposalId: now.id, what: { disclosure: { from: now.disclosure, to } }, ...cause })
    return { address: addressOf(now) }
  }
  if (order.act === 'withdrawCopy') {
    if (now.withdrawnAt) throw new Refusal('alreadyWithdrawn', 409)
    await update(tx, now, { withdrawnAt: new Date() })
    await recordEvent(tx, actor, { kind: 'proposal.withdrawn', proposalId: now.id, ...cause })
    return { address: addressOf(now) }
  }
  if (order.act === 'table' && (order.to.length === 0 || order.to.some((party) => party === actor.party))) throw new Refusal('needsParty', 422, 'to')
  return copyProposal(tx, actor, now, order.act === 'table' ? { disclosure: 'tabled', to: order.to } : { disclosure: 'public', to: [] }, cause)
}

/**
 * The words as they stand become a record of their own, with a new id and no way back to the
 * first: who reads the copy learns neither when nor from what it was made. Holders stay at home.
 */
async function copyProposal(tx: Tx, actor: Actor, now: NonNullable<Editable>, as: { disclosure: 'tabled' | 'public'; to: string[] }, cause: { cause?: string }): Promise<Saved> {
  // Held until the copy is made: what is tabled is what the lead saw, and nothing written since.
  const held = await tx.$queryRaw<unknown[]>`SELECT 1 FROM proposal WHERE id = ${now.id}::uuid AND version = ${now.version} AND disclosure = 'cleared' FOR UPDATE`
  if (held.length === 0) throw new Refusal('stale', 409)
  const number = as.disclosure === 'public' ? await nextNumber(tx) : null
  const made = await tx.$queryRaw<{ id: string; number: number | null }[]>`
    INSERT INTO proposal (number, title, summary, note, instrument_kind, instrument_reason, instrument_judged_by, instrument_confirmed_by, instrument_confirmed_at, chapters, pillar, proponent,
      proponent_names, proponent_type, binds, ask_of, procedures, strategic_class, industries, industries_label, proposed_on, verified, our_reading,
      negotiation_state, text_state, publication_state, disclosure, owner_party, tabled_to, due_on, withdrawn_at)
    SELECT ${number}, title, summary, note, instrument_kind, instrument_reason, instrument_judged_by, instrument_confirmed_by, instrument_confirmed_at, chapters, pillar, proponent,
      proponent_names, proponent_type, binds, ask_of, procedures, strategic_class, industries, industries_label, proposed_on, verified, our_reading,
      negotiation_state, text_state, publication_state, ${as.disclosure}, owner_party, ${as.to}::text[], due_on, withdrawn_at
    FROM proposal WHERE id = ${now.id}::uuid RETURNING id, number`
  const copy = made[0]!
  await tx.$executeRaw`INSERT INTO proposal_provision (proposal_id, provision_id) SELECT ${copy.id}::uuid, provision_id FROM proposal_provision WHERE proposal_id = ${now.id}::uuid`
  await tx.$executeRaw`
    INSERT INTO proposal_source (proposal_id, source_key, title, url, captured_at, last_checked, verified, note)
    SELECT ${copy.id}::uuid, source_key, title, url, captured_at, last_checked, verified, note FROM proposal_source WHERE proposal_id = ${now.id}::uuid`
  // Relations go with it where their other end is public; the rest would tell of what is not.
  await tx.$executeRaw`
    INSERT INTO proposal_relation (from_id, to_id, kind, why)
    SELECT ${copy.id}::uuid, r.to_id, r.kind, r.why FROM proposal_relation r JOIN proposal p ON p.id = r.to_id WHERE r.from_id = ${now.id}::uuid AND p.disclosure = 'public'`
  await tx.proposalCopy.create({ data: { copyId: copy.id, fromId: now.id, party: actor.party! } })
  await startTracks(tx, copy.id, now.draft.instrumentKind, now.procedures)
  const kind = as.disclosure === 'tabled' ? 'proposal.tabled' : 'proposal.published'
  await recordEvent(tx, actor, { kind, proposalId: copy.id, ...(as.disclosure === 'tabled' ? { what: { to: as.to } } : {}) })
  // Why it was tabled or published is the Party's own: it stands at the record, not at the copy.
  await recordEvent(tx, actor, { kind, proposalId: now.id, what: { ...(as.disclosure === 'tabled' ? { to: as.to } : {}), copy: addressOf(copy) }, ...cause })
  return { address: addressOf(copy) }
}

/** The states of one record's machines and where each may go: rows, not code. */
export async function movesOf(tx: Tx, now: Editable) {
  const states = await tx.state.findMany({ where: { machine: { in: Object.keys(FIELDS) } }, orderBy: { ordinal: 'asc' } })
  const successors = await tx.stateSuccessor.findMany({ where: { machine: { in: Object.keys(FIELDS) } } })
  return (['negotiation', 'text', 'publication'] as const).map((machine) => {
    const current = now[FIELDS[machine]]
    const label = (code: string) => states.find((state) => state.machine === machine && state.code === code)?.label ?? { en: code }
    return { machine, current: label(current), to: states.filter((state) => state.machine === machine && successors.some((row) => row.machine === machine && row.from === current && row.to === state.code)).map((state) => ({ code: state.code, label: state.label })) }
  })
}
