import type { Metadata, Viewport } from 'next'
import { hasLocale } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { headers } from 'next/headers'
import '@/app/globals.css'
import { ClockLine } from '@/features/review-clock/clock-line'
import { PageHead } from './page-head'
import { routing } from '@/lib/languages'
import type { Language } from '@/lib/trilingual'

type Props = { children: React.ReactNode; params: Promise<{ locale: string }> }

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: 'common' })
  return { title: { template: `%s · Trilateral`, default: 'Trilateral' }, description: t('description') }
}

export default async function Layout({ children, params }: Props) {
  const { locale } = await params
  if (!hasLocale(routing.locales, locale)) notFound()
  const language: Language = locale
  const t = await getTranslations({ locale, namespace: 'common' })
  const path = (await headers()).get('x-path') ?? `/${locale}`
  return (
    <html lang={locale}>
      <body>
        <a className="skip" href="#main">{t('skip')}</a>
        <PageHead language={language} path={path} />
        <ClockLine language={language} />
        <main id="main" className="page" tabIndex={-1}>{children}</main>
        <footer className="foot">
          <p>{t('foot.what')}</p>
          <p>{t('foot.asOf')}</p>
        </footer>
      </body>
    </html>
  )
}
