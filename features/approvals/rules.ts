/** What is true of approval paths without a clock, a database or a page. */
import { LANGUAGES, type Trilingual } from '../../lib/trilingual.ts'

export type Route = { from: string; to: string; kind: string; unless: readonly string[]; liftedBy: readonly string[] }
export type StepRecord = { id: string; stepKey: string; what: string; /** calendar date */ on: string; withdraws: string | null }

/** The records that stand: neither withdrawals nor withdrawn. What was withdrawn stays shown, struck. */
export function standing<R extends StepRecord>(records: readonly R[]): R[] {
  const gone = new Set(records.map(({ withdraws }) => withdraws))
  return records.filter(({ id, what }) => what !== 'withdrawn' && !gone.has(id))
}

export type Departure = { stepKey: string; kind: 'before' | 'precluded'; other: string }

/**
 * Where what was done departs from the order that the map expects: a step done before one that
 * it requires (same day counts as in order), or done while another precludes it. The map never
 * blocks the record: a departure is shown beside it, nothing more.
 */
export function departures(routes: readonly Route[], records: readonly StepRecord[]): Departure[] {
  const done = new Map<string, string>()
  for (const { stepKey, what, on } of standing(records)) {
    const earlier = done.get(stepKey)
    if (what === 'done' && (earlier === undefined || on < earlier)) done.set(stepKey, on)
  }
  const by = (step: string, on: string) => (done.get(step) ?? '9999') <= on
  const found: Departure[] = []
  for (const { from, to, kind, unless, liftedBy } of routes) {
    const on = done.get(to)
    if (on === undefined) continue
    if (kind === 'requires' && !by(from, on) && !unless.some((step) => by(step, on))) found.push({ stepKey: to, kind: 'before', other: from })
    // Lifted by a step done since: on or after the day of what precludes, on or before this one.
    const since = done.get(from)
    if (kind === 'precludes' && since !== undefined && since <= on && !liftedBy.some((step) => by(step, on) && done.get(step)! >= since)) {
      found.push({ stepKey: to, kind: 'precluded', other: from })
    }
  }
  return found
}

/** The next step of the planned path that is not done: the first core step without a standing record of it done. */
export function nextStep<S extends { key: string; role: string }>(steps: readonly S[], records: readonly StepRecord[]): S | null {
  const done = new Set(standing(records).filter(({ what }) => what === 'done').map(({ stepKey }) => stepKey))
  return steps.find(({ key, role }) => role === 'core' && !done.has(key)) ?? null
}

export type FlagSubject = { chapters: readonly number[]; articles: readonly string[]; annexes: readonly string[]; instrument_kinds: readonly string[]; keywords: Partial<Record<'en' | 'fr' | 'es', readonly string[]>> }
export type Flagged = { instrumentKind: string; chapters: readonly number[]; provisions: readonly string[]; parties: readonly string[]; title: unknown; summary: unknown }

/** Is the word in the text as a word of its own ("oil" is not in "foil"), plural allowed? */
function hasWord(text: string, word: string): boolean {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/['’]/g, "['’]")
  return new RegExp(`(?<!\\p{L})${literal}(?:s|x|es)?(?!\\p{L})`, 'iu').test(text)
}

/**
 * Does a flag of domestic law touch a proposal? 'yes' when its words meet in a chapter or provision
 * of the flag, or when the flag is about the kind of instrument itself; 'maybe' when only a provision
 * is shared (Annex 4-B holds every product); null otherwise. A flag limited to kinds of instrument
 * touches no other kind, and a flag of a Party's law touches nothing that does not concern that Party.
 */
export function touches(flag: { party: string; subject: FlagSubject }, proposal: Flagged): 'yes' | 'maybe' | null {
  const { subject } = flag
  if (!proposal.parties.includes(flag.party)) return null
  if (subject.instrument_kinds.length > 0 && !subject.instrument_kinds.includes(proposal.instrumentKind)) return null
  const words = LANGUAGES.flatMap((language) => (subject.keywords[language] ?? []).map((word) => ({ language, word })))
  // Only the kind of instrument (and Article 34.3, by which any such text enters) is named.
  if (subject.chapters.length === 0 && subject.annexes.length === 0 && words.length === 0) return subject.instrument_kinds.length > 0 ? 'yes' : null
  const provision = [...subject.articles, ...subject.annexes.map((annex) => `Annex ${annex}`)].some((id) => proposal.provisions.includes(id))
  const chapter = subject.chapters.some((number) => proposal.chapters.includes(number))
  const word = words.some((one) => [proposal.title, proposal.summary].some((text) => hasWord((text as Trilingual | null)?.[one.language] ?? '', one.word)))
  if ((provision || chapter) && word) return 'yes'
  return provision ? 'maybe' : null
}

