import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/features/accounts/gate'
import { mayOnProposal } from '@/features/proposals/ability'
import { ActForm } from '@/features/proposals/act-form'
import { confirmAction, saveAction } from '@/features/proposals/actions'
import { EditHead, openForEditing } from '@/features/proposals/edit-head'
import { formWords } from '@/features/proposals/form-words'
import { ProposalForm } from '@/features/proposals/proposal-form'
import { translators } from '@/features/proposals/translators'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'editing' }))('editTitle') }
}

export default async function EditProposal({ params }: Props) {
  const { locale: language, id } = await params
  const actor = await requireActor(language, `/${language}/proposals/${id}/edit`)
  const { now, address } = await openForEditing(actor, id)
  const [t, te] = await translators(language, ['editing', 'errors'])
  const may = mayOnProposal(actor, 'edit', now)
  const { words, options } = await formWords(language)
  const place = { language, id: address }
  return (
    <>
      <EditHead language={language} now={now} title={t('editTitle')} />
      {!may && <div className="banner" role="alert"><p>{te('notAllowed')}</p></div>}
      {may && (
        <>
          <p className="lead">{t(`reads.${now.disclosure}`)}</p>
          {now.instrumentConfirmedBy === null && (
            <ActForm action={confirmAction.bind(null, place)} id="confirm" hidden={{ version: String(now.version) }} submit={t('confirm', { kind: options.instrumentKind.find((kind) => kind.value === now.draft.instrumentKind)?.label ?? '' })} quiet errorTitle={words.errorTitle} />
          )}
          <ProposalForm action={saveAction.bind(null, place)} flat={now.flat} version={now.version} words={words} options={options} />
        </>
      )}
    </>
  )
}
