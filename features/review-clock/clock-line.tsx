import { getTranslations } from 'next-intl/server'
import { PartyMark } from '@/components/party-mark'
import { longDate } from '@/lib/dates'
import { inLanguage, type Language } from '@/lib/trilingual'
import { confirmations, reviewClock } from './data'

/** The review clock in one line, on every page; assumed dates are dashed and say so. */
export async function ClockLine({ language }: { language: Language }) {
  const t = await getTranslations({ locale: language, namespace: 'common' })
  const next = reviewClock.next_dates
  const assumed = (date: string) => (
    <><b className="unverified">{longDate(date, language)}</b> <span className="quiet">({t('clock.assumed')})</span></>
  )
  return (
    <aside className="clock" aria-label={t('clock.label')}>
      <ul>
        <li>{t('clock.annualSince')} <b>{longDate(reviewClock.current_state.since, language)}</b></li>
        <li>{t('clock.next')} {assumed(next.next_joint_review_latest.date)}</li>
        <li>{t('clock.expiry')} <b>{longDate(next.expiry.date, language)}</b></li>
        <li>
          {t('clock.extension')}{' '}
          {confirmations().map(({ party, label, verified }, index) => (
            <span key={party}>
              {index > 0 && ' · '}
              <PartyMark party={party} name={t(`parties.${party}`)} /> {inLanguage(label, language)?.text.toLocaleLowerCase(language)}
              {!verified && <span className="quiet"> ({t('notVerified')})</span>}
            </span>
          ))}
        </li>
      </ul>
    </aside>
  )
}
