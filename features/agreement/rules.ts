/** What is true of chapters and provisions without a database or a page. */
import { LANGUAGES, inLanguage, type Language, type Shown } from '../../lib/trilingual.ts'

export const LAST_CHAPTER = 34

/** A chapter as an address names it: "19"; null for anything else ("019", "35", "19a"). */
export function parseChapter(written: string): number | null {
  if (!/^[1-9]\d?$/.test(written)) return null
  const number = Number(written)
  return number <= LAST_CHAPTER ? number : null
}

/**
 * A provision's title as it may be shown. English stands where the reader's language was not
 * seen; `verified` speaks of the words shown, so a seen French title does not vouch for the English one.
 */
export function provisionTitle(of: { title: unknown; verified: boolean; titleFrEsVerified: boolean }, language: Language): (Shown & { verified: boolean }) | null {
  const shown = inLanguage(of.title, language)
  if (!shown) return null
  return { ...shown, verified: shown.lang === 'en' ? of.verified : of.titleFrEsVerified }
}

/** A chapter's title, with the mark of the language shown. */
export function chapterTitle(of: { title: unknown; titleEnVerified: boolean; titleFrVerified: boolean; titleEsVerified: boolean }, language: Language): (Shown & { verified: boolean }) | null {
  const shown = inLanguage(of.title, language)
  if (!shown) return null
  return { ...shown, verified: { en: of.titleEnVerified, fr: of.titleFrVerified, es: of.titleEsVerified }[shown.lang] }
}

/** Where the title shown was seen: its own language's page first, else the English one. */
export function sourceFor(of: { sourceUrl: string | null; sourceUrlFr: string | null; sourceUrlEs: string | null }, lang: Language): { url: string; lang: Language } | null {
  const by: Record<Language, string | null> = { en: of.sourceUrl, fr: of.sourceUrlFr, es: of.sourceUrlEs }
  for (const one of [lang, ...LANGUAGES]) {
    const url = by[one]
    if (url && /^https?:\/\//.test(url)) return { url, lang: one }
  }
  return null
}

/** Rows that follow one another under the same section, in the order given. */
export function bySection<Row extends { section: string | null }>(rows: readonly Row[]): { section: string | null; rows: Row[] }[] {
  const groups: { section: string | null; rows: Row[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && last.section === row.section) last.rows.push(row)
    else groups.push({ section: row.section, rows: [row] })
  }
  return groups
}

/** The chapter an institution's article stands in: "30.1-30.3" is 30. */
export function chapterOfArticle(article: string | null): number | null {
  const match = /^(\d{1,2})\./.exec(article ?? '')
  return match ? Number(match[1]) : null
}

/** An anchor of the chapter page: art-19.3, annex-4-b-appendix, sl-03. */
export function anchorOf(id: string): string {
  return /^\d/.test(id) ? `art-${id}` : id.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

/** The shade of a heat map's cell, 1 to 5, over the largest cell; 0 for none. The number stands in the cell all the same. */
export function heat(count: number, largest: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (count <= 0 || largest <= 0) return 0
  return Math.min(5, Math.max(1, Math.ceil((5 * count) / largest))) as 1 | 2 | 3 | 4 | 5
}
