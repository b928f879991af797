import { defineRouting } from 'next-intl/routing'
import { LANGUAGES } from './trilingual'

/** A route per language, always with its prefix: /en, /fr, /es. */
export const routing = defineRouting({ locales: LANGUAGES, defaultLocale: 'en', localePrefix: 'always', localeCookie: { name: 'language' } })
