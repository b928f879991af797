import { getTranslations } from 'next-intl/server'
import { PartyMarks } from '@/components/party-mark'
import { Unverified } from '@/components/unverified'
import { registerNumber } from '@/features/proposals/rules'
import { isParty } from '@/lib/parties'
import { inLanguage, type Language, type Shown } from '@/lib/trilingual'

/** A title in its own language, with what was not verified and what was seen in one language only said beside it. */
export async function SeenTitle({ title, language, numberVerified }: { title: (Shown & { verified: boolean }) | null; language: Language; numberVerified?: boolean }) {
  const [t, common] = await Promise.all([getTranslations({ locale: language, namespace: 'agreement' }), getTranslations({ locale: language, namespace: 'common' })])
  if (!title) return <span className="quiet">{t('noTitle')}</span>
  return (
    <>
      <span lang={title.lang === language ? undefined : title.lang}>{title.text}</span>
      {title.fallback && <> <span className="tag">{common(`onlyIn.${title.lang}`)}</span></>}
      {!title.verified && <> <Unverified label={numberVerified ? t('numberOnly') : t('titleNotVerified')} /></>}
    </>
  )
}

/** Words of the reference data that exist in English only: they stand as they are, marked. */
export async function EnglishOnly({ language, children }: { language: Language; children: React.ReactNode }) {
  if (language === 'en') return <>{children}</>
  const common = await getTranslations({ locale: language, namespace: 'common' })
  return <><span lang="en">{children}</span> <span className="tag">{common('onlyIn.en')}</span></>
}

/** The Parties a provision speaks of: "all", "US-CA", "MX". */
export async function ProvisionParties({ parties, language }: { parties: string | null; language: Language }) {
  const [t, common] = await Promise.all([getTranslations({ locale: language, namespace: 'agreement' }), getTranslations({ locale: language, namespace: 'common' })])
  const named = (parties ?? '').split('-').filter(isParty)
  if (parties === 'all' || named.length === 3) return <>{t('allParties')}</>
  if (named.length === 0) return <span className="quiet">{common('notStated')}</span>
  return <PartyMarks parties={named} names={{ US: common('parties.US'), CA: common('parties.CA'), MX: common('parties.MX') }} />
}

export type Touch = { n: number; first: { id: string; number: number | null; title: unknown }[] }

/** The proposals that touch a provision: the first few by number, and the way to all of them. */
export async function Touched({ provision, touch, language }: { provision: string; touch: Touch | undefined; language: Language }) {
  const t = await getTranslations({ locale: language, namespace: 'agreement' })
  if (!touch) return <span className="quiet">{t('none')}</span>
  return (
    <>
      {touch.first.map((one, index) => {
        const number = registerNumber(one.number)
        const title = inLanguage(one.title, language)
        return (
          <span key={one.id}>
            {index > 0 && ', '}
            {number
              ? <a className="nowrap" href={`/${language}/proposals/${number}`} title={title?.text}>{number}</a>
              : <a href={`/${language}/proposals/${one.id}`} lang={title?.lang}>{title?.text ?? t('unnumbered')}</a>}
          </span>
        )
      })}
      {touch.n > touch.first.length && <>{', '}<a className="nowrap" href={`/${language}/proposals?provision=${encodeURIComponent(provision)}`}>{t('allTouching', { n: touch.n })}</a></>}
    </>
  )
}
