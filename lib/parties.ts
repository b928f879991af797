/** The three Parties, in the order in which the Agreement's English name gives them. */
export const PARTIES = ['US', 'CA', 'MX'] as const
export type Party = (typeof PARTIES)[number]

export function isParty(value: unknown): value is Party {
  return value === 'US' || value === 'CA' || value === 'MX'
}
