import type { Language } from '@/lib/trilingual'
import { ROW_KINDS, rowCount, type Flat } from './form-rows'
import { translators } from './translators'

/** One part in which two people's versions differ, in words, with the side that is offered first. */
export type Choice = { part: string; label: string; mine: string; theirs: string; base: string | null; pick: 'mine' | 'theirs' }

/** Both versions part by part. A part that the reader did not touch is offered as the other left it. */
export async function compare(language: Language, parts: readonly string[], of: { mine: Flat; theirs: Flat; base: Flat | null }): Promise<Choice[]> {
  const [t, tp, tv, tc] = await translators(language, ['editing', 'proposal', 'values', 'common'])
  const coded: Record<string, string> = { instrumentKind: 'instrument', pillar: 'pillar', proponentType: 'proponentType', strategicClass: 'strategicClass' }
  const word = (group: string, value: string) => (tv.has(`${group}.${value}`) ? tv(`${group}.${value}`) : value)
  const said = (flat: Flat, part: string): string => {
    const value = flat[part] ?? ''
    if ((ROW_KINDS as readonly string[]).includes(part)) {
      return Array.from({ length: rowCount(flat, part as 'source') }, (_, n) => Object.entries(flat)
        .filter(([field, text]) => field.startsWith(`${part}.${n}.`) && !field.endsWith('.id') && text !== '')
        .map(([field, text]) => (field.endsWith('.verified') ? '✓' : field.endsWith('.kind') ? word('relation', text) : text)).join(' · ')).filter(Boolean).join('\n')
    }
    if (part === 'verified') return value === 'yes' ? tp('yes') : tp('no')
    if (part === 'binds' || part === 'askOf') return value.split(',').filter(Boolean).map((party) => tc(`parties.${party}`)).join(', ')
    return coded[part] && value ? word(coded[part], value) : value
  }
  return parts.map((part) => {
    const [name = part, tongue] = part.split('.')
    const own = tp(`field.${(ROW_KINDS as readonly string[]).includes(name) ? `${name}s` : name}`)
    const base = of.base ? said(of.base, part) : null
    const mine = said(of.mine, part)
    return { part, label: tongue ? `${own} (${t(`language.${tongue}`)})` : own, mine, theirs: said(of.theirs, part), base, pick: base !== null && base === mine ? 'theirs' : 'mine' }
  })
}
