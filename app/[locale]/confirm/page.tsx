import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { setPasswordAction } from '@/features/accounts/actions'
import { mailedLink } from '@/features/accounts/data'
import { AccountForm } from '@/features/accounts/form'
import { readPage, type PageProps } from '@/features/accounts/page-props'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  // The address holds a secret. Other sites do not get it (Referrer-Policy); `no-referrer` here would also
  // take the Origin from the form's post, by which the server knows its own page.
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('confirm.title'), robots: 'noindex' }
}

/** Where mailed links lead. Looking at the page does not use the link up: mail scanners look too. */
export default async function Confirm(props: PageProps) {
  const { language, query } = await readPage(props)
  const token = query['token'] ?? ''
  const [t, link] = await Promise.all([getTranslations({ locale: language, namespace: 'accounts' }), mailedLink(token)])
  if (!link) {
    return (
      <>
        <h1>{t('confirm.titleBad')}</h1>
        <div className="banner" role="alert"><p>{t('errors.badLink')}</p></div>
        <ul className="plain">
          <li><a className="inline-block py-1" href={`/${language}/register`}>{t('confirm.again')}</a></li>
          <li><a className="inline-block py-1" href={`/${language}/sign-in/forgotten`}>{t('confirm.resetAgain')}</a></li>
        </ul>
      </>
    )
  }
  return (
    <>
      <h1>{t(link.purpose === 'confirm' ? 'confirm.title' : 'confirm.titleReset')}</h1>
      <p className="lead">{t('confirm.lead', { email: link.email })}</p>
      <AccountForm
        id="confirm" action={setPasswordAction} summary={t('summary')} submit={t('confirm.submit')} hidden={{ ui: language, token }}
        fields={[{ name: 'password', type: 'password', label: t('fields.newPassword'), hint: t('hints.password'), autoComplete: 'new-password', maxLength: 200 }]}
      />
    </>
  )
}
