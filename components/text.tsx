import type { Language } from '@/lib/trilingual'
import { inLanguage } from '@/lib/trilingual'

/**
 * A trilingual text in the reader's language. Where only another language has been seen,
 * that one stands with its own `lang` and says so: `only` names it ("English only").
 */
export function Text({ of, language, only, none }: { of: unknown; language: Language; only: Record<Language, string>; none?: string }) {
  const shown = inLanguage(of, language)
  if (!shown) return none ? <span className="quiet">{none}</span> : null
  if (!shown.fallback) return <>{shown.text}</>
  return <><span lang={shown.lang}>{shown.text}</span> <span className="tag">{only[shown.lang]}</span></>
}
