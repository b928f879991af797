import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forgottenAction } from '@/features/accounts/actions'
import { AccountForm } from '@/features/accounts/form'
import { readPage, type PageProps } from '@/features/accounts/page-props'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('forgotten.title') }
}

export default async function Forgotten(props: PageProps) {
  const { language } = await readPage(props)
  const t = await getTranslations({ locale: language, namespace: 'accounts' })
  return (
    <>
      <h1>{t('forgotten.title')}</h1>
      <p className="lead">{t('forgotten.lead')}</p>
      <AccountForm
        id="forgotten" action={forgottenAction} summary={t('summary')} submit={t('forgotten.submit')} hidden={{ ui: language }}
        fields={[{ name: 'email', type: 'email', label: t('fields.email'), autoComplete: 'email', maxLength: 254 }]}
      />
    </>
  )
}
