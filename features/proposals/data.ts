import { Prisma, type Tx } from '@/lib/db'
import type { Party } from '@/lib/parties'
import { FACETS, PAGE_SIZE, readCursor, viewQuery, writeCursor, type Facet, type RegisterView } from './filters'
import { canonicalProvision, parseRegisterNumber } from './rules'

/** A row of the register, as the table shows it. */
export type RegisterRow = {
  id: string; number: number | null; title: unknown; proponent: string | null; proponentNames: unknown; proponentType: string; proposedOn: string | null
  chapters: number[]; instrumentKind: string; pillar: string; binds: Party[]; askOf: Party[]; negotiationState: string; strategicClass: string | null
  dueOn: Date | null; verified: boolean; disclosure: string; ownerParty: Party | null; movedAt: Date; withdrawnAt: Date | null; key: string
}
export type FacetCounts = { total: number; facets: Record<Facet, Record<string, number>> }
export type RegisterPage = { rows: RegisterRow[]; next: string | null; counts: FacetCounts }

const COLUMN: Record<Facet, Prisma.Sql> = {
  chapter: Prisma.sql`chapters`, instrument: Prisma.sql`instrument_kind`, pillar: Prisma.sql`pillar`, proponent: Prisma.sql`proponent_type`, state: Prisma.sql`negotiation_state`,
  strategic: Prisma.sql`strategic_class`, binds: Prisma.sql`binds`, asked: Prisma.sql`ask_of`, procedures: Prisma.sql`procedures`,
}
const MANY: ReadonlySet<Facet> = new Set(['chapter', 'binds', 'asked', 'procedures'])

/** Values of one facet are alternatives (or); facets narrow one another (and). `but` leaves one out, for its own counts. */
function conditions(view: RegisterView, but?: Facet): Prisma.Sql {
  const all: Prisma.Sql[] = [Prisma.sql`true`]
  if (view.q) all.push(matching(view.q))
  if (view.provision) all.push(Prisma.sql`id IN (SELECT proposal_id FROM proposal_provision WHERE provision_id = ${view.provision})`)
  for (const facet of FACETS) {
    const values = view.facets[facet]
    if (!values || facet === but) continue
    if (facet === 'chapter') all.push(Prisma.sql`chapters && ${values.map(Number)}::int[]`)
    else if (MANY.has(facet)) all.push(Prisma.sql`${COLUMN[facet]} && ${values}::text[]`)
    else all.push(Prisma.sql`${COLUMN[facet]} = ANY (${values}::text[])`)
  }
  return Prisma.join(all, ' AND ')
}

/** Words in three languages; a register number or a provision's name finds its record too. */
function matching(q: string): Prisma.Sql {
  const found = [Prisma.sql`id IN (SELECT search_proposals(${q}))`]
  const number = parseRegisterNumber(q)
  if (number !== null) found.push(Prisma.sql`number = ${number}`)
  if (/^(\d+\.\d+|sl-\d+|(annex|annexe|anexo)\s.+)$/i.test(q)) found.push(Prisma.sql`id IN (SELECT proposal_id FROM proposal_provision WHERE provision_id = ${canonicalProvision(q)})`)
  return Prisma.sql`(${Prisma.join(found, ' OR ')})`
}

/** Sort keys are compared as rows with the id, so that no two records share a place. */
const ORDER: Record<RegisterView['sort'], { key: Prisma.Sql; order: Prisma.Sql; after: (key: string, id: string) => Prisma.Sql }> = {
  moved: { key: Prisma.sql`to_char(moved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, order: Prisma.sql`moved_at DESC, id DESC`, after: (key, id) => Prisma.sql`(moved_at, id) < (${key}::timestamptz, ${id}::uuid)` },
  number: { key: Prisma.sql`coalesce(number, 2147483647)::text`, order: Prisma.sql`coalesce(number, 2147483647), id`, after: (key, id) => Prisma.sql`(coalesce(number, 2147483647), id) > (${Number(key)}, ${id}::uuid)` },
  proposed: { key: Prisma.sql`coalesce(proposed_on, '')`, order: Prisma.sql`coalesce(proposed_on, '') DESC, id DESC`, after: (key, id) => Prisma.sql`(coalesce(proposed_on, ''), id) < (${key}, ${id}::uuid)` },
  due: { key: Prisma.sql`coalesce(due_on, DATE '9999-12-31')::text`, order: Prisma.sql`coalesce(due_on, DATE '9999-12-31'), id`, after: (key, id) => Prisma.sql`(coalesce(due_on, DATE '9999-12-31'), id) > (${key}::date, ${id}::uuid)` },
}

/**
 * One page of the register as the actor of `tx` may see it: up to 50 rows by keyset, where the
 * next page begins, and the counts of every facet value under the other filters.
 */
export async function registerPage(tx: Tx, view: RegisterView): Promise<RegisterPage> {
  const order = ORDER[view.sort]
  const from = view.after ? readCursor(view.after, view) : null
  const rows = await tx.$queryRaw<RegisterRow[]>`
    SELECT id, number, title, proponent, proponent_names AS "proponentNames", proponent_type AS "proponentType", proposed_on AS "proposedOn", chapters,
           instrument_kind AS "instrumentKind", pillar, binds, ask_of AS "askOf", negotiation_state AS "negotiationState", strategic_class AS "strategicClass",
           due_on AS "dueOn", verified, disclosure, owner_party AS "ownerParty", moved_at AS "movedAt", withdrawn_at AS "withdrawnAt", ${order.key} AS key
    FROM proposal WHERE ${conditions(view)} ${from ? Prisma.sql`AND ${order.after(from.key, from.id)}` : Prisma.empty}
    ORDER BY ${order.order} LIMIT ${PAGE_SIZE + 1}`
  const more = rows.length > PAGE_SIZE
  if (more) rows.pop()
  const last = rows.at(-1)
  return { rows, next: more && last ? writeCursor(view, last) : null, counts: await facetCounts(tx, view) }
}

/** Below this many rows counting is cheaper than keeping. */
const KEEP_FROM = 2_000

/** Counts of every facet value. Kept by the database per audience until that audience's register changes. */
export async function facetCounts(tx: Tx, view: RegisterView): Promise<FacetCounts> {
  const name = viewQuery({ ...view, sort: 'moved' }).toString()
  const [kept] = await tx.$queryRaw<{ stamp: string; counts: FacetCounts | null }[]>`SELECT register_stamp() AS stamp, kept_facets(${name}) AS counts`
  if (kept?.counts) return kept.counts
  const counts = await countFacets(tx, view)
  if (counts.total >= KEEP_FROM && !view.q && kept) {
    await tx.$executeRaw`SELECT keep_facets(${name}, ${kept.stamp}, ${JSON.stringify(counts)}::jsonb)`
  }
  return counts
}

async function countFacets(tx: Tx, view: RegisterView): Promise<FacetCounts> {
  const columns = Prisma.sql`chapters, instrument_kind, pillar, proponent_type, negotiation_state, strategic_class, binds, ask_of, procedures`
  const parts = FACETS.map((facet) => {
    // A facet's own choice does not narrow its own counts: they say what choosing another value would give.
    const source = view.facets[facet] ? Prisma.sql`(SELECT ${columns} FROM proposal WHERE ${conditions(view, facet)}) AS own` : Prisma.sql`matched`
    return MANY.has(facet)
      ? Prisma.sql`SELECT ${facet} AS facet, value::text AS value, count(*)::int AS n FROM ${source}, unnest(${COLUMN[facet]}) AS value GROUP BY value`
      : Prisma.sql`SELECT ${facet} AS facet, ${COLUMN[facet]} AS value, count(*)::int AS n FROM ${source} WHERE ${COLUMN[facet]} IS NOT NULL GROUP BY ${COLUMN[facet]}`
  })
  const rows = await tx.$queryRaw<{ facet: Facet | 'total'; value: string; n: number }[]>`
    WITH matched AS MATERIALIZED (SELECT ${columns} FROM proposal WHERE ${conditions(view)})
    SELECT 'total' AS facet, '' AS value, count(*)::int AS n FROM matched UNION ALL ${Prisma.join(parts, ' UNION ALL ')}`
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, {}])) as FacetCounts['facets']
  let total = 0
  for (const row of rows) {
    if (row.facet === 'total') total = row.n
    else facets[row.facet][row.value] = row.n
  }
  return { total, facets }
}

export type StateRow = { machine: string; code: string; ordinal: number; label: unknown; initial: boolean; terminal: boolean }

/** What the register's facets are named by: states in order, and chapters with their titles. One round trip. */
export async function vocabulary(tx: Tx): Promise<{ states: StateRow[]; chapters: { number: number; title: unknown }[] }> {
  const [row] = await tx.$queryRaw<[{ states: StateRow[]; chapters: { number: number; title: unknown }[] }]>`
    SELECT (SELECT jsonb_agg(to_jsonb(s) ORDER BY ordinal) FROM state s) AS states,
           (SELECT jsonb_agg(jsonb_build_object('number', number, 'title', title) ORDER BY number) FROM chapter) AS chapters`
  return row
}
