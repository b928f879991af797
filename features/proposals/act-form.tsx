'use client'
import { useActionState } from 'react'
import { ErrorSummary, Field } from '@/components/field'
import type { ActState } from './actions'

/** A small form of one act: its choices, its reason, its button. Works without a script. */
export function ActForm({ action, id, hidden, choice, reason, submit, quiet, errorTitle }: {
  action: (state: ActState, form: FormData) => Promise<ActState>
  /** Keeps the ids of several forms of a page apart. */
  id: string
  hidden: Record<string, string>
  choice?: { name: string; legend: string; type: 'radio' | 'checkbox'; options: { value: string; label: string }[] }
  reason?: { label: string; hint?: string }
  submit: string
  quiet?: boolean
  errorTitle: string
}) {
  const [state, act, pending] = useActionState(action, { round: 0, values: {}, errors: [] })
  const of = (field: string) => state.errors.find((one) => one.field === field)?.message
  const chosen = choice ? (state.values[choice.name] ?? '').split(',') : []
  return (
    <form action={act} className="form" key={state.round} noValidate>
      <ErrorSummary title={errorTitle} errors={state.errors.map(({ field, message }) => ({ message, ...(field ? { field: `${id}-${field}` } : {}) }))} />
      {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {choice && (
        <fieldset className="field" id={`${id}-${choice.name}`} aria-describedby={of(choice.name) ? `${id}-${choice.name}-error` : undefined}>
          <legend>{choice.legend}</legend>
          {choice.options.map((option) => (
            <label className="choice" key={option.value}><input type={choice.type} name={choice.name} value={option.value} defaultChecked={chosen.includes(option.value)} /> <span>{option.label}</span></label>
          ))}
          {of(choice.name) && <p className="error" id={`${id}-${choice.name}-error`}>{of(choice.name)}</p>}
        </fieldset>
      )}
      {reason && (
        <Field id={`${id}-reason`} label={reason.label} {...(reason.hint ? { hint: reason.hint } : {})} {...(of('reason') ? { error: of('reason')! } : {})}>
          {(aria) => <textarea className="input" {...aria} name="reason" rows={3} defaultValue={state.values['reason']} />}
        </Field>
      )}
      <p><button className={quiet ? 'button button-quiet' : 'button'} type="submit" disabled={pending}>{submit}</button></p>
    </form>
  )
}
