import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PartyMark } from '@/components/party-mark'
import { StateMark } from '@/components/state-mark'
import { Text } from '@/components/text'
import { Unverified } from '@/components/unverified'
import { currentActor } from '@/features/accounts/gate'
import { facetCounts, vocabulary } from '@/features/proposals/data'
import { parseView } from '@/features/proposals/filters'
import { latestEvents, waitingFor, type Waiting } from '@/features/proposals/overview-data'
import { INSTRUMENT_KINDS, PILLARS, registerNumber } from '@/features/proposals/rules'
import { confirmations, reviewClock } from '@/features/review-clock/data'
import { say } from '@/features/review-clock/facts'
import { KeyDates } from '@/features/review-clock/key-dates'
import { instant, longDate, toCalendarDate, today } from '@/lib/dates'
import { withActor } from '@/lib/db'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'overview' }))('title') }
}

export default async function Overview({ params }: Props) {
  const [{ locale: language }, actor] = await Promise.all([params, currentActor()])
  const now = today()
  const [t, values, common] = await Promise.all([
    getTranslations({ locale: language, namespace: 'overview' }), getTranslations({ locale: language, namespace: 'values' }), getTranslations({ locale: language, namespace: 'common' }),
  ])
  const found = await withActor(actor, async (tx) => ({
    waiting: await waitingFor(tx, actor, now),
    events: await latestEvents(tx),
    counts: await facetCounts(tx, parseView(new URLSearchParams()).view),
    states: (await vocabulary(tx)).states.filter((state) => state.machine === 'negotiation'),
  }))
  const only = { en: common('onlyIn.en'), fr: common('onlyIn.fr'), es: common('onlyIn.es') }
  const { current_state: current, next_dates: next } = reviewClock
  const { facets } = found.counts
  const groups = [
    { name: 'pillar', title: t('byPillar'), rows: PILLARS.map((code) => ({ code, label: values(`pillar.${code}`) as React.ReactNode, n: facets.pillar[code] ?? 0 })) },
    { name: 'instrument', title: t('byInstrument'), rows: INSTRUMENT_KINDS.map((code) => ({ code, label: values(`instrumentShort.${code}`) as React.ReactNode, n: facets.instrument[code] ?? 0 })) },
    { name: 'state', title: t('byState'), rows: found.states.map(({ code, label }) => ({ code, label: <Text of={label} language={language} only={only} none={code} /> as React.ReactNode, n: facets.state[code] ?? 0 })) },
  ]
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead', { total: found.counts.total })}</p>
      {found.waiting && <WaitingList language={language} waiting={found.waiting} now={now} />}

      <div className="two">
        <section aria-labelledby="stands" className="min-w-0">
          <h2 id="stands" className="mt-0!">{t('stands')}</h2>
          <dl className="facts grid-cols-[minmax(8.25rem,11rem)_1fr]!">
            <dt>{t('state')}</dt>
            <dd><StateMark fill="half"><b>{say(reviewClock.state_labels[current.state as keyof typeof reviewClock.state_labels], language)}</b></StateMark> <span className="quiet">{t('since', { date: longDate(current.since, language) })}</span></dd>
            <dt>{t('nextReview')}</dt>
            <dd><b className="unverified">{longDate(next.next_joint_review_latest.date, language)}</b> <span className="quiet">({t('assumed')}{t('colon')}{say(next.next_joint_review_latest.basis, language)})</span></dd>
            <dt>{t('recommendations')}</dt>
            <dd><b className="unverified">{longDate(next.party_recommendations_latest.date, language)}</b> <span className="quiet">({t('assumed')}{t('colon')}{say(next.party_recommendations_latest.basis, language)})</span></dd>
            <dt>{t('annual')}</dt>
            <dd>{t('annualYears', { from: String(next.annual_review_years[0]), to: String(next.annual_review_years.at(-1)) })}</dd>
            <dt>{t('expiry')}</dt>
            <dd><b>{longDate(next.expiry.date, language)}</b> <span className="quiet">({say(reviewClock.agreement_clock.scheduled_expiry.basis, language)})</span></dd>
          </dl>
        </section>
        <section aria-labelledby="said" className="min-w-0">
          <h2 id="said" className="mt-0! max-[68.75rem]:mt-8!">{t('said')}</h2>
          <ul className="plain lines">
            {confirmations().map(({ party, label, verified }) => (
              <li key={party}><PartyMark party={party} name={common(`parties.${party}`)} /> {common(`parties.${party}`)}{t('colon')}{say(label, language)} {!verified && <Unverified label={common('notVerified')} />}</li>
            ))}
          </ul>
          <p className="quiet mt-2">{say(current.note, language)}</p>
        </section>
      </div>

      <h2>{t('picture.title')}</h2>
      <KeyDates language={language} today={now} />
      <p className="mt-2"><a href={`/${language}/clock`}>{t('toClock')}</a></p>

      <div className="two">
        <section aria-labelledby="moved" className="min-w-0">
          <h2 id="moved">{t('moved')}</h2>
          {found.events.length === 0 ? <p className="quiet">{t('nothingMoved')}</p> : (
            <ol className="history">
              {found.events.map((event) => (
                <li key={event.id}>
                  <time dateTime={event.at.toISOString()}>{instant(event.at)}</time>
                  <div>
                    {t.has(`event.${event.kind}` as 'event.proposal.created') ? t(`event.${event.kind}` as 'event.proposal.created') : event.kind}
                    {event.proposalId && (
                      <>
                        {t('colon')}
                        <a href={`/${language}/proposals/${registerNumber(event.number) ?? event.proposalId}`}>{registerNumber(event.number) && `${registerNumber(event.number)} `}<Text of={event.title} language={language} only={only} none={t('untitled')} /></a>
                      </>
                    )}
                    {' '}<span className="quiet">{[values.has(`role.${event.role}` as 'role.secretariat') ? values(`role.${event.role}` as 'role.secretariat') : event.role, event.party && common(`parties.${event.party}`)].filter(Boolean).join(', ')}</span>
                  </div>
                </li>
              ))}
            </ol>
          )}
          <p className="mt-2"><a href={`/${language}/proposals`}>{t('toRegister')}</a></p>
        </section>
        <section aria-labelledby="counts" className="min-w-0">
          <h2 id="counts">{t('counts', { n: found.counts.total })}</h2>
          {groups.map((group) => (
            <div className="facet-group" key={group.name}>
              <h3>{group.title}</h3>
              <ul className="plain">
                {group.rows.map((row) => (
                  <li key={row.code}>
                    {row.n > 0
                      ? <a className="facet" href={`/${language}/proposals?${group.name}=${row.code}`}><span>{row.label}</span> <span className="n">{row.n}</span></a>
                      : <span className="facet no-underline! text-ink-3!"><span>{row.label}</span> <span className="n">0</span></span>}
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <p><a href={`/${language}/agreement/heat-map`}>{t('toHeatMap')}</a></p>
        </section>
      </div>
    </>
  )
}

/** What waits for the person signed in: proposals to move, then the queues of the role. */
async function WaitingList({ language, waiting, now }: { language: Language; waiting: Waiting; now: string }) {
  const [t, common] = await Promise.all([getTranslations({ locale: language, namespace: 'overview' }), getTranslations({ locale: language, namespace: 'common' })])
  const only = { en: common('onlyIn.en'), fr: common('onlyIn.fr'), es: common('onlyIn.es') }
  const total = waiting.proposals[0]?.total ?? 0
  const nothing = total === 0 && waiting.redeemed === 0 && waiting.mail === 0 && waiting.problems === 0
  return (
    <section aria-labelledby="waits" className="mb-6">
      <h2 id="waits" className="mt-0!">{t('waits')}</h2>
      {nothing && <p className="quiet">{t('nothingWaits')}</p>}
      <ul className="plain lines">
        {waiting.redeemed > 0 && <li><a href={`/${language}/members`}>{t('redeemed', { n: waiting.redeemed })}</a></li>}
        {waiting.mail > 0 && <li><a href={`/${language}/admin`}>{t('mail', { n: waiting.mail })}</a></li>}
        {waiting.problems > 0 && <li>{t('problems', { n: waiting.problems })}</li>}
        {waiting.proposals.map((row) => {
          const due = row.dueOn && toCalendarDate(row.dueOn)
          return (
            <li key={row.id}>
              <a href={`/${language}/proposals/${registerNumber(row.number) ?? row.id}`}>{registerNumber(row.number) && `${registerNumber(row.number)} `}<Text of={row.title} language={language} only={only} none={t('untitled')} /></a>{' '}
              {row.since && <span className="quiet">{t('held', { body: row.body ?? '', date: longDate(toCalendarDate(row.since), language) })} </span>}
              {due && <span className={due < now ? 'is-late' : undefined}>{t(due < now ? 'late' : 'due', { date: longDate(due, language) })}</span>}
            </li>
          )
        })}
      </ul>
      {total > waiting.proposals.length && <p className="mt-2"><a href={`/${language}/proposals?sort=due`}>{t('moreWaits', { n: total - waiting.proposals.length })}</a></p>}
    </section>
  )
}
