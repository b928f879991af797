/** One labelled field with its hint and error tied to it. `children` gets the ids to carry. */
export function Field({ id, label, hint, error, children }: {
  id: string; label: string; hint?: string; error?: string
  children: (aria: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => React.ReactNode
}) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {children({ id, ...(described ? { 'aria-describedby': described } : {}), ...(error ? { 'aria-invalid': true as const } : {}) })}
      {error && <p className="error" id={`${id}-error`}>{error}</p>}
    </div>
  )
}

/** What went wrong, above the form, each line a link to its field. Focused by its `autoFocus` on load. */
export function ErrorSummary({ title, errors }: { title: string; errors: { field?: string; message: string }[] }) {
  if (errors.length === 0) return null
  return (
    <div className="banner" role="alert" id="errors" tabIndex={-1}>
      <p><b>{title}</b></p>
      <ul className="plain">
        {errors.map((error) => <li key={`${error.field}:${error.message}`}>{error.field ? <a href={`#${error.field}`}>{error.message}</a> : error.message}</li>)}
      </ul>
    </div>
  )
}
