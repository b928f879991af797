/**
 * An expected refusal: a code from messages/<language>/errors.json, the HTTP status,
 * and the field it is about. Codes cross the wire, not messages.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly field?: string,
    readonly values?: Record<string, string | number>,
  ) {
    super(field ? `${code} (${field})` : code)
  }
}

/** The database's own refusals (prisma/migrations/0002_access) as refusals; anything else as it was. */
export function fromDatabase(error: unknown): unknown {
  const text = error instanceof Error ? `${error.message} ${JSON.stringify((error as { meta?: unknown }).meta ?? {})}` : ''
  if (text.includes('TR001')) return new Refusal('stale', 409)
  if (text.includes('TR002') || text.includes('row-level security') || text.includes('42501')) return new Refusal('notAllowed', 403)
  if (text.includes('TR003')) return new Refusal('notFound', 404)
  return error
}
