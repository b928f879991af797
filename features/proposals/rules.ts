/** What is true of proposals without a clock, a database or a page. */
import type { Party } from '../../lib/parties.ts'

export const INSTRUMENT_KINDS = ['side_letter', 'new_annex', 'amendment_legislation', 'amendment_no_legislation', 'psr_commission', 'commission_decision', 'uniform_regulations', 'other'] as const
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number]
export const PILLARS = ['strategic-industry', 'non-market-limits', 'legacy-trade-irritant', 'institutional'] as const
export const PROPONENT_TYPES = ['party', 'legislator', 'think-tank', 'industry', 'union', 'unattributed'] as const
export const STRATEGIC_CLASSES = ['defense', 'dual-use', 'enabling', 'nonstrategic'] as const
export const RELATION_KINDS = ['package', 'supports', 'conflicts', 'supersedes'] as const
/** The machines of a proposal itself; each Party's approval is a machine of its track. */
export const PROPOSAL_MACHINES = ['negotiation', 'text', 'publication'] as const

const ALL: readonly Party[] = ['US', 'CA', 'MX']

/**
 * The canonical name of a provision: "2-B" and "annex 2-B" are "Annex 2-B", "4-B-APP" is
 * "Annex 4-B Appendix"; "19.3" and "SL-03" stay. Some proposals of the data write "2-B", others "Annex 2-B".
 */
export function canonicalProvision(written: string): string {
  const bare = written.trim().replace(/^(annex|annexe|anexo)\s+/i, '')
  if (/^\d+\.\d+$/.test(bare) || /^SL-\d+$/i.test(bare)) return bare.toUpperCase()
  const appendix = /^(.+?)(?:-APP| Appendix)$/i.exec(bare)
  if (appendix) return `Annex ${appendix[1]!.toUpperCase()} Appendix`
  return `Annex ${bare.toUpperCase()}`
}

/**
 * The Parties whose domestic procedures an instrument needs, which is not the set it binds:
 * a side letter needs its own Parties; a Commission decision the Parties of the provision
 * (Art. 30.2.3); whatever enters by Article 34.3 needs all three, even where it binds two.
 * `other` has no path and needs none.
 */
export function proceduresNeeded(kind: string, binds: readonly string[]): Party[] {
  if (kind === 'other') return []
  if (kind === 'side_letter' || kind === 'commission_decision') return ALL.filter((party) => binds.includes(party))
  return [...ALL]
}

/** Why those Parties: a key of messages values.proceduresWhy. */
export function proceduresWhy(kind: string): 'none' | 'ownParties' | 'commission' | 'allThree' {
  if (kind === 'other') return 'none'
  if (kind === 'side_letter') return 'ownParties'
  if (kind === 'commission_decision') return 'commission'
  return 'allThree'
}

/** How a proposal is called where it is named: R-001 once public; what is private has no number. */
export function registerNumber(number: number | null): string | null {
  return number === null ? null : `R-${String(number).padStart(3, '0')}`
}

/** R-001, r-1 or R-61 as the number, null for anything else. */
export function parseRegisterNumber(written: string): number | null {
  const match = /^R-0*(\d{1,7})$/i.exec(written)
  return match ? Number(match[1]) : null
}

export type Inconsistency = 'agreedWithoutText' | 'withdrawnButPublishedFinal' | 'inForceWithoutApprovals' | 'approvedBeforeAgreed'

/**
 * Where the states of one record contradict each other. Nothing is corrected: the record
 * is flagged and a person decides (IETF Datatracker learned this from machines that drifted apart).
 */
export function inconsistencies(record: { negotiationState: string; textState: string; publicationState: string; approvals: readonly { state: string }[] }): Inconsistency[] {
  const found: Inconsistency[] = []
  if (['agreed', 'in_force'].includes(record.negotiationState) && ['no_text', 'drafting', 'bracketed'].includes(record.textState)) found.push('agreedWithoutText')
  if (record.negotiationState === 'withdrawn' && record.publicationState === 'final_published') found.push('withdrawnButPublishedFinal')
  if (record.negotiationState === 'in_force' && record.approvals.some(({ state }) => !['complete', 'not_needed'].includes(state))) found.push('inForceWithoutApprovals')
  if (['proposed', 'under_discussion', 'parked', 'withdrawn'].includes(record.negotiationState) && record.approvals.some(({ state }) => state === 'complete')) found.push('approvedBeforeAgreed')
  return found
}
