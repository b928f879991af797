import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Scroll } from '@/components/scroll'
import { currentActor } from '@/features/accounts/gate'
import { chapterRows } from '@/features/agreement/data'
import { chapterTitle, heat } from '@/features/agreement/rules'
import { facetCounts } from '@/features/proposals/data'
import { parseView } from '@/features/proposals/filters'
import { heatCells } from '@/features/proposals/overview-data'
import { INSTRUMENT_KINDS } from '@/features/proposals/rules'
import { withActor } from '@/lib/db'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'agreement' }))('heat.title') }
}

export default async function HeatMapPage({ params }: Props) {
  const [{ locale: language }, actor] = await Promise.all([params, currentActor()])
  const [t, values] = await Promise.all([getTranslations({ locale: language, namespace: 'agreement' }), getTranslations({ locale: language, namespace: 'values' })])
  const found = await withActor(actor, async (tx) => ({
    chapters: await chapterRows(tx),
    cells: await heatCells(tx),
    counts: await facetCounts(tx, parseView(new URLSearchParams()).view),
  }))
  const at = new Map(found.cells.map((cell) => [`${cell.chapter} ${cell.instrument}`, cell.n]))
  const largest = Math.max(0, ...at.values())
  const register = (query: string) => `/${language}/proposals${query}`
  return (
    <>
      <p className="crumbs"><a href={`/${language}/agreement`}>{t('title')}</a></p>
      <h1>{t('heat.title')}</h1>
      <p className="lead">{t('heat.lead')}</p>
      <Scroll labelledBy="heat">
        <table className="table heat">
          <caption id="heat">{t('heat.caption', { n: found.counts.total })}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 bg-panel min-w-36">{t('columns.chapter')}</th>
              {INSTRUMENT_KINDS.map((kind) => <th scope="col" key={kind} className="text-center! min-w-20"><abbr className="no-underline" title={values(`instrument.${kind}`)}>{values(`instrumentShort.${kind}`)}</abbr></th>)}
              <th scope="col" className="text-center!">{t('sum')}</th>
            </tr>
          </thead>
          <tbody>
            {found.chapters.map((chapter) => {
              const title = chapterTitle(chapter, language)
              const n = found.counts.facets.chapter[String(chapter.number)] ?? 0
              return (
                <tr key={chapter.number}>
                  <th scope="row" className="sticky left-0 bg-panel"><a className="title-link font-normal!" href={`/${language}/agreement/${chapter.number}`}><span className="quiet">{chapter.number}</span> <span lang={title?.lang}>{title?.text}</span></a></th>
                  {INSTRUMENT_KINDS.map((kind) => {
                    const count = at.get(`${chapter.number} ${kind}`) ?? 0
                    const shade = heat(count, largest)
                    return (
                      <td key={kind} className={shade > 0 ? `heat-${shade}` : undefined}>
                        {count > 0
                          ? <a className={shade < 5 ? 'text-ink' : undefined} href={register(`?chapter=${chapter.number}&instrument=${kind}`)} aria-label={t('heat.cell', { n: count, chapter: chapter.number, instrument: values(`instrumentShort.${kind}`) })}>{count}</a>
                          : <span className="text-ink-3">0</span>}
                      </td>
                    )
                  })}
                  <td>{n > 0 ? <a className="font-semibold" href={register(`?chapter=${chapter.number}`)} aria-label={t('proposalsOf', { n, chapter: chapter.number })}>{n}</a> : <span className="text-ink-3">0</span>}</td>
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="sticky left-0 bg-panel">{t('heat.all')}</th>
              {INSTRUMENT_KINDS.map((kind) => {
                const n = found.counts.facets.instrument[kind] ?? 0
                return <td key={kind}>{n > 0 ? <a className="font-semibold" href={register(`?instrument=${kind}`)} aria-label={t('heat.column', { n, instrument: values(`instrumentShort.${kind}`) })}>{n}</a> : <span className="text-ink-3">0</span>}</td>
              })}
              <td><a className="font-semibold" href={register('')}>{found.counts.total}</a></td>
            </tr>
          </tfoot>
        </table>
      </Scroll>
      <p className="quiet mt-2">{t('heat.note')}</p>
    </>
  )
}
