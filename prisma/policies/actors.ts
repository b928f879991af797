// Everybody the database can meet, and the short names the expectations use for them.

/** One who asks, as the three settings of a transaction that the policies read. */
export type Asker = { name: string; role: string; party: string | null; userId: string | null }

export const PARTIES = ['US', 'CA', 'MX'] as const

/** A readable, fixed id: kind in the last group's first digits, number in its last. */
export function id(kind: number, n: number): string {
  return `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(n).padStart(8, '0')}`
}

const MEMBERS: Asker[] = PARTIES.flatMap((party, p) =>
  ['delegate', 'lead', 'staff'].map((role, r) => ({ name: `${party}.${role}`, role, party, userId: id(1, 10 * (p + 1) + r) })))

export const ASKERS: readonly Asker[] = [
  { name: 'anonymous', role: 'anonymous', party: null, userId: null },
  { name: 'stakeholder', role: 'stakeholder', party: null, userId: id(1, 1) },
  // Was a delegate of the United States, and was removed: a stakeholder now.
  { name: 'former', role: 'stakeholder', party: null, userId: id(1, 2) },
  ...MEMBERS,
  { name: 'secretariat', role: 'secretariat', party: null, userId: id(1, 3) },
  { name: 'administrator', role: 'administrator', party: null, userId: id(1, 4) },
  { name: 'gate', role: 'gate', party: null, userId: null },
  { name: 'mailer', role: 'mailer', party: null, userId: null },
]

/** A role outside the Parties that comes with a Party all the same: it must see what anyone sees. */
export const STRAY: Asker = { name: 'stakeholder with a Party', role: 'stakeholder', party: 'US', userId: null }

const GROUPS: Record<string, (asker: Asker) => boolean> = {
  everyone: () => true,
  nobody: () => false,
  Parties: (asker) => asker.party !== null,
  leads: (asker) => asker.role === 'lead',
  staff: (asker) => asker.role === 'staff',
  persons: (asker) => asker.userId !== null,
  US: (asker) => asker.party === 'US',
  CA: (asker) => asker.party === 'CA',
  MX: (asker) => asker.party === 'MX',
}

/**
 * The askers that words like "US secretariat CA.lead" name. Throws at an unknown word:
 * a misspelt expectation must not pass as "nobody".
 */
export function named(words: string): Set<string> {
  const found = new Set<string>()
  for (const word of words.split(' ')) {
    const group = GROUPS[word]
    const some = ASKERS.filter((asker) => (group === undefined ? asker.name === word : group(asker)))
    if (some.length === 0 && word !== 'nobody') throw new Error(`no asker is called ${word}`)
    for (const asker of some) found.add(asker.name)
  }
  return found
}
