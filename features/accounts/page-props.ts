import { isLanguage, type Language } from '@/lib/trilingual'

/** What Next hands a page under [locale]. */
export type PageProps = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The page's language and its first value of each query field. */
export async function readPage({ params, searchParams }: PageProps): Promise<{ language: Language; query: Record<string, string | undefined> }> {
  const { locale } = await params
  const given = await searchParams
  return {
    language: isLanguage(locale) ? locale : 'en',
    query: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value])),
  }
}

/** The languages, each under its own name. */
export function languageOptions(): { value: Language; label: string }[] {
  return [{ value: 'en', label: 'English' }, { value: 'fr', label: 'Français' }, { value: 'es', label: 'Español' }]
}
