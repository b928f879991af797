import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { may } from '@/features/accounts/ability'
import { accountRoleAction, disableAccountAction, enableAccountAction } from '@/features/accounts/actions'
import { partylessAccounts, waitingMail } from '@/features/accounts/data'
import { requireActor } from '@/features/accounts/gate'
import { Outcome } from '@/features/accounts/outcome'
import { readPage, type PageProps } from '@/features/accounts/page-props'
import { Scroll } from '@/components/scroll'
import { isRole, PARTYLESS_ROLES } from '@/features/accounts/rules'
import { instant } from '@/lib/dates'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('admin.title') }
}

/** A search word or cursor as it may stand in a query: short, without characters that are not text. */
function plain(value: string | undefined): string | undefined {
  return value ? value.replace(/[\u0000-\u001f\ufffd]/g, '').slice(0, 254) || undefined : undefined
}

/** The administrator's page: accounts without a Party, and that letters wait. */
export default async function Admin(props: PageProps) {
  const { language, query } = await readPage(props)
  const actor = await requireActor(language, `/${language}/admin`)
  if (!may(actor, 'seeAccounts')) notFound()
  const find = plain(query['find'])
  const after = plain(query['after'])
  const [t, { accounts, next }, mail] = await Promise.all([
    getTranslations({ locale: language, namespace: 'accounts' }),
    partylessAccounts(actor, { ...(after ? { after } : {}), ...(find ? { find } : {}) }),
    waitingMail(actor),
  ])
  const roles = PARTYLESS_ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))
  return (
    <>
      <h1>{t('admin.title')}</h1>
      <p className="lead">{t('admin.lead')}</p>
      <Outcome language={language} page="admin" done={query['done']} error={query['error']} />
      <h2 id="accounts">{t('admin.accounts')}</h2>
      <form method="get" className="row mb-4">
        <label htmlFor="find">{t('admin.find')}</label>
        <input className="input w-auto" id="find" name="find" type="search" defaultValue={find} maxLength={254} />
        <button className="button button-quiet" type="submit">{t('admin.findSubmit')}</button>
      </form>
      {accounts.length === 0 ? <p className="quiet">{t('admin.none')}</p> : (
        <Scroll labelledBy="accounts">
          <table className="table">
            <thead><tr><th scope="col">{t('admin.name')}</th><th scope="col">{t('admin.email')}</th><th scope="col">{t('admin.role')}</th><th scope="col">{t('admin.state')}</th><th scope="col">{t('admin.do')}</th></tr></thead>
            <tbody>
              {accounts.map((account) => {
                const self = account.id === actor.userId
                return (
                  <tr key={account.id}>
                    <th scope="row"><b>{account.name}</b> {self && <span className="tag">{t('admin.you')}</span>}</th>
                    <td>{account.email} {!account.confirmed && <span className="tag-unverified">{t('admin.notConfirmed')}</span>}</td>
                    <td>
                      {self ? (isRole(account.role) ? t(`roles.${account.role}`) : '') : (
                        <form action={accountRoleAction} className="row flex-nowrap">
                          <input type="hidden" name="ui" value={language} />
                          <input type="hidden" name="id" value={account.id} />
                          <select className="input w-auto" name="role" defaultValue={account.role} aria-label={t('admin.roleOf', { name: account.name })}>
                            {roles.map((role) => <option key={role.value} value={role.value}>{role.label}</option>)}
                          </select>
                          <button className="button button-quiet whitespace-nowrap" type="submit" aria-label={t('admin.setRoleWho', { name: account.name })}>{t('admin.setRole')}</button>
                        </form>
                      )}
                    </td>
                    <td>{t(account.disabled ? 'admin.disabled' : 'admin.open')}</td>
                    <td>
                      {!self && (
                        <form action={account.disabled ? enableAccountAction : disableAccountAction}>
                          <input type="hidden" name="ui" value={language} />
                          <input type="hidden" name="id" value={account.id} />
                          <button className="button button-quiet" type="submit" aria-label={t(account.disabled ? 'admin.enableWho' : 'admin.disableWho', { name: account.name })}>{t(account.disabled ? 'admin.enable' : 'admin.disable')}</button>
                        </form>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Scroll>
      )}
      {next && <p className="mt-4"><a href={`?${new URLSearchParams({ ...(find ? { find } : {}), after: next })}`}>{t('admin.next')}</a></p>}

      <h2 id="mail">{t('admin.mail')}</h2>
      <p>{t('admin.mailLead')}</p>
      {!process.env.SMTP_URL && <div className="banner banner-calm"><p>{t('admin.noSmtp')}</p></div>}
      {mail.length === 0 ? <p className="quiet">{t('admin.noMail')}</p> : (
        <Scroll labelledBy="mail">
          <table className="table">
            <thead><tr><th scope="col">{t('admin.recipient')}</th><th scope="col">{t('admin.kind')}</th><th scope="col">{t('admin.since')}</th><th scope="col">{t('admin.attempts')}</th></tr></thead>
            <tbody>
              {mail.map((letter) => (
                <tr key={letter.id}>
                  <th scope="row">{letter.recipient}</th>
                  <td>{t.has(`admin.kinds.${letter.kind}`) ? t(`admin.kinds.${letter.kind}`) : letter.kind}</td>
                  <td className="num">{instant(letter.createdAt)}</td>
                  <td>{letter.attempts} {letter.failing && <span className="tag">{t('admin.failing')}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  )
}
