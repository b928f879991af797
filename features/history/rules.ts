/** One field of an event: what it was and what it became. */
export type Change = { field: string; from: unknown; to: unknown }

/** The field changes in an event's payload: every key whose value is {from, to}. */
export function changesOf(what: Record<string, unknown>): Change[] {
  return Object.entries(what).flatMap(([field, value]) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !('from' in value) || !('to' in value)) return []
    return [{ field, from: value.from, to: value.to }]
  })
}
