'use client'
import { useActionState } from 'react'
import { ErrorSummary, Field } from '@/components/field'
import type { ReportState } from './problem-report-actions'

type Words = { field: string; body: string; bodyHint: string; contact: string; contactHint: string; send: string; errorTitle: string }

/** "Report a problem with this record": works without a script, keeps what was typed. */
export function ProblemReportForm({ action, words, fields, longest }: { action: (state: ReportState, form: FormData) => Promise<ReportState>; words: Words; fields: { value: string; label: string }[]; longest: number }) {
  const [state, act, pending] = useActionState(action, { round: 0, values: {}, errors: [] })
  const error = (field: string) => {
    const message = state.errors.find((one) => one.field === field)?.message
    return message ? { error: message } : {}
  }
  return (
    <form className="form" action={act} key={state.round} noValidate>
      <ErrorSummary title={words.errorTitle} errors={state.errors.map(({ field, message }) => ({ message, ...(field ? { field } : {}) }))} />
      <Field id="field" label={words.field} {...error('field')}>
        {(aria) => <select className="input" {...aria} name="field" defaultValue={state.values['field'] ?? ''}>{fields.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}</select>}
      </Field>
      <Field id="body" label={words.body} hint={words.bodyHint} {...error('body')}>{(aria) => <textarea className="input" {...aria} name="body" rows={8} maxLength={longest} required defaultValue={state.values['body']} />}</Field>
      <Field id="contact" label={words.contact} hint={words.contactHint} {...error('contact')}>{(aria) => <input className="input" {...aria} name="contact" maxLength={200} autoComplete="email" defaultValue={state.values['contact']} />}</Field>
      <p><button className="button" type="submit" disabled={pending}>{words.send}</button></p>
    </form>
  )
}
