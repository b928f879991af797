'use client'
import { useActionState, useEffect, useRef } from 'react'
import { ErrorSummary, Field } from '@/components/field'

/** What an action answers: shown in the page that sent the form, with or without JavaScript. */
export type FormState = { errors: { field?: string; message: string }[]; values: Record<string, string>; done?: string; link?: string }

export type FieldOf = {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  hint?: string
  autoComplete?: string
  value?: string
  maxLength?: number
  options?: { value: string; label: string }[]
}

const NOTHING: FormState = { errors: [], values: {} }

/** A form of labelled fields whose errors are summed up above it and tied to their fields. Passwords are not given back. */
export function AccountForm({ action, fields, hidden, submit, summary, id }: {
  action: (state: FormState, form: FormData) => Promise<FormState>
  fields: FieldOf[]
  hidden: Record<string, string>
  submit: string
  summary: string
  /** Keeps the fields' ids apart where a page has several forms. */
  id: string
}) {
  const [state, send, pending] = useActionState(action, NOTHING)
  const top = useRef<HTMLDivElement>(null)
  // The answer may be above what is in view: it is brought there and read out.
  useEffect(() => {
    if (state !== NOTHING) top.current?.querySelector<HTMLElement>('[tabindex]')?.focus()
  }, [state])
  const errors = state.errors.map((error) => ({ ...error, ...(error.field ? { field: `${id}-${error.field}` } : {}) }))
  return (
    <div className="form" ref={top}>
      <ErrorSummary title={summary} errors={errors} />
      {state.done && (
        <div className="banner banner-ok" role="status" tabIndex={-1}>
          <p>{state.done}</p>
          {state.link && <p><code className="break-all">{state.link}</code></p>}
        </div>
      )}
      {/* The browser's own bubbles speak its language, not the page's: the server answers. */}
      <form action={send} noValidate>
        {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        {fields.map((field) => (
          <Field key={field.name} id={`${id}-${field.name}`} label={field.label} hint={field.hint} error={state.errors.find((error) => error.field === field.name)?.message}>
            {(aria) => field.options
              ? (
                <select className="input" name={field.name} defaultValue={state.values[field.name] ?? field.value} {...aria}>
                  {field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
                </select>
              )
              : <input className="input" name={field.name} type={field.type ?? 'text'} autoComplete={field.autoComplete} maxLength={field.maxLength} required defaultValue={state.values[field.name] ?? field.value} {...aria} />}
          </Field>
        ))}
        <button className="button" type="submit" aria-disabled={pending || undefined}>{submit}</button>
      </form>
    </div>
  )
}
