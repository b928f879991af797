import type { Actor } from '@/lib/actor'
import type { Tx } from '@/lib/db'

/** The kinds of events. A kind names what happened in the past tense of the register. */
export type EventKind =
  | 'proposal.created' | 'proposal.edited' | 'proposal.moved' | 'proposal.cleared' | 'proposal.uncleared'
  | 'proposal.tabled' | 'proposal.published' | 'proposal.withdrawn' | 'instrument.confirmed'
  | 'track.recorded' | 'track.moved' | 'problem.reported' | 'problem.answered'
  | 'member.invited' | 'member.redeemed' | 'member.confirmed' | 'member.refused' | 'member.removed' | 'member.role' | 'lead.appointed'
  | 'account.disabled' | 'account.role'

/**
 * Writes an event in the transaction of the change it tells of. `audience` may only
 * narrow what the subject allows; the database sees to it. An event without a
 * proposal needs an audience.
 */
export async function recordEvent(
  tx: Tx,
  actor: Actor,
  event: { kind: EventKind; proposalId?: string; what?: object; cause?: string; audience?: string[] },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO event (kind, proposal_id, actor_id, actor_role, actor_party, what, cause, audience)
    VALUES (${event.kind}, ${event.proposalId ?? null}::uuid, ${actor.userId}::uuid, ${actor.role}, ${actor.party},
            ${JSON.stringify(event.what ?? {})}::jsonb, ${event.cause ?? null}, ${event.audience ?? []}::text[])`
}
