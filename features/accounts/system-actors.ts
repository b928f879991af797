import { mintActor, type Actor } from '@/lib/actor'

/**
 * The sign-in gate at work before anyone is known. It reads accounts and sessions,
 * registers stakeholders, and can put nobody into a Party but the first lead whose
 * link was made on the server (prisma/migrations/0002_access, app_user_guard).
 */
export const GATE: Actor = mintActor({ userId: null, role: 'gate', party: null })

/** The gate acting for a known person, so that the event it writes names that person. */
export function gateFor(userId: string): Actor {
  return mintActor({ userId, role: 'gate', party: null })
}

/** Reads and marks waiting mail; nothing else is open to it. */
export const MAILER: Actor = mintActor({ userId: null, role: 'mailer', party: null })
