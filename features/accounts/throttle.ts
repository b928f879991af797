import { createHash } from 'node:crypto'
import { withActor } from '@/lib/db'
import { LIMITS, windowOf, type Limit } from './rules'
import { GATE } from './system-actors'

/**
 * Counts one attempt against a key and says whether it is still within the limit. The
 * count is one atomic statement in the database, committed at once, so that several
 * servers share it and parallel guesses cannot slip through. Keys are hashed: the table
 * tells no addresses, and an unknown account is counted as a known one is.
 */
export async function countAttempt(limit: Limit, of: string, at = new Date()): Promise<boolean> {
  const windowAt = windowOf(limit, at)
  const [row] = await withActor(GATE, async (tx) => {
    await tx.$executeRaw`DELETE FROM throttle WHERE window_at < ${new Date(at.getTime() - 24 * 3_600_000)}`
    return tx.$queryRaw<{ attempts: number }[]>`
      INSERT INTO throttle (key, window_at, attempts) VALUES (${keyOf(limit, of)}, ${windowAt}, 1)
      ON CONFLICT (key, window_at) DO UPDATE SET attempts = throttle.attempts + 1 RETURNING attempts`
  })
  return row !== undefined && row.attempts <= LIMITS[limit].attempts
}

/** Takes an attempt back that turned out well: only failures use up the limit. */
export async function forgiveAttempt(limit: Limit, of: string, at = new Date()): Promise<void> {
  await withActor(GATE, (tx) => tx.$executeRaw`
    UPDATE throttle SET attempts = greatest(attempts - 1, 0) WHERE key = ${keyOf(limit, of)} AND window_at = ${windowOf(limit, at)}`)
}

function keyOf(limit: Limit, of: string): string {
  return `${limit}:${createHash('sha256').update(of).digest('hex')}`
}
