import { getTranslations } from 'next-intl/server'
import type { Language } from '@/lib/trilingual'

type Translator = Awaited<ReturnType<typeof getTranslations>>

/** The translators of several message files at once, in their order. */
export async function translators<const N extends readonly string[]>(language: Language, namespaces: N): Promise<{ [K in keyof N]: Translator }> {
  return await Promise.all(namespaces.map((namespace) => getTranslations({ locale: language, namespace }))) as { [K in keyof N]: Translator }
}
