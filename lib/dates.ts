import type { Language } from './trilingual'

/** A calendar date without a zone, `2026-07-01`, or only as far as known: `2026-07`, `2026`. */
export type CalendarDate = string

const TAGS: Record<Language, string> = { en: 'en-CA', fr: 'fr-CA', es: 'es-MX' }

/** True for a real calendar day in the form YYYY-MM-DD. */
export function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === value
}

/** Today's date in UTC. Rules take it as an argument; only pages and actions call this. */
export function today(): CalendarDate {
  return new Date().toISOString().slice(0, 10)
}

/** A date column (Prisma gives midnight UTC) as a calendar date. */
export function toCalendarDate(at: Date): CalendarDate {
  return at.toISOString().slice(0, 10)
}

/**
 * A calendar date in prose: "1 July 2026", "1er juillet 2026", "1 de julio de 2026";
 * a partial date as far as it is known. What is not a date is given back unchanged.
 */
export function longDate(date: CalendarDate, language: Language): string {
  const parts = date.split('-').map(Number)
  const [year, month, day] = parts
  if (!year || !/^\d{4}(-\d{2}){0,2}$/.test(date)) return date
  const at = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
  const tag = language === 'en' ? 'en-GB' : TAGS[language]
  if (!month) return String(year)
  if (!day) return new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(at)
  const text = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(at)
  return language === 'fr' && day === 1 ? text.replace(/^1 /, '1er ') : text
}

/** An instant, in UTC with the zone named, for history lines: "2026-07-01 14:05 UTC". */
export function instant(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
