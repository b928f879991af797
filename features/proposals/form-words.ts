import { PARTIES } from '@/lib/parties'
import type { Language } from '@/lib/trilingual'
import type { FormOptions, FormWords } from './proposal-form'
import { INSTRUMENT_KINDS, PILLARS, PROPONENT_TYPES, RELATION_KINDS, STRATEGIC_CLASSES } from './rules'
import { translators } from './translators'

/** The words and choices of the editor in one language. */
export async function formWords(language: Language): Promise<{ words: FormWords; options: FormOptions }> {
  const [t, tp, tv, tc, te] = await translators(language, ['editing', 'proposal', 'values', 'common', 'errors'])
  const names = ['title', 'summary', 'note', 'instrumentKind', 'instrumentReason', 'chapters', 'provisions', 'pillar', 'proponent', 'proponentType', 'binds', 'askOf', 'strategicClass', 'industries', 'proposedOn', 'dueOn', 'verified']
  const offered = (group: string, values: readonly string[]) => values.map((value) => ({ value, label: tv(`${group}.${value}`) }))
  return {
    words: {
      errorTitle: te('title'), save: t('save'), none: t('none'), fields: Object.fromEntries(names.map((name) => [name, tp(`field.${name}`)])), hints: t.raw('hint') as Record<string, string>,
      languages: t.raw('language') as FormWords['languages'], groups: t.raw('group') as FormWords['groups'], rows: t.raw('row') as FormWords['rows'], rowHints: t.raw('rowHint') as FormWords['rowHints'],
      conflict: t.raw('conflict') as FormWords['conflict'],
    },
    options: {
      instrumentKind: offered('instrument', INSTRUMENT_KINDS), pillar: offered('pillar', PILLARS), proponentType: offered('proponentType', PROPONENT_TYPES),
      strategicClass: offered('strategicClass', STRATEGIC_CLASSES), relation: offered('relation', RELATION_KINDS), parties: PARTIES.map((value) => ({ value, label: tc(`parties.${value}`) })),
    },
  }
}
