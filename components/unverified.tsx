/** Marks a fact that was not checked against its source, in plain words and by a dashed border. */
export function Unverified({ label }: { label: string }) {
  return <span className="tag-unverified">{label}</span>
}
