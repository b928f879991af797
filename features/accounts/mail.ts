import { randomUUID } from 'node:crypto'
import { createTranslator } from 'next-intl'
import type { Tx } from '@/lib/db'
import { baseUrl } from '@/lib/env'
import { isLanguage, type Language } from '@/lib/trilingual'
import en from '../../messages/en/mail.json'
import es from '../../messages/es/mail.json'
import fr from '../../messages/fr/mail.json'

const MESSAGES: Record<Language, typeof en> = { en, fr, es }

/** The letters this register writes; each has a subject and a body in three languages. */
export type MailKind = 'confirm' | 'already' | 'provider' | 'reset' | 'redeemed' | 'admitted'

/**
 * Puts a letter into the transaction of what it tells of, in its reader's language. The
 * mailer sends it after the commit; without SMTP_URL it waits. `path` is a page of this site.
 */
export async function writeMail(
  tx: Tx,
  letter: { to: string; kind: MailKind; language: string; path: string; values?: Record<string, string> },
): Promise<void> {
  // An account without an address of its own has nothing to write to.
  if (letter.to.endsWith('.invalid')) return
  const language = isLanguage(letter.language) ? letter.language : 'en'
  const t = createTranslator({ locale: language, messages: { mail: MESSAGES[language] }, namespace: 'mail' })
  const values = { link: `${baseUrl()}/${language}${letter.path}`, ...letter.values }
  const subject = t(`${letter.kind}.subject`, values)
  const body = `${t(`${letter.kind}.body`, values)}\n\n${t('signature')}\n${baseUrl()}/${language}\n`
  // Not through the model: its author may not read a letter back, not even its id.
  await tx.$executeRaw`
    INSERT INTO mail (id, recipient, kind, language, subject, body)
    VALUES (${randomUUID()}::uuid, ${letter.to}, ${letter.kind}, ${language}, ${subject}, ${body})`
}
