import { z } from 'zod'
import { isCalendarDate } from '@/lib/dates'
import { PARTIES, type Party } from '@/lib/parties'
import { LANGUAGES, type Language } from '@/lib/trilingual'
import { ROW_KINDS, rowCount, type Flat, type RowKind } from './form-rows'
import { canonicalProvision, INSTRUMENT_KINDS, PILLARS, PROPONENT_TYPES, PROPOSAL_MACHINES, RELATION_KINDS, STRATEGIC_CLASSES } from './rules'

/**
 * One thing wrong with a form: the input's name, and a code of messages/<language>/errors.json
 * or of editing.errors, with what its sentence names.
 */
export type FieldError = { field: string; code: string; values?: Record<string, string | number> }

/** Most rows of sources, holders or relations that one record takes. */
export const MOST_ROWS = 50
export const LONGEST = { title: 300, summary: 5000, note: 5000, instrumentReason: 2000, proponent: 300, body: 200, why: 1000, reason: 2000, url: 2000, captured: 100 } as const

/** Control characters (but tab and new line), halves of surrogate pairs, and what a decoder puts for malformed UTF-8. */
const NOT_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/

/** Text as it is kept and compared: one form of each letter, LF, no space around it. */
export function tidy(value: string): string {
  return (value.isWellFormed() ? value.normalize('NFC') : value).replace(/\r\n?/g, '\n').trim()
}

const text = (max: number) => z.string('badValue').transform(tidy).pipe(z.string().max(max, 'tooLong').refine((value) => value.isWellFormed() && !NOT_TEXT.test(value), 'badEncoding'))
const line = (max: number) => text(max).refine((value) => !/[\n\t]/.test(value), 'badEncoding')
const texts = (max: number) => z.object({ en: text(max), fr: text(max), es: text(max) }).transform((of) => Object.fromEntries(LANGUAGES.flatMap((language) => (of[language] ? [[language, of[language]]] : []))) as Texts)
export type Texts = Partial<Record<Language, string>>

const blankOr = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema], 'badValue')
const orBlank = (values: readonly [string, ...string[]]) => blankOr(z.enum(values))
const words = (separator: RegExp) => line(2000).transform((value) => [...new Set(value.split(separator).map((word) => word.trim()).filter(Boolean))])
const short = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value)

const chapters = words(/[\s,;]+/).transform((found, ctx) => {
  const wrong = found.find((word) => !/^\d{1,3}$/.test(word) || Number(word) < 1 || Number(word) > 34)
  if (wrong !== undefined) {
    ctx.addIssue({ code: 'custom', message: 'noSuchChapter', params: { value: short(wrong) } })
    return z.NEVER
  }
  return [...new Set(found.map(Number))].sort((a, b) => a - b)
})
const provisions = text(4000).transform((value) => [...new Set(value.split(/[\n,;]+/).map((word) => word.trim()).filter(Boolean).map(canonicalProvision))].sort())
const parties = z.string('badValue').transform((value, ctx) => {
  const found = value.split(',').filter(Boolean)
  if (found.some((word) => !(PARTIES as readonly string[]).includes(word))) {
    ctx.addIssue({ code: 'custom', message: 'badValue' })
    return z.NEVER
  }
  return PARTIES.filter((party) => found.includes(party))
})
const industries = words(/[\s,;]+/).transform((found, ctx) => {
  const wrong = found.find((word) => !/^\d{2,6}$/.test(word))
  if (wrong !== undefined) {
    ctx.addIssue({ code: 'custom', message: 'noSuchIndustry', params: { value: short(wrong) } })
    return z.NEVER
  }
  return found.sort()
})
/** 2026, 2026-06 or 2026-06-29: as far as it is known. */
const partialDate = line(20).refine((value) => /^\d{4}(-\d{2}){0,2}$/.test(value) && isCalendarDate(`${value}-01-01`.slice(0, 10)), 'badDate')
const date = line(20).refine(isCalendarDate, 'badDate')
const url = line(LONGEST.url).refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'badUrl')
const id = z.uuid('badValue')
const yes = z.enum(['', 'yes'], 'badValue').transform((value) => value === 'yes')

const source = z.object({ id: blankOr(id), url: blankOr(url).or(url), title: line(300), capturedAt: line(LONGEST.captured), verified: yes }).superRefine((row, ctx) => {
  if (!row.url && !row.title && (row.verified)) ctx.addIssue({ code: 'custom', message: 'required', path: ['url'] })
  if ((row.url || row.title) && !row.capturedAt) ctx.addIssue({ code: 'custom', message: 'required', path: ['capturedAt'] })
})
const holder = z.object({ id: blankOr(id), party: orBlank(PARTIES), body: line(LONGEST.body), since: z.union([z.literal(''), date], 'badDate') }).superRefine((row, ctx) => {
  if (row.body && !row.since) ctx.addIssue({ code: 'custom', message: 'required', path: ['since'] })
  if (!row.body && (row.since || row.party)) ctx.addIssue({ code: 'custom', message: 'required', path: ['body'] })
})
const relation = z.object({ to: line(60), kind: orBlank(RELATION_KINDS), why: texts(LONGEST.why) }).superRefine((row, ctx) => {
  if (row.to && !row.kind) ctx.addIssue({ code: 'custom', message: 'required', path: ['kind'] })
  if (!row.to && (row.kind || Object.keys(row.why).length > 0)) ctx.addIssue({ code: 'custom', message: 'required', path: ['to'] })
})

/** What a person may write on a record, every word checked. */
export const draftSchema = z.object({
  title: texts(LONGEST.title).superRefine((value, ctx) => {
    if (Object.keys(value).length === 0) ctx.addIssue({ code: 'custom', message: 'noTitle', path: ['en'] })
  }),
  summary: texts(LONGEST.summary),
  note: texts(LONGEST.note),
  instrumentKind: z.enum(INSTRUMENT_KINDS, 'badValue'),
  instrumentReason: texts(LONGEST.instrumentReason),
  chapters, provisions,
  pillar: z.enum(PILLARS, 'badValue'),
  proponent: line(LONGEST.proponent).transform((value) => value || null),
  proponentType: z.enum(PROPONENT_TYPES, 'badValue'),
  binds: parties, askOf: parties,
  strategicClass: orBlank(STRATEGIC_CLASSES),
  industries,
  proposedOn: z.union([z.literal('').transform(() => null), partialDate], 'badDate'),
  dueOn: z.union([z.literal('').transform(() => null), date], 'badDate'),
  verified: yes,
  source: z.array(source).max(MOST_ROWS, 'tooMany').transform((rows) => rows.filter((row) => row.url || row.title)),
  holder: z.array(holder).max(MOST_ROWS, 'tooMany').transform((rows) => rows.filter((row) => row.body)),
  relation: z.array(relation).max(MOST_ROWS, 'tooMany').transform((rows) => rows.filter((row) => row.to)),
}).superRefine((value, ctx) => {
  if (value.proponent === null && value.proponentType !== 'unattributed') ctx.addIssue({ code: 'custom', message: 'required', path: ['proponent'] })
})
export type Draft = {
  title: Texts; summary: Texts; note: Texts; instrumentKind: string; instrumentReason: Texts; chapters: number[]; provisions: string[]
  pillar: string; proponent: string | null; proponentType: string; binds: Party[]; askOf: Party[]; strategicClass: string | null; industries: string[]
  proposedOn: string | null; dueOn: string | null; verified: boolean
  source: { id: string | null; url: string | null; title: string; capturedAt: string; verified: boolean }[]
  holder: { id: string | null; party: string | null; body: string; since: string }[]
  /** `to` is R-001 or an id. */
  relation: { to: string; kind: string | null; why: Texts }[]
}

const TRILINGUAL = ['title', 'summary', 'note', 'instrumentReason'] as const
const PLAIN = ['instrumentKind', 'chapters', 'provisions', 'pillar', 'proponent', 'proponentType', 'binds', 'askOf', 'strategicClass', 'industries', 'proposedOn', 'dueOn', 'verified'] as const
const ROWS = { source: ['id', 'url', 'title', 'capturedAt', 'verified'], holder: ['id', 'party', 'body', 'since'], relation: ['to', 'kind', 'why.en', 'why.fr', 'why.es'] } as const

/** The parts of a form that are chosen between when two people wrote: one text in one language, one list. */
export const PARTS = [...TRILINGUAL.flatMap((name) => LANGUAGES.map((language) => `${name}.${language}`)), ...PLAIN, ...ROW_KINDS] as const

export function partOf(field: string): string {
  const row = /^(source|holder|relation)\./.exec(field)
  return row ? row[1]! : field
}

const known = (field: string) => (PARTS as readonly string[]).includes(field) || /^(source\.\d{1,2}\.(id|url|title|capturedAt|verified)|holder\.\d{1,2}\.(id|party|body|since)|relation\.\d{1,2}\.(to|kind|why\.(en|fr|es)))$/.test(field)

/** The inputs of a sent form. Boxes of one name are joined; files and names of no input are left out. */
export function flatForm(form: FormData): Flat {
  const flat: Flat = {}
  for (const name of new Set(form.keys())) {
    if (known(name)) flat[name] = form.getAll(name).filter((value): value is string => typeof value === 'string').join(',')
  }
  return flat
}

/** A record as the inputs of its form. */
export function flatDraft(draft: Draft): Flat {
  const flat: Flat = {}
  for (const name of TRILINGUAL) for (const language of LANGUAGES) flat[`${name}.${language}`] = draft[name][language] ?? ''
  Object.assign(flat, {
    instrumentKind: draft.instrumentKind, chapters: draft.chapters.join(', '), provisions: draft.provisions.join(', '), pillar: draft.pillar, proponent: draft.proponent ?? '',
    proponentType: draft.proponentType, binds: draft.binds.join(','), askOf: draft.askOf.join(','), strategicClass: draft.strategicClass ?? '', industries: draft.industries.join(', '),
    proposedOn: draft.proposedOn ?? '', dueOn: draft.dueOn ?? '', verified: draft.verified ? 'yes' : '',
  })
  draft.source.forEach((row, n) => Object.assign(flat, { [`source.${n}.id`]: row.id ?? '', [`source.${n}.url`]: row.url ?? '', [`source.${n}.title`]: row.title, [`source.${n}.capturedAt`]: row.capturedAt, [`source.${n}.verified`]: row.verified ? 'yes' : '' }))
  draft.holder.forEach((row, n) => Object.assign(flat, { [`holder.${n}.id`]: row.id ?? '', [`holder.${n}.party`]: row.party ?? '', [`holder.${n}.body`]: row.body, [`holder.${n}.since`]: row.since }))
  draft.relation.forEach((row, n) => {
    Object.assign(flat, { [`relation.${n}.to`]: row.to, [`relation.${n}.kind`]: row.kind ?? '' })
    for (const language of LANGUAGES) flat[`relation.${n}.why.${language}`] = row.why[language] ?? ''
  })
  return flat
}

/** The record that a form's inputs make, or what is wrong with them, input by input (the first of each). */
export function parseDraft(flat: Flat): { draft: Draft } | { errors: FieldError[] } {
  const at = (field: string) => flat[field] ?? ''
  const three = (name: string) => ({ en: at(`${name}.en`), fr: at(`${name}.fr`), es: at(`${name}.es`) })
  const rows = (kind: RowKind) => Array.from({ length: rowCount(flat, kind) }, (_, n) => Object.fromEntries([
    ...ROWS[kind].filter((name) => !name.includes('.')).map((name) => [name, at(`${kind}.${n}.${name}`)]), ['why', three(`${kind}.${n}.why`)]]))
  const parsed = draftSchema.safeParse({
    ...Object.fromEntries(TRILINGUAL.map((name) => [name, three(name)])), ...Object.fromEntries(PLAIN.map((name) => [name, at(name)])),
    source: rows('source'), holder: rows('holder'), relation: rows('relation'),
  })
  return parsed.success ? { draft: parsed.data } : { errors: errorsOf(parsed.error) }
}

function errorsOf(error: z.ZodError): FieldError[] {
  const found = new Map<string, FieldError>()
  for (const issue of error.issues) {
    const field = issue.path.join('.')
    if (found.has(field)) continue
    const params = issue.code === 'custom' ? (issue.params as FieldError['values']) : issue.code === 'too_big' ? { max: Number(issue.maximum) } : undefined
    // A choice between blank and something reports the branch's own code where there is one.
    const inner = issue.code === 'invalid_union' ? issue.errors.flat().findLast((one) => one.code === 'custom' || one.code === 'too_big') : undefined
    found.set(field, { field, code: inner?.message ?? issue.message, ...(inner?.code === 'too_big' ? { values: { max: Number(inner.maximum) } } : params ? { values: params } : {}) })
  }
  return [...found.values()]
}

const reason = text(LONGEST.reason).pipe(z.string().min(1, 'needsReason'))
const version = z.string('badValue').regex(/^\d{1,9}$/, 'badValue').transform(Number)
export const versionSchema = version
const moveSchema = z.object({ machine: z.enum(PROPOSAL_MACHINES, 'badValue'), to: z.string('badValue').min(1, 'required').max(60, 'badValue').regex(/^\w+$/, 'badValue'), reason, version })
const discloseSchema = z.object({
  act: z.enum(['clear', 'unclear', 'table', 'publish', 'withdrawCopy'], 'badValue'), version, to: parties, reason: text(LONGEST.reason),
}).superRefine((value, ctx) => {
  if (value.act === 'table' && value.to.length === 0) ctx.addIssue({ code: 'custom', message: 'needsParty', path: ['to'] })
  if ((value.act === 'withdrawCopy' || value.act === 'unclear') && !value.reason) ctx.addIssue({ code: 'custom', message: 'needsReason', path: ['reason'] })
})
export type Move = z.output<typeof moveSchema>
export type Disclose = z.output<typeof discloseSchema>

const given = (form: FormData, names: readonly string[]) => Object.fromEntries(names.map((name) => [name, form.getAll(name).filter((value): value is string => typeof value === 'string').join(',')]))
const answer = <T>(parsed: z.ZodSafeParseResult<T>) => (parsed.success ? { values: parsed.data } : { errors: errorsOf(parsed.error) })

export function parseMove(form: FormData) {
  return answer(moveSchema.safeParse(given(form, ['machine', 'to', 'reason', 'version'])))
}

export function parseDisclose(form: FormData) {
  return answer(discloseSchema.safeParse(given(form, ['act', 'to', 'reason', 'version'])))
}
