import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { currentActor } from '@/features/accounts/gate'
import { LegalFlags } from '@/features/approvals/components/legal-flags'
import { WayIntoForce } from '@/features/approvals/components/way-into-force'
import { approvalsOf } from '@/features/approvals/data'
import { HistoryList } from '@/features/history/components/history-list'
import { historyOf } from '@/features/history/data'
import { mayDisclose, mayOnProposal } from '@/features/proposals/ability'
import { vocabulary } from '@/features/proposals/data'
import { readProposal } from '@/features/proposals/proposal-data'
import { InconsistencyBanner, ProposalAnswers, ProposalHead } from '@/features/proposals/proposal-head'
import { ProposalRelations, ProposalSide } from '@/features/proposals/proposal-side'
import { fieldWords, stateLabels } from '@/features/proposals/proposal-words'
import { proceduresWhy, registerNumber } from '@/features/proposals/rules'
import { longDate, today } from '@/lib/dates'
import { withActor } from '@/lib/db'
import { inLanguage, type Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language; id: string }> }

/** The record and all that its page shows, read once a request; null for what is not there or not open to the actor. */
const load = cache(async (written: string) => {
  const actor = await currentActor()
  return withActor(actor, async (tx) => {
    const proposal = await readProposal(tx, written)
    if (!proposal) return null
    const parties = [...new Set([...proposal.procedures, ...proposal.binds, ...proposal.askOf])]
    const approvals = await approvalsOf(tx, { ...proposal, parties, provisions: proposal.provisions.map(({ id }) => id) })
    return { actor, proposal, approvals, states: (await vocabulary(tx)).states, history: await historyOf(tx, proposal.id) }
  })
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale: language, id } = await params
  const found = await load(id)
  if (!found) notFound()
  const title = inLanguage(found.proposal.title, language)?.text ?? ''
  return { title: [registerNumber(found.proposal.number), title].filter(Boolean).join(' ') }
}

export default async function ProposalPage({ params }: Props) {
  const { locale: language, id } = await params
  const found = await load(id)
  if (!found) notFound()
  const { actor, proposal, approvals, states, history } = found
  // One address a record: R-001, never r-1 or its id once it is public.
  const address = registerNumber(proposal.number) ?? proposal.id
  const href = `/${language}/proposals/${address}`
  if (id !== address) redirect(href)
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const th = await getTranslations({ locale: language, namespace: 'history' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const words = await fieldWords(language, states)
  const stepNames = new Map(approvals.ways.flatMap(({ map }) => map?.steps.map(({ key, name }) => [key, inLanguage(name, language)?.text ?? key] as const) ?? []))
  const tracked = approvals.ways.flatMap(({ party, track }) => (track ? [{ party, state: track.state }] : []))

  return (
    <>
      <ProposalHead language={language} proposal={proposal} />
      <p className="row no-print">
        {mayOnProposal(actor, 'edit', proposal) && <a className="button button-quiet" href={`${href}/edit`}>{t('edit')}</a>}
        {mayOnProposal(actor, 'move', proposal) && <a className="button button-quiet" href={`${href}/move`}>{t('move')}</a>}
        {mayDisclose(actor, proposal) && <a className="button button-quiet" href={`${href}/disclosure`}>{t('disclosureAct')}</a>}
        <a href={`${href}/report-problem`}>{t('reportProblem')}</a>
      </p>
      <InconsistencyBanner language={language} proposal={proposal} approvals={tracked} />
      <div className="two">
        <div>
          <ProposalAnswers language={language} proposal={proposal} states={states} approvals={tracked} />
          <LegalFlags language={language} flags={approvals.flags} />
          <ProposalRelations language={language} proposal={proposal} />
        </div>
        <ProposalSide language={language} proposal={proposal} />
      </div>
      <WayIntoForce language={language} actor={actor} href={href} approvals={approvals} states={stateLabels(states, 'approval', language)} binds={proposal.binds} askOf={proposal.askOf} why={tv(`proceduresWhy.${proceduresWhy(proposal.instrumentKind)}`)} />
      <section aria-labelledby="history">
        <h2 id="history">{th('title')}</h2>
        <HistoryList language={language} events={history.events} older={history.older} words={words} step={(key) => stepNames.get(key) ?? key} />
      </section>
      <p className="hidden print:block">{address} · {inLanguage(proposal.title, language)?.text} · {t('printed', { on: longDate(today(), language) })}</p>
    </>
  )
}
