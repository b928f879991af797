/** A table that may be wider than the window: it scrolls by itself, and a keyboard reaches it. */
export function Scroll({ labelledBy, children }: { labelledBy: string; children: React.ReactNode }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus (WCAG 2.1.1)
  return <div className="scroll relative" role="region" aria-labelledby={labelledBy} tabIndex={0}>{children}</div>
}
