import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { PartyMark } from '@/components/party-mark'
import { Scroll } from '@/components/scroll'
import { Text } from '@/components/text'
import { Unverified } from '@/components/unverified'
import { currentActor } from '@/features/accounts/gate'
import { chapterRows, institutions, provisionsOf } from '@/features/agreement/data'
import { InstitutionTable } from '@/features/agreement/institution-table'
import { ProvisionTable } from '@/features/agreement/provision-table'
import { chapterTitle, parseChapter } from '@/features/agreement/rules'
import { vocabulary } from '@/features/proposals/data'
import { touchingChapter, touchingProvisions } from '@/features/proposals/overview-data'
import { INSTRUMENT_KINDS, registerNumber } from '@/features/proposals/rules'
import { withActor } from '@/lib/db'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language; chapter: string }> }

/** Everything the page shows, in one transaction; once for its title and its body. */
const read = cache(async (number: number) => {
  const actor = await currentActor()
  return withActor(actor, async (tx) => ({
    chapters: await chapterRows(tx),
    provisions: await provisionsOf(tx, number),
    bodies: await institutions(tx, number),
    proposals: await touchingChapter(tx, number),
    touched: new Map((await touchingProvisions(tx, number)).map((one) => [one.provisionId, one])),
    states: (await vocabulary(tx)).states,
  }))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, chapter } = await params
  const number = parseChapter(chapter)
  if (number === null) return { title: (await getTranslations({ locale, namespace: 'errors' }))('pageNotFound') }
  const t = await getTranslations({ locale, namespace: 'agreement' })
  const row = (await read(number)).chapters.find((one) => one.number === number)
  return { title: t('chapterTitle', { number, title: (row && chapterTitle(row, locale)?.text) ?? '' }) }
}

export default async function ChapterPage({ params }: Props) {
  const { locale: language, chapter: written } = await params
  const number = parseChapter(written)
  if (number === null) notFound()
  const [t, values, common, found] = await Promise.all([
    getTranslations({ locale: language, namespace: 'agreement' }), getTranslations({ locale: language, namespace: 'values' }),
    getTranslations({ locale: language, namespace: 'common' }), read(number),
  ])
  const chapter = found.chapters.find((one) => one.number === number)
  if (!chapter) notFound()
  const title = chapterTitle(chapter, language)
  const only = { en: common('onlyIn.en'), fr: common('onlyIn.fr'), es: common('onlyIn.es') }
  const articles = found.provisions.filter((row) => row.kind === 'article')
  const annexes = found.provisions.filter((row) => row.kind === 'annex')
  const around = [found.chapters.find((one) => one.number === number - 1), found.chapters.find((one) => one.number === number + 1)] as const
  const total = found.proposals[0]?.total ?? 0
  const state = (code: string) => found.states.find((one) => one.machine === 'negotiation' && one.code === code)?.label
  return (
    <>
      <p className="crumbs"><a href={`/${language}/agreement`}>{t('title')}</a></p>
      <h1>{t('chapter', { number })}{t('colon')}<span lang={title?.lang}>{title?.text}</span></h1>
      {title && (title.fallback || !title.verified) && <p className="m-0">{title.fallback && <span className="tag">{only[title.lang]}</span>} {!title.verified && <Unverified label={t('titleNotVerified')} />}</p>}
      <p className="lead">{t('chapterLead', { articles: chapter.articles, verified: chapter.verified, annexes: chapter.annexes, proposals: total })}</p>

      <h2>{t('proposals')}</h2>
      {found.proposals.length === 0 ? <p className="quiet">{t('noProposals')}</p> : (
        <Scroll labelledBy="proposals">
          <table className="table">
            <caption id="proposals">{t('proposalsCaption', { shown: found.proposals.length, total })}</caption>
            <thead><tr><th scope="col">{t('columns.number')}</th><th scope="col">{t('columns.proposal')}</th><th scope="col">{t('columns.instrument')}</th><th scope="col">{t('columns.state')}</th></tr></thead>
            <tbody>
              {found.proposals.map((row) => {
                const kind = INSTRUMENT_KINDS.find((one) => one === row.instrumentKind)
                return (
                  <tr key={row.id}>
                    <td className="num">{registerNumber(row.number) ?? (row.ownerParty && <PartyMark party={row.ownerParty} name={common(`parties.${row.ownerParty}`)} />)}</td>
                    <th scope="row" className="min-w-56"><a className="title-link" href={`/${language}/proposals/${registerNumber(row.number) ?? row.id}`}><Text of={row.title} language={language} only={only} none={t('unnumbered')} /></a></th>
                    <td>{kind ? values(`instrumentShort.${kind}`) : row.instrumentKind}</td>
                    <td><Text of={state(row.negotiationState)} language={language} only={only} none={row.negotiationState} /></td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Scroll>
      )}
      {total > 0 && <p className="mt-2"><a href={`/${language}/proposals?chapter=${number}`}>{t('inRegister', { n: total })}</a></p>}

      <h2>{t('articles')}</h2>
      <ProvisionTable id="articles" caption={t('articlesCaption')} rows={articles} touched={found.touched} language={language} />
      {annexes.length > 0 && (
        <>
          <h2>{t('annexes')}</h2>
          <ProvisionTable id="annexes" caption={t('annexesCaption', { number })} rows={annexes} touched={found.touched} language={language} parties />
        </>
      )}
      {found.bodies.length > 0 && (
        <>
          <h2>{t('institutions')}</h2>
          <InstitutionTable id="institutions" caption={t('bodiesCaption')} rows={found.bodies} language={language} />
        </>
      )}
      <nav className="bar no-print mt-8" aria-label={t('otherChapters')}>
        {around.map((one, index) => one && (
          <a key={one.number} className={index === 1 ? 'ml-auto' : undefined} rel={index === 0 ? 'prev' : 'next'} href={`/${language}/agreement/${one.number}`}>
            {index === 0 && '← '}{t('chapter', { number: one.number })}{t('colon')}{chapterTitle(one, language)?.text}{index === 1 && ' →'}
          </a>
        ))}
      </nav>
    </>
  )
}
