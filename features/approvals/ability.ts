import type { Actor } from '@/lib/actor'
import type { Party } from '@/lib/parties'

/** Review staff and the lead of a Party keep that Party's track, and nobody else's. The database holds the same rule. */
export function mayKeepTrack(actor: Actor, party: Party): boolean {
  return actor.userId !== null && actor.party === party && (actor.role === 'staff' || actor.role === 'lead')
}
