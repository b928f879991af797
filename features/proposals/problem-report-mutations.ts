import { recordEvent } from '@/features/history/mutations'
import type { Actor } from '@/lib/actor'
import type { Tx } from '@/lib/db'
import { Refusal } from '@/lib/errors'
import type { Language } from '@/lib/trilingual'
import type { ReportInput } from './problem-report-schema'
import { readProposal } from './proposal-data'

/**
 * Keeps a report of a problem with a record, for the keepers of that record: the secretariat for the
 * public register, else those who may read the record. Its event is theirs too, and says no word of it.
 */
export async function reportProblem(tx: Tx, actor: Actor, written: string, language: Language, report: ReportInput): Promise<void> {
  const proposal = await readProposal(tx, written)
  if (!proposal) throw new Refusal('notFound', 404)
  // Without RETURNING: who reports without an account may not read the report back.
  await tx.$executeRaw`
    INSERT INTO problem_report (proposal_id, field, body, language, contact, reporter_id)
    VALUES (${proposal.id}::uuid, ${report.field}, ${report.body}, ${language}, ${report.contact}, ${actor.userId}::uuid)`
  await recordEvent(tx, actor, { kind: 'problem.reported', proposalId: proposal.id, what: { field: report.field }, ...(proposal.disclosure === 'public' ? { audience: ['secretariat'] } : {}) })
}
