import type { Tx } from '@/lib/db'

export type HistoryEvent = { id: string; at: Date; kind: string; actorRole: string; actorParty: string | null; what: Record<string, unknown>; cause: string | null }

/** How many events a record's page shows; older ones are counted. */
const SHOWN = 200

/** The events of a proposal that the actor of `tx` may read, newest first, and how many older ones there are. */
export async function historyOf(tx: Tx, proposalId: string): Promise<{ events: HistoryEvent[]; older: number }> {
  const rows = await tx.event.findMany({
    where: { proposalId }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: SHOWN,
    select: { id: true, at: true, kind: true, actorRole: true, actorParty: true, what: true, cause: true },
  })
  const older = rows.length < SHOWN ? 0 : (await tx.event.count({ where: { proposalId } })) - rows.length
  return { events: rows.map((row) => ({ ...row, what: (row.what ?? {}) as Record<string, unknown> })), older }
}
