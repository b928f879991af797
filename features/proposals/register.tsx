import { getTranslations } from 'next-intl/server'
import { ErrorSummary } from '@/components/field'
import { PARTIES } from '@/lib/parties'
import { inLanguage, type Language } from '@/lib/trilingual'
import type { RegisterPage, StateRow } from './data'
import { countFilters, type Facet, type RegisterView, type ViewError } from './filters'
import { RegisterTable, type RegisterWords } from './register-columns'
import { AppliedFilters, RegisterFilters, registerHref } from './register-filters'
import { INSTRUMENT_KINDS, PILLARS, PROPONENT_TYPES, STRATEGIC_CLASSES } from './rules'

/** What the register's page shows, read by the caller; `page` is null when the address was refused. */
export type RegisterFound = { states: StateRow[]; chapters: { number: number; title: unknown }[]; page: RegisterPage | null }

/** The tracker: filters, rows, and where the next page begins. Reads nothing itself. */
export async function Register({ language, view, errors, found, mayCreate, asOf }: {
  language: Language; view: RegisterView; errors: ViewError[]; found: RegisterFound; mayCreate: boolean; asOf: string
}) {
  const [t, tc, tv, te] = await Promise.all((['register', 'common', 'values', 'errors'] as const).map((namespace) => getTranslations({ locale: language, namespace })))
  if (!t || !tc || !tv || !te) throw new Error('messages are missing')
  const own = tv.raw as (key: string) => Record<string, string>
  const state = Object.fromEntries(found.states.filter(({ machine }) => machine === 'negotiation').map(({ code, label }) => [code, inLanguage(label, language)?.text ?? code]))
  const parties = tc.raw('parties') as RegisterWords['parties']
  const titles = new Map(found.chapters.map(({ number, title }) => [String(number), inLanguage(title, language)?.text ?? '']))
  const of = (names: Record<string, string>, order: readonly string[]) => ({ value: (value: string) => names[value] ?? value, order })
  const labels: Record<Facet, { title: string; value: (value: string) => string; order: readonly string[] }> = {
    chapter: { title: t('facet.chapter'), value: (value) => `${value}. ${titles.get(value) ?? ''}`, order: [...titles.keys()] },
    instrument: { title: t('facet.instrument'), ...of(own('instrumentShort'), INSTRUMENT_KINDS) },
    pillar: { title: t('facet.pillar'), ...of(own('pillar'), PILLARS) },
    proponent: { title: t('facet.proponent'), ...of(own('proponentType'), PROPONENT_TYPES) },
    state: { title: t('facet.state'), ...of(state, Object.keys(state)) },
    strategic: { title: t('facet.strategic'), ...of(own('strategicClass'), STRATEGIC_CLASSES) },
    binds: { title: t('facet.binds'), ...of(parties, PARTIES) },
    asked: { title: t('facet.asked'), ...of(parties, PARTIES) },
    procedures: { title: t('facet.procedures'), ...of(parties, PARTIES) },
  }
  const words: RegisterWords = {
    language, asOf, parties, only: tc.raw('onlyIn') as RegisterWords['only'], instrument: own('instrumentShort'), pillar: own('pillar'), proponentType: own('proponentType'), disclosure: own('disclosure'), state,
    columns: t.raw('column') as RegisterWords['columns'], noNumber: t('noNumber'), positionUnverified: t('positionUnverified'), withdrawn: t('withdrawn'), late: t('late'),
  }
  const filterWords = { search: t('search'), searchHint: t('searchHint'), apply: t('apply'), more: t('more'), remove: t('remove'), clear: t('clear'), provision: t('provision'), applied: (name: string, value: string) => t('applied', { name, value }) }
  const { page } = found
  const on = countFilters(view)
  const fieldName = (field: string) => (field in labels ? labels[field as Facet].title : t.has(`param.${field}`) ? t(`param.${field}`) : field)

  return (
    <>
      <div className="bar">
        <div>
          <h1>{t('title')}</h1>
          <p className="lead">{t('lead')}</p>
        </div>
        {mayCreate ? <p className="no-print"><a className="button" href={`/${language}/proposals/new`}>{t('new')}</a></p> : null}
      </div>
      {errors.length > 0 && (
        <>
          <ErrorSummary title={te('title')} errors={errors.map((error) => ({ message: te(error.code, { field: fieldName(error.field), value: error.value, max: error.value }) }))} />
          <p><a href={`/${language}/proposals`}>{t('clear')}</a></p>
        </>
      )}
      {page && (
        <div className="layout">
          {/* On a phone the rows come first; the filters open at a tap by being the address's target, without script. */}
          <aside className="facets" id="filters" tabIndex={-1} aria-label={t('filters')}>
            <p className="narrow"><a className="button button-quiet" href="#rows">{t('closeFilters')}</a></p>
            <RegisterFilters id="f" view={view} counts={page.counts} labels={labels} words={filterWords} language={language} />
          </aside>
          <section id="rows" tabIndex={-1} aria-label={t('rows')}>
            <p className="narrow no-print"><a className="button button-quiet" href="#filters">{t('filters')}{on > 0 && ` (${on})`}</a></p>
            <AppliedFilters view={view} labels={labels} words={filterWords} language={language} />
            <div className="bar">
              <p className="m-0"><b>{t('count', { n: page.counts.total })}</b>, {t(`sorted.${view.sort}`)}</p>
              {view.after && <p className="m-0"><a href={registerHref(language, view)}>{t('firstPage')}</a></p>}
            </div>
            {page.rows.length === 0
              ? <div className="banner banner-calm"><p>{t('empty')}</p><p><a href={`/${language}/proposals`}>{t('clear')}</a></p></div>
              : <RegisterTable rows={page.rows} words={words} caption={t('title')} sort={view.sort} sortHref={(sort) => registerHref(language, { ...view, sort, after: null })} sortLabel={t('sortBy')} />}
            {page.next && <p className="mt-4 no-print"><a className="button button-quiet" rel="next" href={registerHref(language, view, page.next)}>{t('nextPage')}</a></p>}
          </section>
        </div>
      )}
    </>
  )
}
