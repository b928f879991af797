/** What both the server and the browser know of the form: kept apart from the schemas, which stay on the server. */

/** A form as its inputs' names and values: what the browser sends, and what a page is filled with again. */
export type Flat = Record<string, string>

export const ROW_KINDS = ['source', 'holder', 'relation'] as const
export type RowKind = (typeof ROW_KINDS)[number]

/** How many rows of a list the inputs hold. */
export function rowCount(flat: Flat, kind: RowKind): number {
  return Object.keys(flat).reduce((most, field) => Math.max(most, field.startsWith(`${kind}.`) ? Number(field.split('.')[1]) + 1 : 0), 0)
}
