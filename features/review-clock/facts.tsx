import { getTranslations } from 'next-intl/server'
import { Unverified } from '@/components/unverified'
import { inLanguage, type Language } from '@/lib/trilingual'
import { reviewClock } from './data'

const SOURCES: Record<string, string> = reviewClock.sources

/** A text of the review clock's file in the reader's language; all of it was written in three. */
export function say(text: unknown, language: Language): string {
  return inLanguage(text, language)?.text ?? ''
}

/** The addresses a fact rests on, by host; and that it was not verified, where it was not. */
export async function Rests({ on, verified, language }: { on: readonly string[]; verified: boolean; language: Language }) {
  const [t, common] = await Promise.all([getTranslations({ locale: language, namespace: 'overview' }), getTranslations({ locale: language, namespace: 'common' })])
  return (
    <>
      {on.map((key, index) => {
        const url = SOURCES[key]
        return <span key={key}>{index > 0 && ', '}{url ? <a href={url} rel="noreferrer">{new URL(url).hostname.replace(/^www\./, '')}</a> : key}</span>
      })}
      {on.length === 0 && <span className="quiet">{t('noSource')}</span>}
      {!verified && <> <Unverified label={common('notVerified')} /></>}
    </>
  )
}
