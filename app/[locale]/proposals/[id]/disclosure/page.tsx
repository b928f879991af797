import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/features/accounts/gate'
import { mayDisclose, mayOnProposal, type RecordAct } from '@/features/proposals/ability'
import { ActForm } from '@/features/proposals/act-form'
import { discloseAction } from '@/features/proposals/actions'
import { EditHead, openForEditing } from '@/features/proposals/edit-head'
import { translators } from '@/features/proposals/translators'
import { PARTIES } from '@/lib/parties'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language; id: string }> }
const ACTS = ['clear', 'table', 'publish', 'unclear', 'withdrawCopy'] as const satisfies readonly RecordAct[]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'editing' }))('disclosureTitle') }
}

/** The lead's page: what may be done next on the ladder, and what each act does. */
export default async function DiscloseProposal({ params }: Props) {
  const { locale: language, id } = await params
  const actor = await requireActor(language, `/${language}/proposals/${id}/disclosure`)
  const { now, address } = await openForEditing(actor, id)
  const [t, tv, te, tc] = await translators(language, ['editing', 'values', 'errors', 'common'])
  const others = PARTIES.filter((party) => party !== actor.party).map((value) => ({ value, label: tc(`parties.${value}`) }))
  return (
    <>
      <EditHead language={language} now={now} title={t('disclosureTitle')} />
      {!mayDisclose(actor, now)
        ? <div className="banner" role="alert"><p>{te('notAllowed')}</p></div>
        : (
          <>
            <p className="lead">{tv(`disclosure.${now.disclosure}`)}. {t(`reads.${now.disclosure}`)}</p>
            {now.withdrawnAt && now.disclosure === 'tabled' && <p>{t('error.alreadyWithdrawn')}</p>}
            {ACTS.filter((act) => mayOnProposal(actor, act, now) && !(act === 'withdrawCopy' && now.withdrawnAt)).map((act) => (
              <section key={act} aria-labelledby={`${act}-title`}>
                <h2 id={`${act}-title`}>{t(`act.${act}`)}</h2>
                <p>{t(`actText.${act}`)}</p>
                <ActForm action={discloseAction.bind(null, { language, id: address })} id={act} hidden={{ act, version: String(now.version) }} errorTitle={te('title')}
                  {...(act === 'table' ? { choice: { name: 'to', legend: t('tableTo'), type: 'checkbox' as const, options: others } } : {})}
                  reason={{ label: act === 'unclear' || act === 'withdrawCopy' ? t('reason') : t('reasonOptional'), hint: t(act === 'withdrawCopy' ? 'reasonRead' : 'reasonOwn') }} submit={t(`act.${act}`)} quiet={act === 'unclear'} />
              </section>
            ))}
          </>
        )}
    </>
  )
}
