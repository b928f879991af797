'use client'
import { useActionState, type ReactNode } from 'react'
import { ErrorSummary, Field } from '@/components/field'
import { FRESH, type FormAction, type FormState } from './form-state'

type Option = { value: string; label: string }
type Frame = { action: FormAction; submit: string; errorTitle: string }

/** A form that works without a script and keeps what was entered when it is refused. */
function Form({ action, submit, errorTitle, children }: Frame & { children: (state: FormState, error: (field: string) => { error?: string }) => ReactNode }) {
  const [state, act, pending] = useActionState(action, FRESH)
  const error = (field: string) => {
    const message = state.errors.find((one) => one.field === field)?.message
    return message ? { error: message } : {}
  }
  return (
    <form className="form" action={act} key={state.round} noValidate>
      <ErrorSummary title={errorTitle} errors={state.errors.map(({ field, message }) => ({ message, ...(field ? { field } : {}) }))} />
      {children(state, error)}
      <p><button className="button" type="submit" disabled={pending}>{submit}</button></p>
    </form>
  )
}

function Select({ aria, name, options, value }: { aria: object; name: string; options: Option[]; value?: string | undefined }) {
  return <select className="input" {...aria} name={name} defaultValue={value ?? options[0]?.value}>{options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}</select>
}

export type RecordWords = { step: string; what: string; on: string; onHint: string; evidenceKind: string; evidence: string; evidenceHint: string; note: string; noteHint: string; internal: string; internalHint: string }

/** Record on a step what was done or is planned. */
export function RecordForm({ words, steps, whats, kinds, step, today, ...frame }: Frame & { words: RecordWords; steps: Option[]; whats: Option[]; kinds: Option[]; step: string | undefined; today: string }) {
  return (
    <Form {...frame}>
      {({ values }, error) => (
        <>
          <Field id="step" label={words.step} {...error('step')}>{(aria) => <Select aria={aria} name="step" options={steps} value={values['step'] ?? step} />}</Field>
          <Field id="what" label={words.what} {...error('what')}>{(aria) => <Select aria={aria} name="what" options={whats} value={values['what']} />}</Field>
          <Field id="on" label={words.on} hint={words.onHint} {...error('on')}>{(aria) => <input className="input" {...aria} name="on" inputMode="numeric" autoComplete="off" maxLength={10} defaultValue={values['on'] ?? today} />}</Field>
          <Field id="evidenceKind" label={words.evidenceKind} {...error('evidenceKind')}>{(aria) => <Select aria={aria} name="evidenceKind" options={kinds} value={values['evidenceKind']} />}</Field>
          <Field id="evidence" label={words.evidence} hint={words.evidenceHint} {...error('evidence')}>{(aria) => <input className="input" {...aria} name="evidence" maxLength={2000} autoComplete="off" defaultValue={values['evidence']} />}</Field>
          <Field id="note" label={words.note} hint={words.noteHint} {...error('note')}>{(aria) => <textarea className="input" {...aria} name="note" maxLength={2000} defaultValue={values['note']} />}</Field>
          <div className="field">
            <label className="choice"><input type="checkbox" name="internal" value="yes" defaultChecked={values['internal'] === 'yes'} aria-describedby="internal-hint" /> {words.internal}</label>
            <p className="hint" id="internal-hint">{words.internalHint}</p>
          </div>
        </>
      )}
    </Form>
  )
}

/** Withdraw an earlier record: a new record with its reason. */
export function WithdrawForm({ words, records, ...frame }: Frame & { words: { record: string; reason: string }; records: Option[] }) {
  return (
    <Form {...frame}>
      {({ values }, error) => (
        <>
          <Field id="record" label={words.record} {...error('record')}>{(aria) => <Select aria={aria} name="record" options={records} value={values['record']} />}</Field>
          <Field id="withdraw-reason" label={words.reason} {...error('reason')}>{(aria) => <textarea className="input" {...aria} name="reason" maxLength={2000} defaultValue={values['reason']} />}</Field>
        </>
      )}
    </Form>
  )
}

/** Move the track's state along its allowed successors. */
export function MoveTrackForm({ words, states, version, ...frame }: Frame & { words: { to: string; reason: string }; states: Option[]; version: number }) {
  return (
    <Form {...frame}>
      {({ values }, error) => (
        <>
          <input type="hidden" name="version" value={version} />
          <Field id="to" label={words.to} {...error('to')}>{(aria) => <Select aria={aria} name="to" options={states} value={values['to']} />}</Field>
          <Field id="move-reason" label={words.reason} {...error('reason')}>{(aria) => <textarea className="input" {...aria} name="reason" maxLength={2000} defaultValue={values['reason']} />}</Field>
        </>
      )}
    </Form>
  )
}
