import { getTranslations } from 'next-intl/server'
import { PartyMark } from '@/components/party-mark'
import { Text } from '@/components/text'
import { Unverified } from '@/components/unverified'
import type { Language } from '@/lib/trilingual'
import type { Flag } from '../data'

/** Domestic law that stands in the way or must be minded; what only may touch the proposal says so. */
export async function LegalFlags({ language, flags }: { language: Language; flags: Flag[] }) {
  if (flags.length === 0) return null
  const t = await getTranslations({ locale: language, namespace: 'approvals' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const only = tc.raw('onlyIn') as Record<Language, string>
  const one = (flag: Flag) => (
    <>
      <PartyMark party={flag.party} name={tc(`parties.${flag.party}`)} /> <b>{t(`severity.${flag.severity as 'stop'}`)}</b> · <Text of={flag.text} language={language} only={only} />{' '}
      <span className="quiet">{t(`flagStatus.${flag.status as 'law'}`)}{flag.url && <> · <a href={flag.url} rel="noreferrer">{t('source')}</a></>}</span>{!flag.verified && <> <Unverified label={tc('notVerified')} /></>}
    </>
  )
  const certain = flags.filter(({ touches }) => touches === 'yes')
  const warned = certain.filter(({ severity }) => severity === 'warn')
  const noted = certain.filter(({ severity }) => severity !== 'stop' && severity !== 'warn')
  const maybe = flags.filter(({ touches }) => touches === 'maybe')
  return (
    <section aria-labelledby="flags">
      <h2 id="flags">{t('flags')}</h2>
      {certain.filter(({ severity }) => severity === 'stop').map((flag) => <div key={flag.id} className="banner"><p>{one(flag)}</p></div>)}
      {warned.length > 0 && <div className="banner banner-calm"><ul className="plain lines [&>li:last-child]:border-0">{warned.map((flag) => <li key={flag.id}>{one(flag)}</li>)}</ul></div>}
      {noted.length > 0 && <ul className="plain lines">{noted.map((flag) => <li key={flag.id}>{one(flag)}</li>)}</ul>}
      {maybe.length > 0 && (
        <>
          <h3>{t('flagsMaybe')}</h3>
          <ul className="plain lines">{maybe.map((flag) => <li key={flag.id}>{one(flag)}</li>)}</ul>
        </>
      )}
    </section>
  )
}
