import type { Actor } from '@/lib/actor'
import type { Tx } from '@/lib/db'
import { isParty, type Party } from '@/lib/parties'
import type { InstrumentKind } from './rules'

export type HeatCell = { chapter: number; instrument: InstrumentKind; n: number }

/** How many proposals the actor may see, by chapter touched and instrument kind. A proposal counts once in each of its chapters. */
export function heatCells(tx: Tx): Promise<HeatCell[]> {
  return tx.$queryRaw<HeatCell[]>`
    SELECT chapter, instrument_kind AS instrument, count(*)::int AS n FROM proposal, unnest(chapters) AS chapter GROUP BY chapter, instrument_kind`
}

export type Touching = { id: string; number: number | null; title: unknown; instrumentKind: string; negotiationState: string; ownerParty: Party | null; total: number }

/** The first proposals that touch a chapter, by number, each with how many there are in all. */
export function touchingChapter(tx: Tx, chapter: number, limit = 50): Promise<Touching[]> {
  return tx.$queryRaw<Touching[]>`
    SELECT id, number, title, instrument_kind AS "instrumentKind", negotiation_state AS "negotiationState", owner_party AS "ownerParty", count(*) OVER ()::int AS total
    FROM proposal WHERE chapters && ARRAY[${chapter}]::int[] ORDER BY number NULLS LAST, id LIMIT ${limit}`
}

export type ProvisionTouch = { provisionId: string; n: number; first: { id: string; number: number | null; title: unknown }[] }

/** For each provision of a chapter (null: of none), how many proposals touch it and the first few of them. */
export function touchingProvisions(tx: Tx, chapter: number | null): Promise<ProvisionTouch[]> {
  return tx.$queryRaw<ProvisionTouch[]>`
    SELECT "provisionId", max(n)::int AS n, jsonb_agg(jsonb_build_object('id', id, 'number', number, 'title', title) ORDER BY place) FILTER (WHERE place <= 4) AS first
    FROM (SELECT v.id AS "provisionId", p.id, p.number, p.title, count(*) OVER (PARTITION BY v.id) AS n, row_number() OVER (PARTITION BY v.id ORDER BY p.number NULLS LAST, p.id) AS place
          FROM provision v JOIN proposal_provision pp ON pp.provision_id = v.id JOIN proposal p ON p.id = pp.proposal_id
          WHERE v.chapter IS NOT DISTINCT FROM ${chapter}::int) AS touched
    WHERE place <= 4 GROUP BY "provisionId"`
}

export type Happened = { id: string; at: Date; kind: string; role: string; party: Party | null; proposalId: string | null; number: number | null; title: unknown }

/** The latest events the actor may see, with the proposal of each where it may be seen too. */
export function latestEvents(tx: Tx, limit = 10): Promise<Happened[]> {
  return tx.$queryRaw<Happened[]>`
    SELECT e.id, e.at, e.kind, e.actor_role AS role, e.actor_party AS party, p.id AS "proposalId", p.number, p.title
    FROM (SELECT * FROM event ORDER BY at DESC, id DESC LIMIT ${limit}) AS e LEFT JOIN proposal p ON p.id = e.proposal_id
    ORDER BY e.at DESC, e.id DESC`
}

export type WaitingProposal = { id: string; number: number | null; title: unknown; dueOn: Date | null; body: string | null; since: Date | null; total: number }
export type Waiting = {
  proposals: WaitingProposal[]
  /** Invitations redeemed and not yet answered: for leads. */
  redeemed: number
  /** Letters that could not be sent yet: for administrators, a number only. */
  mail: number
  /** Problem reports without an answer: for those who keep the records. */
  problems: number
}

/**
 * What waits for the actor: proposals that the actor's Party holds, or that concern it and are
 * due within 30 days or late (for the secretariat, any that it may see), and each role's own
 * queues. Null for nobody and for those for whom nothing is kept.
 */
export async function waitingFor(tx: Tx, actor: Actor, today: string): Promise<Waiting | null> {
  if (actor.userId === null || actor.role === 'stakeholder') return null
  const party = isParty(actor.party) ? actor.party : null
  const keeper = party !== null || actor.role === 'secretariat'
  const proposals = keeper
    ? await tx.$queryRaw<WaitingProposal[]>`
        SELECT p.id, p.number, p.title, p.due_on AS "dueOn", h.body, h.since, count(*) OVER ()::int AS total
        FROM proposal p
        LEFT JOIN LATERAL (SELECT body, since FROM proposal_holder WHERE proposal_id = p.id AND party = ${party} ORDER BY since LIMIT 1) AS h ON true
        WHERE p.negotiation_state NOT IN ('in_force', 'withdrawn') AND p.withdrawn_at IS NULL
          AND (h.since IS NOT NULL
            OR (p.due_on <= ${today}::date + 30 AND (${party}::text IS NULL OR p.owner_party = ${party} OR ${party} = ANY (p.ask_of) OR ${party} = ANY (p.procedures))))
        ORDER BY p.due_on NULLS LAST, h.since NULLS LAST, p.id LIMIT 20`
    : []
  const count = async (rows: Promise<{ n: number }[]>) => (await rows)[0]?.n ?? 0
  return {
    proposals,
    redeemed: actor.role === 'lead'
      ? await count(tx.$queryRaw`SELECT count(*)::int AS n FROM invitation WHERE party = ${party} AND redeemed_at IS NOT NULL AND invited_by IS NOT NULL AND confirmed_at IS NULL AND refused_at IS NULL`) : 0,
    mail: actor.role === 'administrator' ? await count(tx.$queryRaw`SELECT count(*)::int AS n FROM mail_waiting()`) : 0,
    problems: keeper ? await count(tx.$queryRaw`SELECT count(*)::int AS n FROM problem_report WHERE answered_at IS NULL AND reporter_id IS DISTINCT FROM ${actor.userId}::uuid`) : 0,
  }
}
