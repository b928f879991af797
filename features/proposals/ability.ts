import type { Actor } from '@/lib/actor'

/** What the rules need to know of a record. */
export type Kept = { disclosure: string; ownerParty: string | null }
export const RECORD_ACTS = ['edit', 'move', 'clear', 'unclear', 'table', 'publish', 'withdrawCopy'] as const
export type RecordAct = (typeof RECORD_ACTS)[number]

/** Whose record it is, seen from the actor. Null: of another Party, or nobody's business. */
type Room = 'common' | 'ownInternal' | 'ownCleared' | 'ownTabled' | 'ownPublic' | 'otherPublic' | null

function roomOf(actor: Actor, record: Kept): Room {
  if (record.disclosure === 'public') {
    if (record.ownerParty === null) return 'common'
    return record.ownerParty === actor.party ? 'ownPublic' : 'otherPublic'
  }
  if (actor.party === null || record.ownerParty !== actor.party) return null
  if (record.disclosure === 'internal') return 'ownInternal'
  if (record.disclosure === 'cleared') return 'ownCleared'
  return record.disclosure === 'tabled' ? 'ownTabled' : null
}

/**
 * Who may do what where, as the policies of the database have it (prisma/migrations, 0002 and
 * 0003; docs/decisions/0006). What is not in the table nobody may.
 */
const MAY: Partial<Record<Actor['role'], Partial<Record<NonNullable<Room>, readonly RecordAct[]>>>> = {
  secretariat: { common: ['edit', 'move'], ownPublic: [], otherPublic: ['move'] },
  delegate: { ownInternal: ['edit', 'move'] },
  staff: { common: ['edit', 'move'], ownInternal: ['edit', 'move'], ownPublic: ['edit', 'move'] },
  lead: {
    ownInternal: ['edit', 'move', 'clear'], ownCleared: ['edit', 'move', 'unclear', 'table', 'publish'],
    ownTabled: ['withdrawCopy'], ownPublic: ['edit', 'move'],
  },
}

/** May this actor do this to this record? False for everything not said above. */
export function mayOnProposal(actor: Actor, act: RecordAct, record: Kept): boolean {
  const room = roomOf(actor, record)
  return room !== null && (MAY[actor.role]?.[room]?.includes(act) ?? false)
}

/** What a new record of this actor would be: the common register's, the own Party's, or none. */
export function mayCreate(actor: Actor): 'public' | 'internal' | null {
  if (actor.role === 'secretariat') return 'public'
  return actor.party !== null && ['delegate', 'lead', 'staff'].includes(actor.role) ? 'internal' : null
}

/** The lead alone decides who sees a record. */
export function mayDisclose(actor: Actor, record: Kept): boolean {
  return (['clear', 'unclear', 'table', 'publish', 'withdrawCopy'] as const).some((act) => mayOnProposal(actor, act, record))
}
