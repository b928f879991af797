import { getTranslations } from 'next-intl/server'
import { Scroll } from '@/components/scroll'
import type { Language } from '@/lib/trilingual'
import type { ProvisionRow } from './data'
import { EnglishOnly, ProvisionParties, SeenTitle, Touched, type Touch } from './marks'
import { anchorOf, bySection, provisionTitle, sourceFor } from './rules'

/** Articles, annexes or side letters: number, title, Parties where they differ, the proposals that touch each, source. */
export async function ProvisionTable({ id, caption, rows, touched, language, parties }: {
  id: string; caption: string; rows: ProvisionRow[]; touched: ReadonlyMap<string, Touch>; language: Language; parties?: boolean
}) {
  const t = await getTranslations({ locale: language, namespace: 'agreement' })
  return (
    <Scroll labelledBy={id}>
      <table className="table">
        <caption id={id}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.number')}</th>
            <th scope="col">{t('columns.title')}</th>
            {parties && <th scope="col">{t('columns.parties')}</th>}
            <th scope="col">{t('columns.proposals')}</th>
            <th scope="col">{t('columns.source')}</th>
          </tr>
        </thead>
        {bySection(rows).map((group, index) => (
          <tbody key={`${group.section}-${index}`}>
            {group.section && (
              <tr><th scope="rowgroup" colSpan={parties ? 5 : 4} className="font-semibold!">{t('section')} <EnglishOnly language={language}>{group.section}</EnglishOnly></th></tr>
            )}
            {group.rows.map((row) => {
              const title = provisionTitle(row, language)
              const source = sourceFor(row, title?.lang ?? language)
              return (
                <tr key={row.id} id={anchorOf(row.id)}>
                  <th scope="row" className="nowrap"><ProvisionName id={row.id} language={language} /></th>
                  <td className="min-w-56">
                    <SeenTitle title={title} language={language} numberVerified={row.numberVerified && !row.verified} />
                    {row.note && <div className="quiet"><EnglishOnly language={language}>{row.note}</EnglishOnly></div>}
                  </td>
                  {parties && <td><ProvisionParties parties={row.parties} language={language} /></td>}
                  <td className="min-w-32"><Touched provision={row.id} touch={touched.get(row.id)} language={language} /></td>
                  <td>
                    {source
                      ? <a href={source.url} hrefLang={source.lang} rel="noreferrer">{t('source')} <span className="quiet">({source.lang})</span><span className="sr"> {row.label}</span></a>
                      : <span className="quiet">{t('noSource')}</span>}
                  </td>
                </tr>
              )
            })}
          </tbody>
        ))}
      </table>
    </Scroll>
  )
}

/** "19.3" as it is; "Annex 4-B Appendix" with the word in the reader's language. */
async function ProvisionName({ id, language }: { id: string; language: Language }) {
  const t = await getTranslations({ locale: language, namespace: 'agreement' })
  const annex = /^Annex (.+?)( Appendix)?$/.exec(id)
  if (!annex) return <>{id}</>
  return <>{annex[2] ? t('appendixTo', { id: annex[1] ?? '' }) : t('annexId', { id: annex[1] ?? '' })}</>
}
