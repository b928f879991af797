import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { changeOwnAction, changePasswordAction, endSessionAction, linkOidcAction, signOutAction } from '@/features/accounts/actions'
import { ownAccount } from '@/features/accounts/data'
import { AccountForm } from '@/features/accounts/form'
import { currentSession, requireActor } from '@/features/accounts/gate'
import { oidcSettings } from '@/features/accounts/oidc'
import { Outcome } from '@/features/accounts/outcome'
import { languageOptions, readPage, type PageProps } from '@/features/accounts/page-props'
import { Scroll } from '@/components/scroll'
import { deviceOf, isRole } from '@/features/accounts/rules'
import { instant } from '@/lib/dates'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('account.title') }
}

export default async function OwnAccount(props: PageProps) {
  const { language, query } = await readPage(props)
  const actor = await requireActor(language, `/${language}/account`)
  const signed = await currentSession()
  if (!signed) redirect(`/${language}/sign-in`)
  const { person } = signed
  const [t, common, own] = await Promise.all([
    getTranslations({ locale: language, namespace: 'accounts' }), getTranslations({ locale: language, namespace: 'common' }), ownAccount(actor),
  ])
  const oidc = oidcSettings()
  const provider = oidc?.name ?? own.linked[0]?.issuer ?? ''
  return (
    <>
      <h1>{t('account.title')}</h1>
      <Outcome language={language} page="account" done={query['done']} error={query['error']} />
      <dl className="facts form">
        <dt>{t('account.email')}</dt>
        <dd>{person.email.endsWith('.invalid') ? <span className="quiet">{t('account.noAddress')}</span> : person.email} {!own.confirmed && <span className="tag-unverified">{t('account.notConfirmed')}</span>}</dd>
        <dt>{t('account.role')}</dt>
        <dd>{isRole(person.role) ? t(`roles.${person.role}`) : ''}</dd>
        {person.party && <><dt>{t('account.party')}</dt><dd>{common(`parties.${person.party}`)}</dd></>}
      </dl>
      <form action={signOutAction} className="mt-4">
        <input type="hidden" name="ui" value={language} />
        <button className="button button-quiet" type="submit">{t('account.signOut')}</button>
      </form>

      <h2>{t('account.own')}</h2>
      <AccountForm
        id="own" action={changeOwnAction} summary={t('summary')} submit={t('account.save')} hidden={{ ui: language }}
        fields={[
          { name: 'name', label: t('fields.name'), value: person.name, autoComplete: 'name', maxLength: 120 },
          { name: 'language', label: t('fields.language'), value: person.language, options: languageOptions() },
        ]}
      />

      <h2>{t('account.password')}</h2>
      {own.hasPassword
        ? (
          <AccountForm
            id="change" action={changePasswordAction} summary={t('summary')} submit={t('account.changePassword')} hidden={{ ui: language }}
            fields={[
              { name: 'current', type: 'password', label: t('fields.currentPassword'), autoComplete: 'current-password', maxLength: 200 },
              { name: 'password', type: 'password', label: t('fields.newPassword'), hint: t('hints.password'), autoComplete: 'new-password', maxLength: 200 },
            ]}
          />
        )
        : <p>{t('account.noPassword', { provider })}</p>}

      {oidc && (
        <>
          <h2>{t('account.oidc', { provider: oidc.name })}</h2>
          {own.linked.map(({ issuer }) => <p key={issuer}>{t('account.linked', { issuer })}</p>)}
          {own.linked.length === 0 && (
            <>
              <p>{t('account.notLinked')}</p>
              <form action={linkOidcAction}>
                <input type="hidden" name="ui" value={language} />
                <button className="button button-quiet" type="submit">{t('account.link', { provider: oidc.name })}</button>
              </form>
            </>
          )}
        </>
      )}

      <h2 id="sessions">{t('account.sessions')}</h2>
      <Scroll labelledBy="sessions">
        <table className="table">
          <thead><tr><th scope="col">{t('account.since')}</th><th scope="col">{t('account.until')}</th><th scope="col">{t('account.device')}</th><th scope="col">{t('members.do')}</th></tr></thead>
          <tbody>
            {own.sessions.map((session) => (
              <tr key={session.id}>
                <th scope="row" className="num">{instant(session.createdAt)}</th>
                <td className="num">{instant(session.expiresAt)}</td>
                <td>{session.userAgent ? deviceOf(session.userAgent) : t('account.unknownDevice')}</td>
                <td>
                  {session.id === signed.sessionId ? <span className="tag">{t('account.this')}</span> : (
                    <form action={endSessionAction}>
                      <input type="hidden" name="ui" value={language} />
                      <input type="hidden" name="id" value={session.id} />
                      <button className="button button-quiet" type="submit" aria-label={t('account.endWho', { since: instant(session.createdAt) })}>{t('account.end')}</button>
                    </form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
