import { getTranslations } from 'next-intl/server'
import { PartyMark } from '@/components/party-mark'
import { StateMark } from '@/components/state-mark'
import { Text } from '@/components/text'
import { longDate, today, toCalendarDate } from '@/lib/dates'
import { isParty, type Party } from '@/lib/parties'
import { inLanguage, type Language } from '@/lib/trilingual'
import type { StateRow } from './data'
import type { ProposalRead } from './proposal-data'
import { stateLabels } from './proposal-words'
import { inconsistencies, registerNumber } from './rules'

/** What is it: where it stands in the Agreement, its number, title, and the words of its proposal in short. */
export async function ProposalHead({ language, proposal }: { language: Language; proposal: ProposalRead }) {
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const only = tc.raw('onlyIn') as Record<Language, string>
  const number = registerNumber(proposal.number)
  const withdrawn = proposal.withdrawnAt
  return (
    <>
      <p className="crumbs"><a href={`/${language}/proposals`}>{t('register')}</a>{proposal.chapterRows.slice(0, 1).map(({ number: chapter, title }) => <span key={chapter}> › <a href={`/${language}/proposals?chapter=${chapter}`}>{t('chapter', { n: chapter })}, <Text of={title} language={language} only={only} /></a></span>)}</p>
      <h1><Text of={proposal.title} language={language} only={only} /></h1>
      <p className="lead">
        {number ? <b>{number}</b> : <span className="tag">{tv(`disclosure.${proposal.disclosure as 'internal'}`)}</span>} · {tv(`instrument.${proposal.instrumentKind as 'other'}`)}{proposal.ourReading.includes('instrument') && <> <OurReading label={t('ourReading')} /></>} · {tv(`pillar.${proposal.pillar as 'institutional'}`)}
      </p>
      {withdrawn && <div className="banner banner-calm"><p><b>{t('withdrawn', { on: longDate(toCalendarDate(withdrawn), language) })}</b> {['tabled', 'joint'].includes(proposal.disclosure) && t('withdrawnCopy')}</p></div>}
    </>
  )
}

/** A judgement of the register, marked in place as such. */
export function OurReading({ label }: { label: string }) {
  return <span className="tag-unverified">{label}</span>
}

/** Where the states of the record contradict each other: said loudly, corrected by nobody. */
export async function InconsistencyBanner({ language, proposal, approvals }: { language: Language; proposal: ProposalRead; approvals: { state: string }[] }) {
  const found = inconsistencies({ negotiationState: proposal.negotiationState, textState: proposal.textState, publicationState: proposal.publicationState, approvals })
  if (found.length === 0) return null
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  return <div className="banner" role="note"><p><b>{t('inconsistent')}.</b> {found.map((one) => tv(`inconsistency.${one}`)).join(' ')} {t('inconsistentWhy')}</p></div>
}

/** Summary, the instrument and who judged it, all states, and who must move next. */
export async function ProposalAnswers({ language, proposal, states, approvals }: { language: Language; proposal: ProposalRead; states: StateRow[]; approvals: { party: Party; state: string }[] }) {
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const only = tc.raw('onlyIn') as Record<Language, string>
  const names = tc.raw('parties') as Record<Party, string>
  const label = (machine: string, code: string) => stateLabels(states, machine, language)[code] ?? code
  // 'register', or the role that judged: "US staff", "secretariat".
  const person = (who: string) => {
    if (who === 'register') return t('byRegister')
    const [party, role] = /^(?:US|CA|MX)\b/.test(who) ? [who.slice(0, 2), who.slice(3)] : ['', who]
    return [tv.has(`role.${role}`) ? tv(`role.${role}`) : role, isParty(party) ? names[party] : ''].filter(Boolean).join(', ')
  }
  const negotiation = proposal.negotiationState === 'withdrawn' ? 'struck' : ['agreed', 'in_force'].includes(proposal.negotiationState) ? 'full' : proposal.negotiationState === 'proposed' ? 'empty' : 'half'
  const text = proposal.textState === 'no_text' ? 'empty' : ['clean', 'scrubbed', 'authentic'].includes(proposal.textState) ? 'full' : 'half'
  const publication = proposal.publicationState === 'unpublished' ? 'empty' : proposal.publicationState === 'final_published' ? 'full' : 'half'
  const approval = (state: string) => (state === 'complete' ? 'full' : state === 'under_way' ? 'half' : state === 'not_started' ? 'empty' : 'struck')
  const late = proposal.dueOn !== null && proposal.dueOn < today() && !proposal.withdrawnAt && !['in_force', 'withdrawn'].includes(proposal.negotiationState)
  return (
    <>
      <section aria-label={t('what')}>
        {inLanguage(proposal.summary, language) && <p className="font-serif text-lg leading-relaxed"><Text of={proposal.summary} language={language} only={only} /></p>}
        <dl className="facts max-w-[72ch]">
          {inLanguage(proposal.instrumentReason, language) && <><dt>{t('instrumentWhy')}</dt><dd><Text of={proposal.instrumentReason} language={language} only={only} /></dd></>}
          <dt>{t('judgedBy')}</dt><dd>{person(proposal.instrumentJudgedBy)}</dd>
          <dt>{t('confirmedBy')}</dt>
          <dd>{proposal.instrumentConfirmedBy ? <>{person(proposal.instrumentConfirmedBy)}{proposal.instrumentConfirmedAt && `, ${longDate(toCalendarDate(proposal.instrumentConfirmedAt), language)}`}</> : <span className="unverified">{t('confirmedNobody')}</span>}</dd>
        </dl>
      </section>
      <div className="grid gap-x-9 md:grid-cols-2">
        <section aria-labelledby="states">
          <h2 id="states">{t('states')}</h2>
          <dl className="facts">
            <dt>{t('field.negotiation')}</dt><dd><StateMark fill={negotiation}>{label('negotiation', proposal.negotiationState)}</StateMark></dd>
            <dt>{t('field.text')}</dt><dd><StateMark fill={text}>{label('text', proposal.textState)}</StateMark></dd>
            <dt>{t('field.publication')}</dt><dd><StateMark fill={publication}>{label('publication', proposal.publicationState)}</StateMark></dd>
            {approvals.map(({ party, state }) => <div key={party} className="contents"><dt>{t('approvals', { party: names[party] })}</dt><dd><StateMark fill={approval(state)} ok={state === 'complete'}>{label('approval', state)}</StateMark></dd></div>)}
          </dl>
        </section>
        <section aria-labelledby="mover">
          <h2 id="mover">{t('mover')}</h2>
          {proposal.holders.length === 0
            ? <p className="quiet">{t('noHolder')}</p>
            : <ul className="plain lines">{proposal.holders.map((holder) => <li key={holder.id}>{holder.party && <><PartyMark party={holder.party} name={names[holder.party]} /> </>}{holder.body} <span className="quiet">· {t('since', { on: longDate(holder.since, language) })}</span></li>)}</ul>}
          {proposal.dueOn
            ? <p className={`mt-2 ${late ? 'is-late' : ''}`}>{t('due', { on: longDate(proposal.dueOn, language) })}{late && <> · <b>{t('late')}</b></>}</p>
            : <p className="quiet">{t('noDue')}</p>}
        </section>
      </div>
    </>
  )
}
