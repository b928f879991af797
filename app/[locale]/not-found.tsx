import { getLocale, getTranslations } from 'next-intl/server'

/** The address leads nowhere, or to what is not open to this reader: the same answer for both. */
export default async function NotFound() {
  const language = await getLocale()
  const t = await getTranslations({ locale: language, namespace: 'errors' })
  return (
    <>
      <h1>{t('pageNotFound')}</h1>
      <p className="lead">{t('pageNotFoundText')}</p>
      <p><a href={`/${language}/proposals`}>{t('toRegister')}</a></p>
    </>
  )
}
