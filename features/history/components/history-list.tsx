import { getTranslations } from 'next-intl/server'
import { instant } from '@/lib/dates'
import { isParty, type Party } from '@/lib/parties'
import type { Language } from '@/lib/trilingual'
import type { HistoryEvent } from '../data'
import { changesOf } from '../rules'

/** How a reader is told a field's name and a value in it: the feature that owns the fields gives both. */
export type FieldWords = { name: (field: string) => string; value: (field: string, value: unknown) => string }

/** The ordered events of a record, newest first: when, what, by which role and Party, why. */
export async function HistoryList({ language, events, older, words, step }: { language: Language; events: HistoryEvent[]; older: number; words: FieldWords; step: (key: string) => string }) {
  const t = await getTranslations({ locale: language, namespace: 'history' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const name = (party: unknown) => (isParty(party) ? tc(`parties.${party}`) : '')
  const says = ({ kind, what }: HistoryEvent) => {
    const about = { party: name(what['party']), step: typeof what['step'] === 'string' ? step(what['step']) : '', on: typeof what['on'] === 'string' ? what['on'] : '' }
    if (kind === 'track.recorded' && ['done', 'planned', 'withdrawn'].includes(String(what['what']))) return t(`record.${what['what'] as 'done'}`, about)
    const parties = Array.isArray(what['to']) ? what['to'].filter(isParty).map((party: Party) => name(party)).join(', ') : ''
    if (kind === 'proposal.tabled' && parties) return t('tabledTo', { parties })
    return t.has(`kind.${kind}`) ? t(`kind.${kind}`, about) : kind
  }
  return (
    <>
      <ol className="history">
        {events.map((event) => {
          const departs = Array.isArray(event.what['departs']) ? (event.what['departs'] as { kind: string; other: string }[]) : []
          return (
            <li key={event.id}>
              <time dateTime={event.at.toISOString()}>{instant(event.at)}</time>
              <div>
                {says(event)} <span className="quiet">{[tv.has(`role.${event.actorRole}`) ? tv(`role.${event.actorRole}`) : event.actorRole, name(event.actorParty)].filter(Boolean).join(', ')}</span>
                {changesOf(event.what).map(({ field, from, to }) => <div key={field}>{words.name(field)}: <span className="quiet">{words.value(field, from)}</span> → {words.value(field, to)}</div>)}
                {typeof event.what['copy'] === 'string' && <div><a href={`/${language}/proposals/${encodeURIComponent(event.what['copy'])}`}>{t('copy')}</a></div>}
                {departs.map(({ kind, other }) => <div key={kind + other}>{t(kind === 'precluded' ? 'departs.precluded' : 'departs.before', { step: step(other) })}</div>)}
                {event.cause && <div className="quiet">{t('cause')} {event.cause === 'reference data' ? t('referenceData') : event.cause}</div>}
              </div>
            </li>
          )
        })}
      </ol>
      {older > 0 && <p className="quiet">{t('older', { n: older })}</p>}
    </>
  )
}
