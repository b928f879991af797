'use client'
import { useActionState } from 'react'
import { ErrorSummary, Field } from '@/components/field'
import type { EditState } from './actions'
import { rowCount, type Flat, type RowKind } from './form-rows'

type Option = { value: string; label: string }
/** All that the form says, in the reader's language. */
export type FormWords = {
  errorTitle: string; save: string; none: string
  fields: Record<string, string>; hints: Record<string, string>; languages: Record<'en' | 'fr' | 'es', string>
  groups: Record<'words' | 'instrument' | 'scope' | 'origin' | 'source' | 'holder' | 'relation', string>
  rows: Record<RowKind, Record<string, string>>; rowHints: Record<RowKind, string>
  conflict: { title: string; lead: string; part: string; mine: string; theirs: string; base: string; empty: string; save: string }
}
export type FormOptions = Record<'instrumentKind' | 'pillar' | 'proponentType' | 'strategicClass' | 'relation' | 'parties', Option[]>
const LANGUAGES = ['en', 'fr', 'es'] as const
/** Empty rows below those there are: more come with each saving. */
const SPARE = 2

/** Entering or editing a record. Everything is in the page: no script is needed for any of it. */
export function ProposalForm({ action, flat: initial, version, words, options }: {
  action: (state: EditState, form: FormData) => Promise<EditState>; flat: Flat; version: number; words: FormWords; options: FormOptions
}) {
  const [state, act, pending] = useActionState(action, { round: 0, flat: initial, version, errors: [] })
  const summary = <ErrorSummary title={words.errorTitle} errors={state.errors} />
  if (state.stale) return <form action={act} key={state.round} noValidate>{summary}<Conflict state={state} words={words} pending={pending} /></form>

  const { flat } = state
  const error = (field: string) => {
    const message = state.errors.find((one) => one.field === field)?.message
    return message ? { error: message } : {}
  }
  // Of a text in three languages the hint stands at the first.
  const hintOf = (name: string) => words.hints[name.replace(/\.en$/, '')]
  const common = (name: string, label: string) => ({ id: name, label, ...(hintOf(name) ? { hint: hintOf(name)! } : {}), ...error(name) })
  const input = (name: string, label = words.fields[name] ?? name, more: React.ComponentProps<'input'> = {}) => (
    <Field key={name} {...common(name, label)}>{(aria) => <input className="input" {...aria} {...more} name={name} defaultValue={flat[name] ?? ''} />}</Field>
  )
  const select = (name: string, offered: Option[], blank: boolean, label = words.fields[name] ?? name) => (
    <Field key={name} {...common(name, label)}>
      {(aria) => (
        <select className="input" {...aria} name={name} defaultValue={flat[name] ?? ''}>
          {(blank || !flat[name]) && <option value="">{words.none}</option>}
          {offered.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Field>
  )
  const inThree = (name: string, rows: number) => LANGUAGES.map((language) => {
    const field = `${name}.${language}`
    const label = `${words.fields[name]} (${words.languages[language]})`
    return rows === 1 ? input(field, label, { lang: language }) : <Field key={field} {...common(field, label)}>{(aria) => <textarea className="input" {...aria} name={field} lang={language} rows={rows} defaultValue={flat[field] ?? ''} />}</Field>
  })
  const parties = (name: 'binds' | 'askOf') => (
    <fieldset className="field" id={name}>
      <legend>{words.fields[name]}</legend>
      {options.parties.map((party) => <label className="choice" key={party.value}><input type="checkbox" name={name} value={party.value} defaultChecked={(flat[name] ?? '').split(',').includes(party.value)} /> <span>{party.label}</span></label>)}
      {error(name).error && <p className="error">{error(name).error}</p>}
    </fieldset>
  )
  const box = (name: string, label: string) => <label className="choice field" key={name}><input type="checkbox" id={name} name={name} value="yes" defaultChecked={flat[name] === 'yes'} /> <span>{label}</span></label>
  const rows = (kind: RowKind, one: (at: (name: string) => string, label: (name: string) => string) => React.ReactNode) => (
    <>
      <h2 id={kind}>{words.groups[kind]}</h2>
      <p className="hint">{words.rowHints[kind]}</p>
      {Array.from({ length: Math.min(50, rowCount(flat, kind) + SPARE) }, (_, n) => (
        <fieldset className="field" key={n}>
          <legend>{words.groups[kind]} {n + 1}</legend>
          {one((name) => `${kind}.${n}.${name}`, (name) => words.rows[kind][name] ?? name)}
        </fieldset>
      ))}
    </>
  )
  return (
    <form action={act} className="form" key={state.round} noValidate>
      {summary}
      <input type="hidden" name="version" value={state.version} />
      <input type="hidden" name="base" value={JSON.stringify(initial)} />
      <h2>{words.groups.words}</h2>
      {inThree('title', 1)}
      {inThree('summary', 4)}
      {inThree('note', 2)}
      <h2>{words.groups.instrument}</h2>
      {select('instrumentKind', options.instrumentKind, false)}
      {inThree('instrumentReason', 2)}
      <h2>{words.groups.scope}</h2>
      {input('chapters')}
      {input('provisions')}
      {select('pillar', options.pillar, false)}
      {parties('binds')}
      {parties('askOf')}
      {select('strategicClass', options.strategicClass, true)}
      {input('industries')}
      <h2>{words.groups.origin}</h2>
      {input('proponent')}
      {select('proponentType', options.proponentType, false)}
      {input('proposedOn')}
      {input('dueOn')}
      {rows('source', (at, label) => (
        <>
          <input type="hidden" name={at('id')} value={flat[at('id')] ?? ''} />
          {input(at('url'), label('url'), { inputMode: 'url' })}{input(at('title'), label('title'))}{input(at('capturedAt'), label('capturedAt'))}{box(at('verified'), label('verified'))}
        </>
      ))}
      {box('verified', words.fields['verified'] ?? '')}
      {rows('holder', (at, label) => (
        <>
          <input type="hidden" name={at('id')} value={flat[at('id')] ?? ''} />
          {select(at('party'), options.parties, true, label('party'))}{input(at('body'), label('body'))}{input(at('since'), label('since'))}
        </>
      ))}
      {rows('relation', (at, label) => (
        <>
          {select(at('kind'), options.relation, true, label('kind'))}{input(at('to'), label('to'))}
          {LANGUAGES.map((language) => input(at(`why.${language}`), `${label('why')} (${words.languages[language]})`, { lang: language }))}
        </>
      ))}
      <p><button className="button" type="submit" disabled={pending}>{words.save}</button></p>
    </form>
  )
}

/** Both versions side by side, a choice for each part in which they differ. Neither is lost: both are in the page until one is chosen. */
function Conflict({ state, words, pending }: { state: EditState; words: FormWords; pending: boolean }) {
  const { conflict } = words
  const { choices, theirs } = state.stale!
  const side = (part: string, which: 'mine' | 'theirs', text: string, label: string, picked: boolean) => (
    <td>
      <label className="choice">
        <input type="radio" name={`pick.${part}`} value={which} defaultChecked={picked} aria-label={`${label}: ${which === 'mine' ? conflict.mine : conflict.theirs}`} />
        <span className="whitespace-pre-line break-words">{text || <span className="quiet">{conflict.empty}</span>}</span>
      </label>
    </td>
  )
  return (
    <>
      <input type="hidden" name="version" value={state.version} />
      <input type="hidden" name="mine" value={JSON.stringify(state.flat)} />
      <input type="hidden" name="theirs" value={JSON.stringify(theirs)} />
      <input type="hidden" name="base" value={JSON.stringify(theirs)} />
      <h2>{conflict.title}</h2>
      <p>{conflict.lead}</p>
      {choices.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={conflict.title}>
          <table className="table">
            <thead><tr><th scope="col">{conflict.part}</th><th scope="col">{conflict.mine}</th><th scope="col">{conflict.theirs}</th><th scope="col">{conflict.base}</th></tr></thead>
            <tbody>
              {choices.map((choice) => (
                <tr key={choice.part}>
                  <th scope="row">{choice.label}</th>
                  {side(choice.part, 'mine', choice.mine, choice.label, choice.pick === 'mine')}
                  {side(choice.part, 'theirs', choice.theirs, choice.label, choice.pick === 'theirs')}
                  <td className="quiet whitespace-pre-line">{choice.base || conflict.empty}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p><button className="button" type="submit" disabled={pending}>{conflict.save}</button></p>
    </>
  )
}
