import { getTranslations } from 'next-intl/server'
import { PartyMark, PartyMarks } from '@/components/party-mark'
import { Text } from '@/components/text'
import { Unverified } from '@/components/unverified'
import { anchorOf, provisionTitle } from '@/features/agreement/rules'
import { longDate } from '@/lib/dates'
import type { Party } from '@/lib/parties'
import { inLanguage, type Language } from '@/lib/trilingual'
import type { ProposalRead, Related } from './proposal-data'
import { OurReading } from './proposal-head'
import { registerNumber } from './rules'

/** The fixed facts of a record beside its way: provisions, proponent, class, sources. */
export async function ProposalSide({ language, proposal }: { language: Language; proposal: ProposalRead }) {
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const only = tc.raw('onlyIn') as Record<Language, string>
  const names = tc.raw('parties') as Record<Party, string>
  const ours = (field: string) => (proposal.ourReading.includes(field) ? <> <OurReading label={t('ourReading')} /></> : null)
  // Beside the name of the field, so that it does not seem to speak of the last line of a list.
  const named = (field: string, name: string) => <dt>{name}{ours(field)}</dt>
  const none = <span className="quiet">{tc('notStated')}</span>
  const captured = (at: string) => {
    const by = /^by (\d{4}(?:-\d{2}){0,2})$/.exec(at)
    return by ? t('capturedBy', { on: longDate(by[1]!, language) }) : longDate(at, language)
  }
  const proponent = inLanguage(proposal.proponentNames, language) ? <Text of={proposal.proponentNames} language={language} only={only} /> : proposal.proponent
  return (
    <aside aria-labelledby="facts">
      <h2 id="facts" className="lg:mt-0">{t('facts')}</h2>
      <dl className="facts">
        {named('chapters', t('field.chapters'))}
        <dd><ul className="plain">{proposal.chapterRows.map(({ number, title }) => <li key={number}><a href={`/${language}/agreement/${number}`}>{number}. <Text of={title} language={language} only={only} /></a></li>)}</ul>{proposal.chapterRows.length === 0 && none}</dd>
        {named('provisions', t('field.provisions'))}
        <dd>
          <ul className="plain">
            {proposal.provisions.map((provision) => (
              <li key={provision.id}>
                <a href={`/${language}/agreement${provision.chapter === null ? '' : `/${provision.chapter}`}#${anchorOf(provision.id)}`}>{provision.label}</a> <Text of={provision.title} language={language} only={only} />{!provisionTitle(provision, language)?.verified && <> <Unverified label={t('titleUnverified')} /></>}
              </li>
            ))}
          </ul>
          {proposal.provisions.length === 0 && none}
        </dd>
        {named('binds', t('field.binds'))}<dd>{proposal.binds.length > 0 ? <PartyMarks parties={proposal.binds} names={names} /> : none}</dd>
        {named('askOf', t('field.askOf'))}<dd>{proposal.askOf.length > 0 ? <PartyMarks parties={proposal.askOf} names={names} /> : none}</dd>
        {named('pillar', t('field.pillar'))}<dd>{tv(`pillar.${proposal.pillar as 'institutional'}`)}</dd>
        <dt>{t('field.proponent')}</dt><dd>{proponent ? <>{proponent} · </> : null}<span className="quiet">{tv(`proponentType.${proposal.proponentType as 'party'}`)}</span></dd>
        <dt>{t('proposed')}</dt><dd>{proposal.proposedOn ? longDate(proposal.proposedOn, language) : none}</dd>
        {named('strategicClass', t('field.strategicClass'))}<dd>{proposal.strategicClass ? tv(`strategicClass.${proposal.strategicClass as 'defense'}`) : none}</dd>
        {named('industries', t('field.industries'))}
        <dd>{proposal.industries.length > 0 || inLanguage(proposal.industriesLabel, language) ? <><Text of={proposal.industriesLabel} language={language} only={only} />{proposal.industries.length > 0 && <span className="quiet block">{t('industryCodes', { codes: proposal.industries.join(', ') })}</span>}</> : none}</dd>
        {inLanguage(proposal.note, language) && <><dt>{t('field.note')}</dt><dd><Text of={proposal.note} language={language} only={only} /></dd></>}
        <dt>{t('field.disclosure')}</dt><dd>{tv(`disclosure.${proposal.disclosure as 'internal'}`)}{proposal.tabledTo.length > 0 && ` ${t('tabledTo', { parties: proposal.tabledTo.map((party) => names[party]).join(', ') })}`}</dd>
        <dt>{t('owner')}</dt><dd>{proposal.ownerParty ? <><PartyMark party={proposal.ownerParty} name={names[proposal.ownerParty]} /> {names[proposal.ownerParty]}</> : t('noOwner')}</dd>
      </dl>
      {proposal.ourReading.length > 0 && <p className="quiet mt-3 text-sm">{t('ourReadingLong')}</p>}

      <h2>{t('sources')}</h2>
      {proposal.sources.length === 0 && <p className="quiet">{t('noSources')}</p>}
      <ul className="plain lines">
        {proposal.sources.map((source) => {
          const name = source.title ?? hostOf(source.url) ?? t('sourceUnnamed')
          return (
            <li key={source.id}>
              {source.url && /^https?:\/\//i.test(source.url) ? <a href={source.url} rel="noreferrer">{name}</a> : name}{source.sourceKey && <span className="quiet"> · {source.sourceKey}</span>}{' '}
              {source.verified ? <span className="tag">{t('positionVerified')}</span> : <Unverified label={t('positionUnverified')} />}
              <span className="quiet block text-sm">{t('captured', { on: captured(source.capturedAt) })} · {t('checked', { on: source.lastChecked ? longDate(source.lastChecked, language) : t('never') })}</span>
              {inLanguage(source.note, language) && JSON.stringify(source.note) !== JSON.stringify(proposal.note) && <span className="block text-sm"><Text of={source.note} language={language} only={only} /></span>}
            </li>
          )
        })}
      </ul>
      {proposal.sources.length > 0 && <p className="quiet mt-2 text-sm">{t('positionMeans')}</p>}
    </aside>
  )
}

/** Relations to other records, both ways, each with its why. */
export async function ProposalRelations({ language, proposal }: { language: Language; proposal: ProposalRead }) {
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const only = tc.raw('onlyIn') as Record<Language, string>
  return (
    <section aria-labelledby="relations">
      <h2 id="relations">{t('relations')}{proposal.ourReading.includes('relations') && <> <OurReading label={t('ourReading')} /></>}</h2>
      {proposal.related.length === 0 && <p className="quiet">{t('noRelations')}</p>}
      <ul className="plain lines">
        {proposal.related.map((related) => (
          <li key={`${related.kind}-${related.out}-${related.other.id}`}>
            <span className="quiet">{relationWord(related, (kind) => tv(`relation.${kind}`), { supersedes: t('supersededBy'), supports: t('supportedBy') })}</span>{' '}
            <a href={`/${language}/proposals/${registerNumber(related.other.number) ?? related.other.id}`}>{registerNumber(related.other.number)} <Text of={related.other.title} language={language} only={only} /></a>
            {inLanguage(related.why, language) && <span className="block text-sm"><Text of={related.why} language={language} only={only} /></span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Packages and conflicts read the same both ways; who supports or supersedes whom has a direction. */
function relationWord({ kind, out }: Related, word: (kind: 'package' | 'supports' | 'conflicts' | 'supersedes') => string, passive: { supersedes: string; supports: string }): string {
  if (!out && (kind === 'supersedes' || kind === 'supports')) return passive[kind]
  return word(kind as 'package')
}

function hostOf(url: string | null): string | null {
  if (!url || !URL.canParse(url)) return null
  return new URL(url).hostname.replace(/^www\./, '')
}
