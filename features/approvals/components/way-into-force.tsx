import { getTranslations } from 'next-intl/server'
import { PartyMark, PartyMarks } from '@/components/party-mark'
import { StateMark } from '@/components/state-mark'
import { Text } from '@/components/text'
import { Unverified } from '@/components/unverified'
import type { Actor } from '@/lib/actor'
import { PARTIES, type Party } from '@/lib/parties'
import { inLanguage, type Language } from '@/lib/trilingual'
import { mayKeepTrack } from '../ability'
import type { Approvals } from '../data'
import { nextStep, standing } from '../rules'
import { StepList } from './step-list'

export function trackFill(state: string): 'empty' | 'half' | 'full' | 'struck' {
  if (state === 'complete') return 'full'
  if (state === 'not_needed' || state === 'stopped') return 'struck'
  return state === 'under_way' ? 'half' : 'empty'
}

/** Way into force: whose procedures are needed and why, how they join, and each Party's steps with what was recorded. */
export async function WayIntoForce({ language, actor, href, approvals, states, binds, askOf, why }: {
  language: Language; actor: Actor; /** the proposal's address */ href: string; approvals: Approvals; states: Record<string, string>; binds: readonly Party[]; askOf: readonly Party[]; why: string
}) {
  const t = await getTranslations({ locale: language, namespace: 'approvals' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const names = tc.raw('parties') as Record<Party, string>
  const only = tc.raw('onlyIn') as Record<Language, string>
  const needed = approvals.ways.map(({ party }) => party)
  const without = PARTIES.filter((party) => !needed.includes(party))
  const marks = (parties: readonly Party[]) => (parties.length > 0 ? <PartyMarks parties={parties} names={names} /> : <span className="quiet">{t('none')}</span>)
  const { join } = approvals
  return (
    <section aria-labelledby="way">
      <h2 id="way">{t('title')}</h2>
      <dl className="facts max-w-[72ch]">
        <dt>{t('needed')}</dt><dd>{marks(needed)} {why}</dd>
        <dt>{t('binds')}</dt><dd>{marks(binds)}</dd>
        <dt>{t('asked')}</dt><dd>{marks(askOf)}</dd>
        {join && (
          <>
            <dt>{t('inForce')}</dt>
            <dd>
              <b><Text of={join.name} language={language} only={only} /></b>. <Text of={join.rule} language={language} only={only} />{' '}
              {join.url ? <a href={join.url} rel="noreferrer">{join.article}</a> : <span className="quiet">{join.article}</span>}{!join.verified && <> <Unverified label={tc('notVerified')} /></>}
              {join.offset && !join.offset.verified && <span className="block"><span className="unverified">{join.offset.days ? t('offset', { days: join.offset.days }) : t('offsetNone')}</span></span>}
              {inLanguage(join.note, language) && <span className="quiet block"><Text of={join.note} language={language} only={only} /></span>}
            </dd>
          </>
        )}
      </dl>
      {approvals.ways.length > 0 && (
        <div className="scroll mt-4" tabIndex={0} role="group" aria-label={t('overview')}>
          <table className="table">
            <caption className="sr">{t('overview')}</caption>
            <thead><tr><th scope="col">{t('party')}</th><th scope="col">{t('state')}</th><th scope="col">{t('done')}</th><th scope="col">{t('next')}</th><th scope="col">{t('body')}</th></tr></thead>
            <tbody>
              {approvals.ways.map(({ party, map, track }) => {
                const records = track?.records ?? []
                const next = map ? nextStep(map.steps, records) : null
                const core = map?.steps.filter(({ role }) => role === 'core') ?? []
                const done = new Set(standing(records).filter(({ what }) => what === 'done').map(({ stepKey }) => stepKey))
                return (
                  <tr key={party}>
                    <th scope="row"><a href={`#way-${party}`}>{names[party]}</a></th>
                    <td className="whitespace-nowrap">{track ? <StateMark fill={trackFill(track.state)} ok={track.state === 'complete'}>{states[track.state]}</StateMark> : <span className="quiet">{t('noTrack')}</span>}</td>
                    <td className="num">{t('ofSteps', { done: core.filter(({ key }) => done.has(key)).length, all: core.length })}</td>
                    <td>{next ? <Text of={next.name} language={language} only={only} /> : <span className="quiet">{t('none')}</span>}</td>
                    <td>{next && <Text of={next.body} language={language} only={only} />}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {approvals.ways.map(({ party, map, track }) => {
        const keeps = track !== null && mayKeepTrack(actor, party)
        return (
          <section key={party} aria-labelledby={`way-${party}`}>
            <h3 id={`way-${party}`} className="flex flex-wrap items-baseline gap-2 mt-6"><PartyMark party={party} name={names[party]} /> {names[party]}{track && <StateMark fill={trackFill(track.state)} ok={track.state === 'complete'}>{states[track.state]}</StateMark>}</h3>
            {track === null && <p>{t('noTrackWhy')}</p>}
            {map && (
              <>
                <p className="quiet">{t('mapVersion', { version: map.version })} <Text of={map.note} language={language} only={only} />{language !== 'en' && <> <span className="tag">{`${t('authority')} – ${only.en}`}</span></>}</p>
                {keeps && <p className="no-print"><a className="button button-quiet" href={`${href}/tracks/${party}`}>{t('keep')}</a></p>}
                <details open>
                  <summary>{t('steps', { n: map.steps.length })}</summary>
                  <div className="mt-2"><StepList language={language} map={map} track={track} recordHref={keeps ? (step) => `${href}/tracks/${party}?step=${encodeURIComponent(step)}` : null} /></div>
                </details>
              </>
            )}
            {!map && <p className="quiet">{t('noMap')}</p>}
          </section>
        )
      })}
      {without.length > 0 && (
        <ul className="plain lines mt-4">{without.map((party) => <li key={party}><PartyMark party={party} name={names[party]} /> {t('notNeeded', { party: names[party] })} {needed.length > 0 && why}</li>)}</ul>
      )}
      {approvals.former.length > 0 && (
        <>
          <h3>{t('former')}</h3>
          <ul className="plain lines">{approvals.former.map((track) => <li key={track.id}><PartyMark party={track.party} name={names[track.party]} /> {t('formerTrack', { map: track.mapId, n: track.records.length })} {states[track.state]}</li>)}</ul>
        </>
      )}
    </section>
  )
}
