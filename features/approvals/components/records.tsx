import { getTranslations } from 'next-intl/server'
import { longDate } from '@/lib/dates'
import type { Language } from '@/lib/trilingual'
import type { Recorded } from '../data'
import type { Departure } from '../rules'

/** What was done, planned or withdrawn on one step, oldest first; a withdrawn record stays, struck, with its reason. */
export async function Records({ language, records, departures, stepName }: { language: Language; records: readonly Recorded[]; departures: readonly Departure[]; stepName: (key: string) => string }) {
  if (records.length === 0) return null
  const t = await getTranslations({ locale: language, namespace: 'approvals' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const withdrawals = new Map(records.filter(({ withdraws }) => withdraws).map((record) => [record.withdraws, record]))
  return (
    <div className="mt-2 border-l-2 border-accent pl-3">
      <ul className="plain">
        {records.filter(({ what }) => what !== 'withdrawn').map((record) => {
          const gone = withdrawals.get(record.id)
          return (
            <li key={record.id} className="py-1">
              <span className={gone ? 'line-through' : ''}><b>{t(`what.${record.what as 'done'}`)}</b> <time dateTime={record.on}>{longDate(record.on, language)}</time></span>
              {record.internal && <> <span className="tag">{t('internalTag')}</span></>}
              {record.evidence && <> · {t(`evidenceKind.${record.evidenceKind as 'link'}`)}: {record.evidenceKind === 'link' && /^https?:\/\//i.test(record.evidence) ? <a href={record.evidence} rel="noreferrer">{record.evidence}</a> : record.evidence}</>}
              {record.note && <> · {record.note}</>}
              <div className="quiet text-sm">{t('by', { role: tv(`role.${record.byRole as 'staff'}`), party: tc(`parties.${record.party}`), version: record.mapVersion })}</div>
              {gone && <div className="text-sm">{t('withdrawnOn', { on: longDate(gone.on, language) })} {gone.note}</div>}
            </li>
          )
        })}
      </ul>
      {departures.map(({ kind, other }) => <p key={kind + other} className="m-0 text-sm"><b>{t('departure')}</b> {t(kind === 'precluded' ? 'departsPrecluded' : 'departsBefore', { step: stepName(other) })}</p>)}
    </div>
  )
}
