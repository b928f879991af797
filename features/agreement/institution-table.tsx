import { getTranslations } from 'next-intl/server'
import { Scroll } from '@/components/scroll'
import { Unverified } from '@/components/unverified'
import { longDate } from '@/lib/dates'
import type { Language } from '@/lib/trilingual'
import type { InstitutionRow } from './data'
import { EnglishOnly } from './marks'
import { chapterOfArticle } from './rules'

const KINDS = ['commission', 'secretariat', 'committee', 'decision'] as const

/** The bodies the Agreement creates and the decisions one has taken, under their own English names. */
export async function InstitutionTable({ id, caption, rows, language }: { id: string; caption: string; rows: InstitutionRow[]; language: Language }) {
  const [t, common] = await Promise.all([getTranslations({ locale: language, namespace: 'agreement' }), getTranslations({ locale: language, namespace: 'common' })])
  return (
    <Scroll labelledBy={id}>
      <table className="table">
        <caption id={id}>{caption}</caption>
        <thead><tr><th scope="col">{t('columns.name')}</th><th scope="col">{t('columns.kind')}</th><th scope="col">{t('columns.article')}</th><th scope="col">{t('columns.date')}</th></tr></thead>
        <tbody>
          {rows.map((row) => {
            const kind = KINDS.find((one) => one === row.kind)
            const chapter = chapterOfArticle(row.article)
            const named = kind === 'commission' || kind === 'secretariat'
            return (
              <tr key={row.id}>
                <th scope="row" className="min-w-56">
                  {named ? t(`institution.${kind}`) : <EnglishOnly language={language}>{row.name}</EnglishOnly>}
                  {!row.verified && <> <Unverified label={common('notVerified')} /></>}
                  {[row.detail.decisions, row.detail.two_party_rule, row.detail.note].filter(Boolean).map((line) => <div className="quiet" key={line}><EnglishOnly language={language}>{line}</EnglishOnly></div>)}
                </th>
                <td>{kind ? t(`institutionKind.${kind}`) : row.kind}</td>
                <td className="nowrap">{row.article ? (chapter ? <a href={`/${language}/agreement/${chapter}`}>{row.article.replace('-', '–')}</a> : row.article) : ''}</td>
                <td className="nowrap">
                  {row.detail.date && (row.detail.source ? <a href={row.detail.source} rel="noreferrer">{longDate(row.detail.date, language)}</a> : longDate(row.detail.date, language))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}
