import { getTranslations } from 'next-intl/server'
import type { Language } from '@/lib/trilingual'
import { oidcSettings } from './oidc'

/** What came of the last button, told by the address. Only codes that have a message are shown. */
export async function Outcome({ language, page, done, error }: { language: Language; page: 'members' | 'account' | 'admin' | 'signIn'; done?: string; error?: string }) {
  const t = await getTranslations({ locale: language, namespace: 'accounts' })
  const provider = oidcSettings()?.name ?? ''
  const doneKey = page === 'signIn' ? `signIn.${done}` : `${page}.done.${done}`
  if (error !== undefined) {
    const known = /^\w+$/.test(error) && t.has(`errors.${error}`) ? error : page === 'signIn' && provider ? 'provider' : 'wrong'
    return <div className="banner" role="alert"><p>{t(`errors.${known}`, { provider, field: '' })}</p></div>
  }
  if (done !== undefined && /^\w+$/.test(done) && t.has(doneKey)) return <div className="banner banner-ok" role="status"><p>{t(doneKey)}</p></div>
  return null
}
