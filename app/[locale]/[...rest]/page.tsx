import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return { title: (await getTranslations({ locale, namespace: 'errors' }))('pageNotFound') }
}

/** Any other address under a language: the 404 page in that language. */
export default function Rest(): never {
  notFound()
}
