import { getTranslations } from 'next-intl/server'
import { currentPerson } from '@/features/accounts/gate'
import { LANGUAGES, type Language } from '@/lib/trilingual'

const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', fr: 'Français', es: 'Español' }

/** Name, main navigation, languages (keeping the place and its filters) and who is signed in. */
export async function PageHead({ language, path }: { language: Language; path: string }) {
  const [t, person] = await Promise.all([getTranslations({ locale: language, namespace: 'common' }), currentPerson()])
  const here = path.replace(/^\/(en|fr|es)(?=\/|\?|$)/, '')
  const at = here.split('?')[0] ?? ''
  const links = [
    { href: '', name: t('nav.overview'), current: at === '' || at === '/' },
    { href: '/proposals', name: t('nav.register'), current: at.startsWith('/proposals') },
    { href: '/agreement', name: t('nav.agreement'), current: at.startsWith('/agreement') },
    { href: '/clock', name: t('nav.clock'), current: at.startsWith('/clock') },
    ...(person?.role === 'lead' ? [{ href: '/members', name: t('nav.members'), current: at.startsWith('/members') }] : []),
    ...(person?.role === 'administrator' ? [{ href: '/admin', name: t('nav.admin'), current: at.startsWith('/admin') }] : []),
  ]
  return (
    <>
      {person?.demonstration && <p className="demo no-print m-0 max-w-none">{t('demo')}</p>}
      <header className="top">
        <a className="name" href={`/${language}`}>Trilateral</a>
        <nav aria-label={t('nav.label')}>
          <ul>{links.map((link) => <li key={link.href}><a href={`/${language}${link.href}`} aria-current={link.current ? 'page' : undefined}>{link.name}</a></li>)}</ul>
        </nav>
        <div className="right">
          <nav className="languages" aria-label={t('languages')}>
            <ul>
              {LANGUAGES.map((other) => (
                <li key={other}><a href={`/${other}${here}`} lang={other} hrefLang={other} aria-current={other === language ? 'true' : undefined}>{LANGUAGE_NAMES[other]}</a></li>
              ))}
            </ul>
          </nav>
          {person
            ? <a href={`/${language}/account`}>{person.name}</a>
            : <a href={`/${language}/sign-in?next=${encodeURIComponent(path)}`}>{t('signIn')}</a>}
        </div>
      </header>
    </>
  )
}
