import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { PartyMark } from '@/components/party-mark'
import { StateMark } from '@/components/state-mark'
import { Text } from '@/components/text'
import { currentActor } from '@/features/accounts/gate'
import { mayKeepTrack } from '@/features/approvals/ability'
import { moveAction, recordAction, withdrawAction } from '@/features/approvals/actions'
import { StepList } from '@/features/approvals/components/step-list'
import { MoveTrackForm, RecordForm, WithdrawForm } from '@/features/approvals/components/track-forms'
import { trackFill } from '@/features/approvals/components/way-into-force'
import { approvalsOf, nextApprovalStates } from '@/features/approvals/data'
import { standing } from '@/features/approvals/rules'
import { vocabulary } from '@/features/proposals/data'
import { readProposal } from '@/features/proposals/proposal-data'
import { stateLabels } from '@/features/proposals/proposal-words'
import { registerNumber } from '@/features/proposals/rules'
import { longDate, today } from '@/lib/dates'
import { withActor } from '@/lib/db'
import { inLanguage, type Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language; id: string; party: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const load = cache(async (written: string, party: string) => {
  const actor = await currentActor()
  return withActor(actor, async (tx) => {
    const proposal = await readProposal(tx, written)
    if (!proposal) return null
    const approvals = await approvalsOf(tx, { ...proposal, parties: [], provisions: [] })
    const way = approvals.ways.find((one) => one.party === party)
    if (!way?.track || !way.map) return null
    return { actor, proposal, party: way.party, track: way.track, map: way.map, states: (await vocabulary(tx)).states, next: await nextApprovalStates(tx, way.track.state) }
  })
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, id, party } = await params
  const found = await load(id, party)
  if (!found) notFound()
  const t = await getTranslations({ locale, namespace: 'approvals' })
  const tc = await getTranslations({ locale, namespace: 'common' })
  return { title: [t('track.title'), tc(`parties.${found.party}`), registerNumber(found.proposal.number)].filter(Boolean).join(' · ') }
}

/** One Party's track: its steps with their records and, for its keepers, the forms. */
export default async function TrackPage({ params, searchParams }: Props) {
  const [{ locale: language, id, party: written }, search] = await Promise.all([params, searchParams])
  const found = await load(id, written)
  if (!found) notFound()
  const { actor, proposal, party, track, map, states, next } = found
  const t = await getTranslations({ locale: language, namespace: 'approvals' })
  const tp = await getTranslations({ locale: language, namespace: 'proposal' })
  const te = await getTranslations({ locale: language, namespace: 'errors' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const address = registerNumber(proposal.number) ?? proposal.id
  const href = `/${language}/proposals/${address}`
  const labels = stateLabels(states, 'approval', language)
  const only = tc.raw('onlyIn') as Record<Language, string>
  const step = typeof search['step'] === 'string' ? search['step'] : undefined
  const done = ['recorded', 'withdrawn', 'moved'].find((one) => search['done'] === one) as 'recorded' | undefined
  const keeps = mayKeepTrack(actor, party)
  const place = { language, id: address, party, trackId: track.id }
  const nameOf = (key: string) => inLanguage(map.steps.find((one) => one.key === key)?.name, language)?.text ?? key
  const records = standing(track.records)
  const frame = { errorTitle: te('title') }
  return (
    <>
      <p className="crumbs"><a href={`/${language}/proposals`}>{tp('register')}</a> › <a href={href}>{registerNumber(proposal.number)} <Text of={proposal.title} language={language} only={only} /></a></p>
      <h1>{t('track.title')}: {tc(`parties.${party}`)}</h1>
      <p className="lead flex flex-wrap gap-x-4 items-baseline"><PartyMark party={party} name={tc(`parties.${party}`)} /> <span>{t('track.now')}: <StateMark fill={trackFill(track.state)} ok={track.state === 'complete'}>{labels[track.state]}</StateMark></span> <span className="quiet">{t('mapVersion', { version: map.version })}</span></p>
      {done && <div className="banner banner-ok" role="status"><p>{t(`outcome.${done}`)} <a href={href}>{t('track.back')}</a></p></div>}
      <div className={keeps ? 'two' : ''}>
        <section aria-labelledby="all">
          <h2 id="all">{t('track.all')}</h2>
          <StepList language={language} map={map} track={track} recordHref={keeps ? (key) => `?step=${encodeURIComponent(key)}#record-step` : null} />
        </section>
        {keeps && (
          <div className="no-print">
            <p className="mt-8">{t('track.lead')}</p>
            <section aria-labelledby="record-step">
              <h2 id="record-step">{t('track.record')}</h2>
              <RecordForm {...frame} action={recordAction.bind(null, place)} submit={t('submit.record')} step={map.steps.some(({ key }) => key === step) ? step : undefined} today={today()}
                steps={map.steps.map(({ key }, index) => ({ value: key, label: `${index + 1}. ${nameOf(key)}` }))}
                whats={(['done', 'planned'] as const).map((value) => ({ value, label: t(`what.${value}`) }))}
                kinds={[{ value: '', label: t('noEvidence') }, ...(['link', 'citation', 'file'] as const).map((value) => ({ value: value as string, label: t(`evidenceKind.${value}`) }))]}
                words={{ step: t('field.step'), what: t('field.what'), on: t('field.on'), onHint: t('field.onHint'), evidenceKind: t('field.evidenceKind'), evidence: t('field.evidence'), evidenceHint: t('field.evidenceHint'), note: t('field.note'), noteHint: t('field.noteHint'), internal: t('field.internalLabel'), internalHint: t('field.internalHint') }} />
            </section>
            <section aria-labelledby="withdraw">
              <h2 id="withdraw">{t('track.withdraw')}</h2>
              {records.length === 0
                ? <p className="quiet">{t('track.nothing')}</p>
                : <WithdrawForm {...frame} action={withdrawAction.bind(null, place)} submit={t('submit.withdraw')} words={{ record: t('field.record'), reason: t('field.reason') }}
                    records={records.map((record) => ({ value: record.id, label: `${nameOf(record.stepKey)}: ${t(`what.${record.what as 'done'}`)}, ${longDate(record.on, language)}` }))} />}
            </section>
            <section aria-labelledby="move">
              <h2 id="move">{t('track.move')}</h2>
              {next.length === 0
                ? <p className="quiet">{t('track.noMove')}</p>
                : <MoveTrackForm {...frame} action={moveAction.bind(null, place)} submit={t('submit.move')} version={track.version} words={{ to: t('field.to'), reason: t('field.reason') }} states={next.map((code) => ({ value: code, label: labels[code] ?? code }))} />}
            </section>
          </div>
        )}
      </div>
    </>
  )
}
