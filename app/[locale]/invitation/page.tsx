import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redeemAction, registerByInvitationAction } from '@/features/accounts/actions'
import { invitedBy } from '@/features/accounts/data'
import { AccountForm } from '@/features/accounts/form'
import { currentPerson } from '@/features/accounts/gate'
import { languageOptions, readPage, type PageProps } from '@/features/accounts/page-props'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('invitation.title'), robots: 'noindex' }
}

/** Where an invitation's link leads: sign in or make an account, then take it up. */
export default async function Invitation(props: PageProps) {
  const { language, query } = await readPage(props)
  const token = query['token'] ?? ''
  const [t, common, invited, person] = await Promise.all([
    getTranslations({ locale: language, namespace: 'accounts' }), getTranslations({ locale: language, namespace: 'common' }), invitedBy(token), currentPerson(),
  ])
  if (!invited || invited.state !== 'open') {
    return (
      <>
        <h1>{t('invitation.title')}</h1>
        <div className="banner" role="alert"><p>{t(`invitation.states.${invited && invited.state !== 'open' ? invited.state : 'unknown'}`)}</p></div>
      </>
    )
  }
  const here = `/${language}/invitation?token=${encodeURIComponent(token)}`
  return (
    <>
      <h1>{t('invitation.title')}</h1>
      <p className="lead">{t('invitation.what', { party: common(`parties.${invited.party}`), role: t(`roles.${invited.role}`) })}</p>
      <p>{t('invitation.for', { email: invited.email })} {t(invited.direct ? 'invitation.direct' : 'invitation.waits')}</p>
      {person
        ? (
          <>
            <p>{t('invitation.as', { name: person.name, email: person.email })}</p>
            <AccountForm id="redeem" action={redeemAction} summary={t('summary')} submit={t('invitation.redeem')} hidden={{ ui: language, token }} fields={[]} />
          </>
        )
        : (
          <>
            <p><a className="button button-quiet" href={`/${language}/sign-in?next=${encodeURIComponent(here)}`}>{t('invitation.signIn')}</a></p>
            {!invited.known && (
              <>
                <h2>{t('invitation.create')}</h2>
                <AccountForm
                  id="create" action={registerByInvitationAction} summary={t('summary')} submit={t('invitation.createSubmit')} hidden={{ ui: language, token }}
                  fields={[
                    { name: 'name', label: t('fields.name'), hint: t('hints.name'), autoComplete: 'name', maxLength: 120 },
                    { name: 'language', label: t('fields.language'), value: language, options: languageOptions() },
                    { name: 'password', type: 'password', label: t('fields.newPassword'), hint: t('hints.password'), autoComplete: 'new-password', maxLength: 200 },
                  ]}
                />
              </>
            )}
          </>
        )}
    </>
  )
}
