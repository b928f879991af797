import type { Tx } from '@/lib/db'
import { chapterOfArticle } from './rules'

export type ChapterRow = { number: number; title: unknown; titleEnVerified: boolean; titleFrVerified: boolean; titleEsVerified: boolean; articles: number; verified: number; annexes: number }
export type ProvisionRow = {
  id: string; kind: string; label: string; chapter: number | null; section: string | null; title: unknown; parties: string | null; verified: boolean; numberVerified: boolean
  titleFrEsVerified: boolean; sourceUrl: string | null; sourceUrlFr: string | null; sourceUrlEs: string | null; note: string | null
}
export type InstitutionRow = { id: string; kind: string; name: string; article: string | null; verified: boolean; detail: { date?: string; decisions?: string; members?: string; two_party_rule?: string; source?: string; note?: string } }
/** What the reference data says of the Agreement as a whole. */
export type AgreementFacts = { names: Record<'US' | 'CA_en' | 'CA_fr' | 'MX', string>; signed: string; inForce: string; asOf: string; authentic: string[] }

/** The chapters in order, each with how many articles it has and how many of them were verified. */
export function chapterRows(tx: Tx): Promise<ChapterRow[]> {
  return tx.$queryRaw<ChapterRow[]>`
    SELECT c.number, c.title, c.title_en_verified AS "titleEnVerified", c.title_fr_verified AS "titleFrVerified", c.title_es_verified AS "titleEsVerified",
           count(*) FILTER (WHERE p.kind = 'article')::int AS articles, count(*) FILTER (WHERE p.kind = 'article' AND p.verified)::int AS verified,
           count(*) FILTER (WHERE p.kind = 'annex')::int AS annexes
    FROM chapter c LEFT JOIN provision p ON p.chapter = c.number GROUP BY c.number ORDER BY c.number`
}

/**
 * The provisions of one chapter, or (null) those that stand in none: Annexes I to IV and the side
 * letters. What the reference data itself says not to display, since its existence is not known, stays out.
 */
export async function provisionsOf(tx: Tx, chapter: number | null): Promise<ProvisionRow[]> {
  const rows = await tx.provision.findMany({ where: { chapter }, orderBy: [{ ordinal: 'asc' }, { id: 'asc' }] })
  return rows.filter((row) => !row.note?.includes('do not display'))
}

/** The Commission, the Secretariat, the committees and the known decisions; of one chapter, where given. */
export async function institutions(tx: Tx, chapter?: number): Promise<InstitutionRow[]> {
  const rows = await tx.institution.findMany({ orderBy: { ordinal: 'asc' } })
  return rows
    .filter((row) => chapter === undefined || chapterOfArticle(row.article) === chapter)
    .map((row) => ({ ...row, detail: (row.detail ?? {}) as InstitutionRow['detail'] }))
}

/** The names of the Agreement, its authentic languages and its dates; null before the reference is loaded. */
export async function agreementFacts(tx: Tx): Promise<AgreementFacts | null> {
  const [facts] = await tx.$queryRaw<AgreementFacts[]>`
    SELECT body->'names' AS names, body->>'signed' AS signed, body->>'in_force' AS "inForce", as_of AS "asOf", body->'authentic_languages' AS authentic
    FROM reference_document WHERE id = 'agreement'`
  return facts ?? null
}
