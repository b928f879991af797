import { getTranslations } from 'next-intl/server'
import type { FieldWords } from '@/features/history/components/history-list'
import { isParty } from '@/lib/parties'
import { inLanguage, isLanguage, type Language } from '@/lib/trilingual'
import type { StateRow } from './data'

/** Labels of the states of one machine, in the reader's language. */
export function stateLabels(states: readonly StateRow[], machine: string, language: Language): Record<string, string> {
  return Object.fromEntries(states.filter((state) => state.machine === machine).map(({ code, label }) => [code, inLanguage(label, language)?.text ?? code]))
}

const VALUES: Record<string, string> = { instrumentKind: 'instrument', instrument: 'instrument', pillar: 'pillar', proponentType: 'proponentType', strategicClass: 'strategicClass', disclosure: 'disclosure' }
const MACHINES: Record<string, string> = { negotiation: 'negotiation', negotiationState: 'negotiation', text: 'text', textState: 'text', publication: 'publication', publicationState: 'publication', approval: 'approval' }

/** How the fields of a proposal and values in them are called, for its history. */
export async function fieldWords(language: Language, states: readonly StateRow[]): Promise<FieldWords> {
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const name = (field: string) => {
    const [base = field, lang] = field.split('.')
    return `${t.has(`field.${base}`) ? t(`field.${base}`) : base}${isLanguage(lang) ? ` (${lang})` : ''}`
  }
  const value = (field: string, of: unknown): string => {
    if (of === null || of === undefined || of === '' || (Array.isArray(of) && of.length === 0)) return t('empty')
    if (typeof of === 'boolean') return t(of ? 'yes' : 'no')
    if (Array.isArray(of)) return of.map((one) => value(field, one)).join(', ')
    if (typeof of === 'object') {
      const said = (['en', 'fr', 'es'] as const).flatMap((lang) => ((of as Record<string, unknown>)[lang] ? [`${lang}: ${String((of as Record<string, unknown>)[lang])}`] : []))
      return said.length > 0 ? said.join(' · ') : Object.keys(of).length === 0 ? t('empty') : Object.values(of).filter((one) => one !== null && typeof one !== 'object').join(', ')
    }
    const text = String(of)
    if (isParty(text)) return tc(`parties.${text}`)
    const machine = MACHINES[field]
    if (machine) return inLanguage(states.find((state) => state.machine === machine && state.code === text)?.label, language)?.text ?? text
    const key = VALUES[field] ? `${VALUES[field]}.${text}` : null
    return key && tv.has(key) ? tv(key) : text
  }
  return { name, value }
}
