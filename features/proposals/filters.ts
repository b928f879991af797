/**
 * The register's view as an address: what is filtered, searched and sorted, and where a page
 * begins. Pure: the page, the API and the tests read the same rules.
 */
import { isParty } from '../../lib/parties.ts'
import { INSTRUMENT_KINDS, PILLARS, PROPONENT_TYPES, STRATEGIC_CLASSES, canonicalProvision } from './rules.ts'

export const FACETS = ['chapter', 'instrument', 'pillar', 'proponent', 'state', 'strategic', 'binds', 'asked', 'procedures'] as const
export type Facet = (typeof FACETS)[number]
export const SORTS = ['moved', 'number', 'proposed', 'due'] as const
export type Sort = (typeof SORTS)[number]
export const PAGE_SIZE = 50
/** Longest search text; longer ones are refused, not cut. */
export const MAX_SEARCH = 200

const NEGOTIATION_STATES = ['proposed', 'under_discussion', 'parked', 'agreed_ad_referendum', 'agreed', 'in_force', 'withdrawn'] as const

const KNOWN: Record<Facet, (value: string) => boolean> = {
  chapter: (value) => /^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= 34,
  instrument: (value) => (INSTRUMENT_KINDS as readonly string[]).includes(value),
  pillar: (value) => (PILLARS as readonly string[]).includes(value),
  proponent: (value) => (PROPONENT_TYPES as readonly string[]).includes(value),
  state: (value) => (NEGOTIATION_STATES as readonly string[]).includes(value),
  strategic: (value) => (STRATEGIC_CLASSES as readonly string[]).includes(value),
  binds: isParty,
  asked: isParty,
  procedures: isParty,
}

export type RegisterView = {
  facets: Partial<Record<Facet, string[]>>
  q: string | null
  /** A provision's canonical name. */
  provision: string | null
  sort: Sort
  after: string | null
}
export type ViewError = { field: string; code: 'unknownFilter' | 'noSuchChapter' | 'tooLong' | 'badEncoding' | 'badCursor' | 'noSuchProvision'; value: string }

/**
 * Reads a query. Every unknown or malformed value is an error that names its field; none is
 * dropped in silence. Unknown parameters are ignored, as links from elsewhere carry them.
 */
export function parseView(query: URLSearchParams): { view: RegisterView; errors: ViewError[] } {
  const errors: ViewError[] = []
  const facets: RegisterView['facets'] = {}
  for (const facet of FACETS) {
    const values = [...new Set(query.getAll(facet).filter((value) => value !== ''))]
    const good = values.filter((value) => {
      if (KNOWN[facet](value)) return true
      errors.push({ field: facet, code: facet === 'chapter' ? 'noSuchChapter' : 'unknownFilter', value: shorten(value) })
      return false
    })
    if (good.length > 0) facets[facet] = good.sort(facet === 'chapter' ? (a, b) => Number(a) - Number(b) : undefined)
  }
  const text = (name: string): string | null => {
    const value = query.get(name)?.trim() ?? ''
    if (value === '') return null
    if (value.length > MAX_SEARCH) { errors.push({ field: name, code: 'tooLong', value: String(MAX_SEARCH) }); return null }
    // U+FFFD is what a broken byte sequence becomes; NUL cannot be stored or searched.
    if (/[\uFFFD\u0000]/.test(value)) { errors.push({ field: name, code: 'badEncoding', value: '' }); return null }
    return value
  }
  const q = text('q')
  const written = text('provision')
  const sort = query.get('sort') || 'moved'
  if (!(SORTS as readonly string[]).includes(sort)) errors.push({ field: 'sort', code: 'unknownFilter', value: shorten(sort) })
  const view: RegisterView = { facets, q, provision: written ? canonicalProvision(written) : null, sort: (SORTS as readonly string[]).includes(sort) ? (sort as Sort) : 'moved', after: null }
  const after = query.get('after')
  if (after) {
    if (readCursor(after, view)) view.after = after
    else errors.push({ field: 'after', code: 'badCursor', value: '' })
  }
  return { view, errors }
}

function shorten(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value
}

/** The view as a query, in one fixed order, so that one view has one address. `after` is left out. */
export function viewQuery(view: Omit<RegisterView, 'after'>): URLSearchParams {
  const query = new URLSearchParams()
  if (view.q) query.set('q', view.q)
  if (view.provision) query.set('provision', view.provision)
  for (const facet of FACETS) for (const value of view.facets[facet] ?? []) query.append(facet, value)
  if (view.sort !== 'moved') query.set('sort', view.sort)
  return query
}

/** The same view with one facet value added or taken away, from its first page. */
export function toggled(view: RegisterView, facet: Facet, value: string): RegisterView {
  const had = view.facets[facet] ?? []
  const has = had.includes(value) ? had.filter((other) => other !== value) : [...had, value]
  const facets = { ...view.facets }
  if (has.length > 0) facets[facet] = has
  else delete facets[facet]
  return { ...view, facets, after: null }
}

/** How many filters are on, the search and the provision included. */
export function countFilters(view: RegisterView): number {
  return FACETS.reduce((sum, facet) => sum + (view.facets[facet]?.length ?? 0), 0) + (view.q ? 1 : 0) + (view.provision ? 1 : 0)
}

export type CursorKey = { key: string; id: string }

/** A mark of the query a cursor belongs to (FNV-1a, 32 bits): not a secret, a guard against mix-ups. */
function mark(view: RegisterView): string {
  let hash = 0x811c9dc5
  for (const char of viewQuery(view).toString() + view.sort) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0
  return hash.toString(36)
}

/** Where the next page begins: the sort key and id of the last row of this one. */
export function writeCursor(view: RegisterView, last: CursorKey): string {
  return base64url(`${mark(view)}|${last.id}|${last.key}`)
}

/** The key a cursor stands for; null for one that was made by another query or by hand. */
export function readCursor(cursor: string, view: RegisterView): CursorKey | null {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(cursor)) return null
  const [of, id, ...rest] = fromBase64url(cursor).split('|')
  const key = rest.join('|')
  if (of !== mark(view) || !id || !/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id)) return null
  const shape: Record<Sort, RegExp> = { moved: /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/, number: /^\d{1,10}$/, proposed: /^(\d{4}(-\d{2}){0,2})?$/, due: /^\d{4}-\d{2}-\d{2}$/ }
  return shape[view.sort].test(key) && (view.sort !== 'number' || Number(key) <= 2147483647) && !(view.sort === 'moved' && Number.isNaN(Date.parse(key))) ? { key, id } : null
}

function base64url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64url(text: string): string {
  try { return atob(text.replaceAll('-', '+').replaceAll('_', '/')) } catch { return '' }
}
