import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { signInAction, signInByOidcAction } from '@/features/accounts/actions'
import { AccountForm } from '@/features/accounts/form'
import { currentPerson } from '@/features/accounts/gate'
import { oidcSettings } from '@/features/accounts/oidc'
import { Outcome } from '@/features/accounts/outcome'
import { readPage, type PageProps } from '@/features/accounts/page-props'
import { safeNext } from '@/features/accounts/rules'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('signIn.title') }
}

export default async function SignIn(props: PageProps) {
  const { language, query } = await readPage(props)
  const [t, person] = await Promise.all([getTranslations({ locale: language, namespace: 'accounts' }), currentPerson()])
  const oidc = oidcSettings()
  const next = safeNext(query['next'], language)
  return (
    <>
      <h1>{t('signIn.title')}</h1>
      <p className="lead">{t('signIn.lead')}</p>
      <Outcome language={language} page="signIn" done={query['done']} error={query['error']} />
      {person && <div className="banner banner-calm"><p>{t('signIn.already', { name: person.name })} <a href={`/${language}/account`}>{t('signIn.toAccount')}</a></p></div>}
      <AccountForm
        id="sign-in" action={signInAction} summary={t('summary')} submit={t('signIn.submit')} hidden={{ ui: language, next }}
        fields={[
          { name: 'email', type: 'email', label: t('fields.email'), autoComplete: 'username', maxLength: 254 },
          { name: 'password', type: 'password', label: t('fields.password'), autoComplete: 'current-password', maxLength: 200 },
        ]}
      />
      {oidc && (
        <form action={signInByOidcAction} className="form mt-4">
          <input type="hidden" name="ui" value={language} />
          <input type="hidden" name="next" value={next} />
          <button className="button button-quiet" type="submit">{t('signIn.oidc', { provider: oidc.name })}</button>
        </form>
      )}
      <ul className="plain mt-4">
        <li><a className="inline-block py-1" href={`/${language}/sign-in/forgotten`}>{t('signIn.forgotten')}</a></li>
        <li><a className="inline-block py-1" href={`/${language}/register`}>{t('signIn.register')}</a></li>
      </ul>
    </>
  )
}
