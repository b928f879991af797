import { getRequestConfig } from 'next-intl/server'
import { hasLocale } from 'next-intl'
import { routing } from './languages'

/** One file a namespace: messages/<language>/<namespace>.json. Add new namespaces here. */
const NAMESPACES = ['common', 'errors', 'register', 'proposal', 'agreement', 'overview', 'approvals', 'history', 'accounts', 'mail', 'editing', 'values'] as const

export default getRequestConfig(async ({ requestLocale }) => {
  const wanted = await requestLocale
  const locale = hasLocale(routing.locales, wanted) ? wanted : routing.defaultLocale
  const parts = await Promise.all(NAMESPACES.map(async (name) => [name, (await import(`../messages/${locale}/${name}.json`)).default] as const))
  return { locale, messages: Object.fromEntries(parts), timeZone: 'UTC' }
})
