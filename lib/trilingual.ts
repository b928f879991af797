export const LANGUAGES = ['en', 'fr', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'fr' || value === 'es'
}

/** A text in one to three languages; null or absent where it has not been seen. */
export type Trilingual = { en?: string | null; fr?: string | null; es?: string | null }

/** A text in the reader's language, or in another with that said: never a silent fallback. */
export type Shown = { text: string; lang: Language; fallback: boolean }

/**
 * The text in the wanted language, else the first there is (en, fr, es), marked as a fallback.
 * Returns null for a text in no language.
 */
export function inLanguage(text: unknown, wanted: Language): Shown | null {
  const of = (text ?? {}) as Trilingual
  const own = of[wanted]
  if (own) return { text: own, lang: wanted, fallback: false }
  for (const lang of LANGUAGES) {
    const other = of[lang]
    if (other) return { text: other, lang, fallback: true }
  }
  return null
}
