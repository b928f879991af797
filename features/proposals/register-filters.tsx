import type { Language } from '@/lib/trilingual'
import type { FacetCounts } from './data'
import { FACETS, toggled, viewQuery, type Facet, type RegisterView } from './filters'

type Labels = Record<Facet, { title: string; value: (value: string) => string; order: readonly string[] }>
type Words = { search: string; searchHint: string; apply: string; more: string; remove: string; clear: string; provision: string; applied: (name: string, value: string) => string }

/** The address of a view of the register. */
export function registerHref(language: Language, view: RegisterView, after?: string): string {
  const query = viewQuery(view)
  if (after) query.set('after', after)
  const text = query.toString()
  return `/${language}/proposals${text ? `?${text}` : ''}`
}

/** Search and facets: links and one GET form, so that all works without script and lives in the address. */
export function RegisterFilters({ view, counts, labels, words, language, id }: { view: RegisterView; counts: FacetCounts; labels: Labels; words: Words; language: Language; id: string }) {
  return (
    <>
      <form action={`/${language}/proposals`} role="search" className="facet-group">
        <label htmlFor={`${id}-q`} className="font-semibold">{words.search}</label>
        <p className="hint" id={`${id}-q-hint`}>{words.searchHint}</p>
        <input className="input" type="search" id={`${id}-q`} name="q" defaultValue={view.q ?? ''} aria-describedby={`${id}-q-hint`} maxLength={200} />
        {[...viewQuery({ ...view, q: null })].map(([name, value]) => <input key={`${name}=${value}`} type="hidden" name={name} value={value} />)}
        <p className="mt-2 mb-0"><button className="button button-quiet" type="submit">{words.apply}</button></p>
      </form>
      {FACETS.map((facet) => {
        const { title, value: name, order } = labels[facet]
        const chosen = view.facets[facet] ?? []
        const counted = counts.facets[facet]
        const values = order.filter((value) => counted[value] !== undefined || chosen.includes(value))
        const shown = facet === 'chapter' ? [...values].sort((a, b) => (counted[b] ?? 0) - (counted[a] ?? 0) || Number(a) - Number(b)) : values
        const link = (value: string) => (
          <li key={value}>
            <a className="facet" href={registerHref(language, toggled(view, facet, value))} aria-current={chosen.includes(value) ? 'true' : undefined} rel="nofollow">
              <span>{name(value)}</span> <span className="n">{counted[value] ?? 0}</span>
            </a>
          </li>
        )
        const rest = shown.slice(8).filter((value) => !chosen.includes(value))
        const first = shown.filter((value) => !rest.includes(value))
        return (
          <section key={facet} className="facet-group" aria-labelledby={`${id}-${facet}`}>
            <h2 id={`${id}-${facet}`}>{title}</h2>
            <ul className="plain">{first.map(link)}</ul>
            {rest.length > 0 && <details><summary className="text-accent">{words.more} ({rest.length})</summary><ul className="plain">{rest.map(link)}</ul></details>}
          </section>
        )
      })}
    </>
  )
}

/** The filters that are on, each with its own way off. */
export function AppliedFilters({ view, labels, words, language }: { view: RegisterView; labels: Labels; words: Words; language: Language }) {
  const items = [
    ...(view.q ? [{ key: 'q', text: words.applied(words.search, view.q), href: registerHref(language, { ...view, q: null, after: null }) }] : []),
    ...(view.provision ? [{ key: 'provision', text: words.applied(words.provision, view.provision), href: registerHref(language, { ...view, provision: null, after: null }) }] : []),
    ...FACETS.flatMap((facet) => (view.facets[facet] ?? []).map((value) => ({ key: `${facet}=${value}`, text: words.applied(labels[facet].title, labels[facet].value(value)), href: registerHref(language, toggled(view, facet, value)) }))),
  ]
  if (items.length === 0) return null
  return (
    <ul className="applied">
      {items.map((item) => <li key={item.key}><a href={item.href}><span className="sr">{words.remove} </span>{item.text} <span aria-hidden="true">×</span></a></li>)}
      <li><a href={`/${language}/proposals`}>{words.clear}</a></li>
    </ul>
  )
}
