import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Scroll } from '@/components/scroll'
import { Unverified } from '@/components/unverified'
import { reviewClock } from '@/features/review-clock/data'
import { Rests, say } from '@/features/review-clock/facts'
import { KeyDates } from '@/features/review-clock/key-dates'
import { longDate, today } from '@/lib/dates'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language }> }
type Rule = { id: string; article: string; name: unknown; if: unknown; then: unknown; note?: unknown; computed?: string; verified?: boolean }
type Ambiguity = { id: string; topic: unknown; note?: unknown; readings?: { reading: unknown; example_2026: string; used_by: unknown }[]; product_rule?: unknown }
type Item = { id: string; step: unknown; offset_days?: number; anchor: unknown; due_2026?: string; actual_2026?: unknown; due_if_2027_07_01?: string; applies_to?: unknown; verified: boolean; sources: string[] }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'overview' }))('clock.title') }
}

/** The review clock as a document to read: public reference data, the same for every reader. */
export default async function ClockPage({ params }: Props) {
  const { locale: language } = await params
  const [t, common] = await Promise.all([getTranslations({ locale: language, namespace: 'overview' }), getTranslations({ locale: language, namespace: 'common' })])
  const now = today()
  const rules: Rule[] = reviewClock.rules
  const ambiguities: Ambiguity[] = reviewClock.ambiguities
  const us: Item[] = reviewClock.us_domestic_clock.items
  const domestic = [{ party: 'CA', ...reviewClock.ca_domestic_clock }, { party: 'MX', ...reviewClock.mx_domestic_clock }] as const
  const text = (value: unknown) => (typeof value === 'string' ? value : say(value, language))
  return (
    <>
      <h1>{t('clock.title')}</h1>
      <p className="lead">{t('clock.lead')} {say(reviewClock.coverage_note, language)}</p>
      <ul className="row plain no-print mb-4">
        <li><a href="#rules">{t('clock.rules')}</a></li><li><a href="#ambiguities">{t('clock.ambiguities')}</a></li><li><a href="#domestic">{t('clock.domestic')}</a></li><li><a href="#timeline">{t('clock.timeline')}</a></li>
      </ul>
      <KeyDates language={language} today={now} />

      <h2>{t('clock.rules')}</h2>
      <Scroll labelledBy="rules">
        <table className="table">
          <caption id="rules">{t('clock.rulesCaption')}</caption>
          <thead><tr><th scope="col">{t('columns.rule')}</th><th scope="col">{t('columns.article')}</th><th scope="col">{t('columns.if')}</th><th scope="col">{t('columns.then')}</th></tr></thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.id} id={rule.id.toLowerCase()}>
                <th scope="row" className="min-w-40"><span className="quiet">{rule.id}</span> <b>{text(rule.name)}</b>{rule.verified === false && <> <Unverified label={common('notVerified')} /></>}</th>
                <td className="nowrap">{rule.article}</td>
                <td className="min-w-56">{text(rule.if)}</td>
                <td className="min-w-64">{text(rule.then)}{rule.computed && <> <b className="nowrap">({longDate(rule.computed, language)})</b></>}{rule.note !== undefined && <div className="quiet">{text(rule.note)}</div>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>

      <h2 id="ambiguities">{t('clock.ambiguities')}</h2>
      <p className="quiet">{t('clock.ambiguitiesLead')}</p>
      <dl className="facts grid-cols-[2rem_1fr]!">
        {ambiguities.map((one) => (
          <div className="contents" key={one.id}>
            <dt>{one.id}</dt>
            <dd className="max-w-[72ch]">
              <b>{text(one.topic)}.</b> {one.note !== undefined && text(one.note)}
              {one.readings && <ul className="list-disc pl-5">{one.readings.map((each) => <li key={each.example_2026}>{text(each.reading)}{t('colon')}<span className="unverified">{longDate(each.example_2026, language)}</span> <span className="quiet">({text(each.used_by)})</span></li>)}</ul>}
              {one.product_rule !== undefined && <div className="quiet">{text(one.product_rule)}</div>}
            </dd>
          </div>
        ))}
      </dl>

      <h2 id="domestic">{t('clock.domestic')}</h2>
      <h3>{common('parties.US')}</h3>
      <p className="quiet">{text(reviewClock.us_domestic_clock.authority)}</p>
      <Scroll labelledBy="us-clock">
        <table className="table">
          <caption id="us-clock">{t('clock.usCaption')}</caption>
          <thead><tr><th scope="col">{t('columns.step')}</th><th scope="col">{t('columns.when')}</th><th scope="col">{t('columns.in2026')}</th><th scope="col">{t('columns.in2027')}</th><th scope="col">{t('columns.source')}</th></tr></thead>
          <tbody>
            {us.map((item) => (
              <tr key={item.id}>
                <th scope="row" className="min-w-64">{text(item.step)}{item.applies_to !== undefined && <div className="quiet">{text(item.applies_to)}</div>}</th>
                <td className="min-w-40">{item.offset_days !== undefined ? t(item.offset_days < 0 ? 'clock.before' : 'clock.after', { n: Math.abs(item.offset_days), anchor: text(item.anchor) }) : text(item.anchor)}</td>
                <td className="min-w-48">{item.due_2026 && <b className="nowrap">{longDate(item.due_2026, language)}</b>}{item.actual_2026 !== undefined && <div className="quiet">{text(item.actual_2026)}</div>}</td>
                <td className="nowrap">{item.due_if_2027_07_01 && <span className="unverified">{longDate(item.due_if_2027_07_01, language)}</span>}</td>
                <td><Rests on={item.sources} verified={item.verified} language={language} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {domestic.map((one) => (
        <div key={one.party}>
          <h3>{common(`parties.${one.party}`)}</h3>
          <p>{text(one.note)}</p>
          <p className="quiet">{t('columns.source')}{t('colon')}<Rests on={one.sources} verified language={language} /></p>
        </div>
      ))}

      <h2>{t('clock.timeline')}</h2>
      <Scroll labelledBy="timeline">
        <table className="table">
          <caption id="timeline">{t('clock.timelineCaption', { n: reviewClock.timeline.length })}</caption>
          <thead><tr><th scope="col">{t('columns.date')}</th><th scope="col">{t('columns.what')}</th><th scope="col">{t('columns.source')}</th></tr></thead>
          <tbody>
            {reviewClock.timeline.map((fact) => (
              <tr key={`${fact.date} ${fact.fact.en}`}>
                <td className="nowrap"><time dateTime={fact.date}>{longDate(fact.date, language)}</time></td>
                <th scope="row" className="min-w-64">{text(fact.fact)}</th>
                <td><Rests on={[fact.source]} verified={fact.verified} language={language} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>

      <h2>{t('clock.misstated')}</h2>
      <ul className="plain lines">{reviewClock.often_misstated.map((one) => <li key={one.id}>{text(one.text)}</li>)}</ul>
      <h2>{t('clock.edge')}</h2>
      <ul className="plain lines">{reviewClock.edge_cases.map((one) => <li key={one.id}><span className="quiet">{one.id}</span> {text(one.text)}</li>)}</ul>
    </>
  )
}
