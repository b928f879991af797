import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/features/accounts/gate'
import { mayOnProposal } from '@/features/proposals/ability'
import { ActForm } from '@/features/proposals/act-form'
import { moveAction } from '@/features/proposals/actions'
import { EditHead, openForEditing } from '@/features/proposals/edit-head'
import { movesOf } from '@/features/proposals/mutations'
import { translators } from '@/features/proposals/translators'
import { inLanguage, type Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'editing' }))('moveTitle') }
}

/** The states of a record, each with the successors that the register allows, and no other. */
export default async function MoveProposal({ params }: Props) {
  const { locale: language, id } = await params
  const actor = await requireActor(language, `/${language}/proposals/${id}/move`)
  const { now, address, more: machines } = await openForEditing(actor, id, movesOf)
  const [t, tp, te] = await translators(language, ['editing', 'proposal', 'errors'])
  const name = (label: unknown) => inLanguage(label, language)?.text ?? ''
  return (
    <>
      <EditHead language={language} now={now} title={t('moveTitle')} />
      {!mayOnProposal(actor, 'move', now)
        ? <div className="banner" role="alert"><p>{te('notAllowed')}</p></div>
        : (machines ?? []).map(({ machine, current, to }) => (
          <section key={machine} aria-labelledby={machine}>
            <h2 id={machine}>{tp(`field.${machine}`)}: {name(current)}</h2>
            {to.length === 0 ? <p className="quiet">{t('noMove')}</p> : (
              <ActForm action={moveAction.bind(null, { language, id: address })} id={`move-${machine}`} hidden={{ machine, version: String(now.version) }} errorTitle={te('title')}
                choice={{ name: 'to', legend: t('moveTo'), type: 'radio', options: to.map(({ code, label }) => ({ value: code, label: name(label) })) }}
                reason={{ label: t('reason'), hint: t('moveReasonHint') }} submit={t('moveDo')} />
            )}
          </section>
        ))}
    </>
  )
}
