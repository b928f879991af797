import type { Tx } from '@/lib/db'
import { toCalendarDate } from '@/lib/dates'
import { isParty, type Party } from '@/lib/parties'
import { parseRegisterNumber } from './rules'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Parties of a column, in the Agreement's order as stored. */
const parties = (codes: readonly string[]): Party[] => codes.filter(isParty)

export type Related = { kind: string; /** does this record say it of the other? */ out: boolean; why: unknown; other: { id: string; number: number | null; title: unknown; withdrawnAt: Date | null } }
export type ProposalRead = NonNullable<Awaited<ReturnType<typeof readProposal>>>

/**
 * One record by what its address says, R-001 or an id, with all that hangs on it, as the actor of
 * `tx` may read it. Null for what is malformed, unknown or hidden: a reader cannot tell which.
 */
export async function readProposal(tx: Tx, written: string) {
  const number = parseRegisterNumber(written)
  const where = number !== null ? (number <= 2_147_483_647 ? { number } : null) : UUID.test(written) ? { id: written.toLowerCase() } : null
  if (!where) return null
  const other = { select: { id: true, number: true, title: true, withdrawnAt: true } } as const
  const row = await tx.proposal.findUnique({
    where,
    include: {
      provisions: { include: { provision: true } }, sources: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }, holders: { orderBy: [{ since: 'asc' }, { id: 'asc' }] },
      relationsOut: { include: { to: other } }, relationsIn: { include: { from: other } },
    },
  })
  if (!row) return null
  const chapters = await tx.chapter.findMany({ where: { number: { in: row.chapters } }, orderBy: { number: 'asc' } })
  const related: Related[] = [
    ...row.relationsOut.map(({ kind, why, to }) => ({ kind, out: true, why, other: to })),
    ...row.relationsIn.map(({ kind, why, from }) => ({ kind, out: false, why, other: from })),
  ].sort((a, b) => (a.other.number ?? 2_147_483_647) - (b.other.number ?? 2_147_483_647) || a.other.id.localeCompare(b.other.id))
  return {
    ...row,
    binds: parties(row.binds), askOf: parties(row.askOf), procedures: parties(row.procedures), tabledTo: parties(row.tabledTo), ownerParty: isParty(row.ownerParty) ? row.ownerParty : null,
    dueOn: row.dueOn ? toCalendarDate(row.dueOn) : null,
    holders: row.holders.map((holder) => ({ ...holder, party: isParty(holder.party) ? holder.party : null, since: toCalendarDate(holder.since) })),
    provisions: row.provisions.map(({ provision }) => provision).sort((a, b) => (a.chapter ?? 99) - (b.chapter ?? 99) || a.ordinal - b.ordinal),
    chapterRows: chapters, related,
  }
}
