import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PartyMark } from '@/components/party-mark'
import { may } from '@/features/accounts/ability'
import { confirmMemberAction, inviteAction, memberRoleAction, refuseMemberAction, removeMemberAction } from '@/features/accounts/actions'
import { membersOf } from '@/features/accounts/data'
import { AccountForm } from '@/features/accounts/form'
import { requireActor } from '@/features/accounts/gate'
import { Outcome } from '@/features/accounts/outcome'
import { readPage, type PageProps } from '@/features/accounts/page-props'
import { Scroll } from '@/components/scroll'
import { PARTY_ROLES } from '@/lib/actor'
import { instant } from '@/lib/dates'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('members.title') }
}

/** The lead's page: who is in the delegation, who waits, and the invitation of others. */
export default async function Members(props: PageProps) {
  const { language, query } = await readPage(props)
  const actor = await requireActor(language, `/${language}/members`)
  if (!may(actor, 'seeMembers')) notFound()
  const [t, common, { party, members, invitations }] = await Promise.all([
    getTranslations({ locale: language, namespace: 'accounts' }), getTranslations({ locale: language, namespace: 'common' }), membersOf(actor),
  ])
  const roles = PARTY_ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))
  return (
    <>
      <h1>{t('members.title')} <PartyMark party={party} name={common(`parties.${party}`)} /></h1>
      <p className="lead">{t('members.lead')}</p>
      <Outcome language={language} page="members" done={query['done']} error={query['error']} />
      <Scroll labelledBy="members-count">
        <table className="table">
          <caption id="members-count">{t('members.count', { count: members.length })}</caption>
          <thead><tr><th scope="col">{t('members.name')}</th><th scope="col">{t('members.email')}</th><th scope="col">{t('members.role')}</th><th scope="col">{t('members.do')}</th></tr></thead>
          <tbody>
            {members.map((member) => {
              const self = member.id === actor.userId
              return (
                <tr key={member.id}>
                  <th scope="row"><b>{member.name}</b> {self && <span className="tag">{t('members.you')}</span>} {member.disabled && <span className="tag">{t('members.disabled')}</span>}</th>
                  <td>{member.email} {!member.confirmed && <span className="tag-unverified">{t('members.notConfirmed')}</span>}</td>
                  <td>
                    {self ? t(`roles.${member.role}`) : (
                      <form action={memberRoleAction} className="row flex-nowrap">
                        <input type="hidden" name="ui" value={language} />
                        <input type="hidden" name="id" value={member.id} />
                        <select className="input w-auto" name="role" defaultValue={member.role} aria-label={t('members.roleOf', { name: member.name })}>
                          {roles.map((role) => <option key={role.value} value={role.value}>{role.label}</option>)}
                        </select>
                        <button className="button button-quiet whitespace-nowrap" type="submit" aria-label={t('members.setRoleWho', { name: member.name })}>{t('members.setRole')}</button>
                      </form>
                    )}
                  </td>
                  <td>
                    {!self && (
                      <details>
                        <summary className="min-h-6 whitespace-nowrap" aria-label={t('members.removeWho', { name: member.name })}>{t('members.remove')}</summary>
                        <p>{t('members.removeText', { name: member.name })}</p>
                        <form action={removeMemberAction}>
                          <input type="hidden" name="ui" value={language} />
                          <input type="hidden" name="id" value={member.id} />
                          <button className="button" type="submit">{t('members.removeYes', { name: member.name })}</button>
                        </form>
                      </details>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>

      <h2 id="invitations">{t('members.invitations')}</h2>
      {invitations.length === 0 ? <p className="quiet">{t('members.noInvitations')}</p> : (
        <Scroll labelledBy="invitations">
          <table className="table">
            <thead><tr><th scope="col">{t('members.meantFor')}</th><th scope="col">{t('members.role')}</th><th scope="col">{t('members.state')}</th><th scope="col">{t('members.until')}</th><th scope="col">{t('members.do')}</th></tr></thead>
            <tbody>
              {invitations.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{one.email}</th>
                  <td>{t(`roles.${one.role}`)}</td>
                  <td>
                    {t(`members.states.${one.state === 'redeemed' || one.state === 'expired' ? one.state : 'open'}`)}
                    {one.redeemer && <> {t('members.by', one.redeemer)} {one.redeemer.email !== one.email && <span className="tag-unverified">{t('members.differs')}</span>}</>}
                  </td>
                  <td className="num">{instant(one.expiresAt)}</td>
                  <td>
                    <div className="row">
                      {one.redeemer && (
                        <form action={confirmMemberAction}>
                          <input type="hidden" name="ui" value={language} />
                          <input type="hidden" name="id" value={one.id} />
                          <button className="button" type="submit" aria-label={t('members.confirmWho', { name: one.redeemer.name })}>{t('members.confirm')}</button>
                        </form>
                      )}
                      <form action={refuseMemberAction}>
                        <input type="hidden" name="ui" value={language} />
                        <input type="hidden" name="id" value={one.id} />
                        {one.redeemer
                          ? <button className="button button-quiet" type="submit" aria-label={t('members.refuseWho', { name: one.redeemer.name })}>{t('members.refuse')}</button>
                          : <button className="button button-quiet" type="submit" aria-label={t('members.withdrawWho', { email: one.email })}>{t('members.withdraw')}</button>}
                      </form>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}

      <h2>{t('members.invite')}</h2>
      <p>{t('members.inviteLead')}</p>
      <AccountForm
        id="invite" action={inviteAction} summary={t('summary')} submit={t('members.inviteSubmit')} hidden={{ ui: language }}
        fields={[
          { name: 'email', type: 'email', label: t('fields.email'), autoComplete: 'off', maxLength: 254 },
          { name: 'role', label: t('fields.role'), value: 'delegate', options: roles },
        ]}
      />
    </>
  )
}
