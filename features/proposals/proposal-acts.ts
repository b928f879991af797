import type { Actor } from '@/lib/actor'
import type { Party } from '@/lib/parties'

/** Which actions a record's page offers. The pages behind them and the database decide again. */
export function mayChange(actor: Actor, { disclosure, ownerParty }: { disclosure: string; ownerParty: Party | null }): { edit: boolean; disclose: boolean } {
  if (actor.userId === null) return { edit: false, disclose: false }
  const own = ownerParty !== null && actor.party === ownerParty
  const edit = disclosure === 'public' ? actor.role === 'secretariat' || (actor.role === 'staff' && (ownerParty === null || own)) || (actor.role === 'lead' && own)
    : own && (disclosure === 'internal' || (actor.role === 'lead' && disclosure === 'cleared'))
  return { edit, disclose: own && actor.role === 'lead' }
}
