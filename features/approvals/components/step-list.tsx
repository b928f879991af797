import { getTranslations } from 'next-intl/server'
import { Text } from '@/components/text'
import { Unverified } from '@/components/unverified'
import { inLanguage, type Language } from '@/lib/trilingual'
import type { Duration, ProcedureMapRead, Track } from '../data'
import { departures } from '../rules'
import { Records } from './records'

/** The steps of one Party's map in order, each with its authority, evidence and length, and beside it what was recorded. */
export async function StepList({ language, map, track, recordHref }: { language: Language; map: ProcedureMapRead; track: Track | null; recordHref: ((step: string) => string) | null }) {
  const t = await getTranslations({ locale: language, namespace: 'approvals' })
  const tv = await getTranslations({ locale: language, namespace: 'values' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const only = tc.raw('onlyIn') as Record<Language, string>
  const departed = departures(map.routes, track?.records ?? [])
  const stepName = (key: string) => inLanguage(map.steps.find((step) => step.key === key)?.name, language)?.text ?? key
  const length = ({ low, likely, high, unit, chamber, kind }: Duration) => {
    const of = unit === 'point' || likely === null ? tv('unit.point') : `${low === high && low === likely ? t('exactly', { n: likely }) : t('range', { low: low ?? likely, likely, high: high ?? likely })} ${tv(`unit.${unit as 'sitting'}`)}`
    return `${of}${chamber ? ` (${tv(`chamber.${chamber as 'us-house'}`)})` : ''}; ${tv(`durationKind.${kind as 'gate'}`)}`
  }
  return (
    <ol className="plain lines border-t border-rule">
      {map.steps.map((step, index) => (
        <li key={step.key} id={`step-${step.key}`} className="grid gap-x-6 gap-y-1 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] break-inside-avoid">
          <div className="min-w-0">
            <h4 className="m-0 font-semibold"><span className="quiet font-normal">{index + 1}.</span> <Text of={step.name} language={language} only={only} />{step.role !== 'core' && <> <span className="tag">{t(`role.${step.role as 'optional'}`)}</span></>}{!step.verified && <> <Unverified label={tc('notVerified')} /></>}</h4>
            <p className="m-0"><Text of={step.body} language={language} only={only} /></p>
            <p className={`m-0 text-sm ${step.status === 'pattern' ? 'font-semibold' : 'quiet'}`}>{tv(`stepStatus.${step.status as 'law'}`)}</p>
            <Records language={language} records={(track?.records ?? []).filter(({ stepKey }) => stepKey === step.key)} departures={departed.filter(({ stepKey }) => stepKey === step.key)} stepName={stepName} />
            {recordHref && <p className="no-print m-0 mt-1"><a href={recordHref(step.key)}>{t('recordHere')}<span className="sr">: {stepName(step.key)}</span></a></p>}
          </div>
          <dl className="facts content-start text-sm">
            <dt>{t('authority')}</dt>
            <dd>
              <ul className="plain">
                {step.authority.map((one) => <li key={one.citation} className="py-0.5"><span lang="en">{one.url ? <a href={one.url} rel="noreferrer">{one.citation}</a> : one.citation}</span>{!one.verified && <> <Unverified label={tc('notVerified')} /></>}</li>)}
              </ul>
            </dd>
            <dt>{t('evidence')}</dt>
            <dd><Text of={step.evidence} language={language} only={only} /></dd>
            <dt>{t('duration')}</dt>
            <dd>{length(step.duration)}{step.anchor && <>. {t('anchor')}</>}{inLanguage(step.duration.note, language) && <span className="quiet block"><Text of={step.duration.note} language={language} only={only} /></span>}</dd>
            {inLanguage(step.uncertainty, language) && <><dt>{t('uncertain')}</dt><dd><Text of={step.uncertainty} language={language} only={only} /></dd></>}
          </dl>
        </li>
      ))}
    </ol>
  )
}
