import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Scroll } from '@/components/scroll'
import { currentActor } from '@/features/accounts/gate'
import { agreementFacts, chapterRows, institutions, provisionsOf } from '@/features/agreement/data'
import { InstitutionTable } from '@/features/agreement/institution-table'
import { SeenTitle } from '@/features/agreement/marks'
import { ProvisionTable } from '@/features/agreement/provision-table'
import { chapterTitle } from '@/features/agreement/rules'
import { facetCounts } from '@/features/proposals/data'
import { parseView } from '@/features/proposals/filters'
import { touchingProvisions } from '@/features/proposals/overview-data'
import { longDate } from '@/lib/dates'
import { withActor } from '@/lib/db'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'agreement' }))('title') }
}

const NAMES = [['US', 'en'], ['CA_en', 'en'], ['CA_fr', 'fr'], ['MX', 'es']] as const

export default async function AgreementPage({ params }: Props) {
  const [{ locale: language }, actor] = await Promise.all([params, currentActor()])
  const t = await getTranslations({ locale: language, namespace: 'agreement' })
  const found = await withActor(actor, async (tx) => ({
    facts: await agreementFacts(tx),
    chapters: await chapterRows(tx),
    apart: await provisionsOf(tx, null),
    touched: new Map((await touchingProvisions(tx, null)).map((one) => [one.provisionId, one])),
    bodies: await institutions(tx),
    counts: (await facetCounts(tx, parseView(new URLSearchParams()).view)).facets.chapter,
  }))
  const sum = (of: 'articles' | 'verified' | 'annexes') => found.chapters.reduce((total, chapter) => total + chapter[of], 0)
  const annexes = found.apart.filter((row) => row.kind === 'annex')
  const letters = found.apart.filter((row) => row.kind === 'side_letter')
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead', { articles: sum('articles'), verified: sum('verified') })}</p>
      <ul className="row plain no-print mb-4">
        <li><a href={`/${language}/agreement/heat-map`}>{t('toHeatMap')}</a></li>
        <li><a href="#annexes">{t('annexesApart')}</a></li>
        <li><a href="#letters">{t('letters')}</a></li>
        <li><a href="#institutions">{t('institutions')}</a></li>
        <li><a href={`/${language}/clock`}>{t('toClock')}</a></li>
      </ul>
      <div className="two">
        <div className="min-w-0">
          <Scroll labelledBy="chapters">
            <table className="table">
              <caption id="chapters">{t('chaptersCaption')}</caption>
              <thead>
                <tr>
                  <th scope="col" className="w-12"><abbr className="no-underline" title={t('columns.chapter')}>{t('columns.chapterShort')}</abbr></th>
                  <th scope="col">{t('columns.title')}</th>
                  <th scope="col" className="text-right!">{t('columns.articles')}</th>
                  <th scope="col" className="text-right!">{t('columns.verified')}</th>
                  <th scope="col" className="text-right!">{t('columns.annexes')}</th>
                  <th scope="col" className="text-right!">{t('columns.proposals')}</th>
                </tr>
              </thead>
              <tbody>
                {found.chapters.map((chapter) => {
                  const n = found.counts[String(chapter.number)] ?? 0
                  return (
                    <tr key={chapter.number}>
                      <td className="num">{chapter.number}</td>
                      <th scope="row"><a className="title-link" href={`/${language}/agreement/${chapter.number}`}><SeenTitle title={chapterTitle(chapter, language)} language={language} /></a></th>
                      <td className="text-right">{chapter.articles}</td>
                      <td className="text-right">{chapter.verified}</td>
                      <td className="text-right">{chapter.annexes}</td>
                      <td className="text-right">{n > 0 ? <a href={`/${language}/proposals?chapter=${chapter.number}`} aria-label={t('proposalsOf', { n, chapter: chapter.number })}>{n}</a> : 0}</td>
                    </tr>
                  )
                })}
              </tbody>
              <tfoot>
                <tr><td /><th scope="row">{t('sum')}</th><td className="text-right">{sum('articles')}</td><td className="text-right">{sum('verified')}</td><td className="text-right">{sum('annexes')}</td><td className="text-right quiet">{t('sumNote')}</td></tr>
              </tfoot>
            </table>
          </Scroll>
        </div>
        <div className="min-w-0">
          {found.facts && (
            <>
              <h2 className="mt-0! max-[68.75rem]:mt-8!">{t('names')}</h2>
              <dl className="facts">
                {NAMES.map(([key, lang]) => (
                  <div className="contents" key={key}><dt>{t(`nameIn.${key}`)}</dt><dd lang={lang}>{found.facts?.names[key]}</dd></div>
                ))}
                <dt>{t('signed')}</dt><dd>{longDate(found.facts.signed, language)}</dd>
                <dt>{t('amended')}</dt><dd>{t('protocol', { date: longDate('2019-12-10', language) })}</dd>
                <dt>{t('inForce')}</dt><dd>{longDate(found.facts.inForce, language)}</dd>
                <dt>{t('authentic')}</dt><dd>{t('authenticNote')}</dd>
              </dl>
            </>
          )}
          <h2>{t('legend.title')}</h2>
          <dl className="facts">
            <dt>{t('legend.verified')}</dt><dd>{t('legend.verifiedText')}</dd>
            <dt><span className="tag-unverified whitespace-normal!">{t('numberOnly')}</span></dt><dd>{t('legend.numberText')}</dd>
            <dt><span className="tag-unverified whitespace-normal!">{t('titleNotVerified')}</span></dt><dd>{t('legend.notText')}</dd>
            <dt><span className="tag whitespace-normal!">{t('legend.only')}</span></dt><dd>{t('legend.onlyText')}</dd>
          </dl>
          <p className="quiet">{t('numbering')}</p>
        </div>
      </div>
      <h2>{t('annexesApart')}</h2>
      <ProvisionTable id="annexes" caption={t('annexesApartCaption')} rows={annexes} touched={found.touched} language={language} parties />
      <h2>{t('letters')}</h2>
      <ProvisionTable id="letters" caption={t('lettersCaption')} rows={letters} touched={found.touched} language={language} parties />
      <h2>{t('institutions')}</h2>
      <InstitutionTable id="institutions" caption={t('institutionsCaption')} rows={found.bodies} language={language} />
    </>
  )
}
