'use client'

import { useParams } from 'next/navigation'
import en from '@/messages/en/errors.json'
import es from '@/messages/es/errors.json'
import fr from '@/messages/fr/errors.json'

const WORDS = { en, fr, es }

/** A page that failed. React asks for a client component here; its words come with it, since the server's may be what failed. */
export default function Failed({ reset }: { reset: () => void }) {
  const locale = useParams()['locale']
  const language = locale === 'fr' || locale === 'es' ? locale : 'en'
  const words = WORDS[language]
  return (
    <div role="alert">
      <h1>{words.failed}</h1>
      <p className="lead">{words.failedText}</p>
      <div className="row">
        <button className="button" type="button" onClick={reset}>{words.retry}</button>
        <a href={`/${language}/proposals`}>{words.toRegister}</a>
      </div>
    </div>
  )
}
