import reference from '@/prisma/reference/review-clock.json'
import type { Party } from '@/lib/parties'
import type { Trilingual } from '@/lib/trilingual'

/**
 * Where the review stands, as prisma/reference/review-clock.json gives it (Article 34.7).
 * Public reference data, the same for every reader; it ships with the build.
 */
export const reviewClock = reference

export type Confirmation = 'confirmed' | 'not_confirmed' | 'silent' | 'wants_extension'

/** What each Party said on extension at the 2026 review, and whether that was verified. */
export function confirmations(): { party: Party; said: Confirmation; label: Trilingual; verified: boolean }[] {
  const { confirmations_2026, verified } = reference.current_state
  return (['US', 'CA', 'MX'] as const).map((party) => {
    const said = confirmations_2026[party] as Confirmation
    return { party, said, label: reference.confirmation_labels[said], verified: verified[party] }
  })
}
