import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { registerAction } from '@/features/accounts/actions'
import { AccountForm } from '@/features/accounts/form'
import { languageOptions, readPage, type PageProps } from '@/features/accounts/page-props'

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { language } = await readPage(props)
  return { title: (await getTranslations({ locale: language, namespace: 'accounts' }))('register.title') }
}

export default async function Register(props: PageProps) {
  const { language } = await readPage(props)
  const t = await getTranslations({ locale: language, namespace: 'accounts' })
  return (
    <>
      <h1>{t('register.title')}</h1>
      <p className="lead">{t('register.lead')}</p>
      <AccountForm
        id="register" action={registerAction} summary={t('summary')} submit={t('register.submit')} hidden={{ ui: language }}
        fields={[
          { name: 'name', label: t('fields.name'), hint: t('hints.name'), autoComplete: 'name', maxLength: 120 },
          { name: 'email', type: 'email', label: t('fields.email'), autoComplete: 'email', maxLength: 254 },
          { name: 'language', label: t('fields.language'), value: language, options: languageOptions() },
        ]}
      />
      <p className="mt-4"><a className="inline-block py-1" href={`/${language}/sign-in`}>{t('register.have')}</a></p>
    </>
  )
}
