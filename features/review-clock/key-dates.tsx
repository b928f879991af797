import { getTranslations } from 'next-intl/server'
import { Scroll } from '@/components/scroll'
import { longDate } from '@/lib/dates'
import type { Language } from '@/lib/trilingual'
import { reviewClock } from './data'
import { Rests, say } from './facts'
import { TimelinePicture, type Mark } from './timeline-picture'

/** The life of the Agreement from 2020 to 2036, as a picture and as the table behind it. */
export async function KeyDates({ language, today }: { language: Language; today: string }) {
  const [t, common] = await Promise.all([getTranslations({ locale: language, namespace: 'overview' }), getTranslations({ locale: language, namespace: 'common' })])
  const { agreement_clock: clock, next_dates: next } = reviewClock
  const years = next.annual_review_years
  const marks: Mark[] = [
    { date: clock.entry_into_force.date, text: say(clock.entry_into_force.label, language), assumed: false },
    { date: clock.first_joint_review.date, text: say(clock.first_joint_review.label, language), assumed: false },
    { date: today, text: t('today'), assumed: false, now: true },
    { date: next.next_joint_review_latest.date, text: say(next.next_joint_review_latest.label, language), assumed: true },
    { date: clock.scheduled_expiry.date, text: say(clock.scheduled_expiry.label, language), assumed: false },
  ]
  const span = { from: String(years[0]), to: String(years.at(-1)) }
  const assumed = t('assumed')
  const rows = [
    { ...clock.entry_into_force, basis: null, sources: clock.entry_into_force.sources },
    { ...clock.recommendation_deadline, basis: clock.recommendation_deadline.rule },
    clock.first_joint_review,
    { ...next.party_recommendations_latest, sources: [] },
    { ...next.next_joint_review_latest, sources: [] },
    clock.scheduled_expiry,
  ]
  return (
    <>
      <TimelinePicture
        marks={marks} annual={years} language={language}
        words={{
          title: t('picture.title'), first: t('picture.first'), later: t('picture.later', span), assumed,
          describe: t('picture.describe', { inForce: longDate(clock.entry_into_force.date, language), review: longDate(clock.first_joint_review.date, language), ...span, expiry: longDate(clock.scheduled_expiry.date, language) }),
        }}
      />
      <details className="mt-2">
        <summary>{t('datesTable')}</summary>
        <div className="mt-2">
          <Scroll labelledBy="key-dates">
            <table className="table">
              <caption id="key-dates">{t('datesCaption')}</caption>
              <thead><tr><th scope="col">{t('columns.date')}</th><th scope="col">{t('columns.what')}</th><th scope="col">{t('columns.basis')}</th><th scope="col">{t('columns.source')}</th></tr></thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={say(row.label, language)}>
                    <td className="nowrap"><span className={row.verified ? undefined : 'unverified'}>{longDate(row.date, language)}</span></td>
                    <th scope="row">{say(row.label, language)}</th>
                    <td>{say(row.basis, language)}</td>
                    <td><Rests on={row.sources} verified={row.verified} language={language} /></td>
                  </tr>
                ))}
                <tr>
                  <td className="nowrap"><span className="unverified">{span.from}–{span.to}</span></td>
                  <th scope="row">{t('annual')}</th>
                  <td>{t('annualBasis')}</td>
                  <td><span className="quiet">{common('clock.assumed')}</span></td>
                </tr>
              </tbody>
            </table>
          </Scroll>
        </div>
      </details>
    </>
  )
}
