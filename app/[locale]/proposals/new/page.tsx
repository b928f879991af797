import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/features/accounts/gate'
import { mayCreate } from '@/features/proposals/ability'
import { createAction } from '@/features/proposals/actions'
import { formWords } from '@/features/proposals/form-words'
import { ProposalForm } from '@/features/proposals/proposal-form'
import { translators } from '@/features/proposals/translators'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'editing' }))('newTitle') }
}

/** Entering a record: where it will be and who will read it is said before the first field. */
export default async function NewProposal({ params }: Props) {
  const { locale: language } = await params
  const actor = await requireActor(language, `/${language}/proposals/new`)
  const [t, tp, te, tc] = await translators(language, ['editing', 'proposal', 'errors', 'common'])
  const rung = mayCreate(actor)
  const { words, options } = await formWords(language)
  return (
    <>
      <p className="crumbs"><a href={`/${language}/proposals`}>{tp('register')}</a></p>
      <h1>{t('newTitle')}</h1>
      {rung === null
        ? <div className="banner" role="alert"><p>{te('notAllowed')}</p></div>
        : (
          <>
            <p className="lead">{rung === 'public' ? t('newPublic') : t('newInternal', { party: tc(`parties.${actor.party}`) })}</p>
            <ProposalForm action={createAction.bind(null, { language })} flat={{}} version={0} words={words} options={options} />
          </>
        )}
    </>
  )
}
