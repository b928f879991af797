/** A state: a word with an empty, half, filled or struck box. The word carries the meaning. */
export function StateMark({ fill, children, late, ok }: { fill: 'empty' | 'half' | 'full' | 'struck'; children: React.ReactNode; late?: boolean; ok?: boolean }) {
  return <span className={`state state-${fill}${late ? ' is-late' : ''}${ok ? ' is-ok' : ''}`}>{children}</span>
}
