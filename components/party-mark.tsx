import type { Party } from '@/lib/parties'

/** A Party as its letters in a shape of its own; `name` is what a screen reader says. */
export function PartyMark({ party, name }: { party: Party; name: string }) {
  return <abbr className={`party party-${party} no-underline`} title={name}>{party}</abbr>
}

/** Several Parties in a row, in the Agreement's order. */
export function PartyMarks({ parties, names }: { parties: readonly Party[]; names: Record<Party, string> }) {
  return <span className="parties">{parties.map((party) => <PartyMark key={party} party={party} name={names[party]} />)}</span>
}
