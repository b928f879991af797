import { createTransport } from 'nodemailer'
import { withActor } from '@/lib/db'
import { baseUrl } from '@/lib/env'
import { MAILER } from './system-actors'

type Waiting = { id: string; recipient: string; language: string; subject: string; body: string }

/**
 * Sends what waits, each letter in a transaction of its own under its row's lock, so that
 * two servers never send the same one. A letter that fails stays and is tried again with
 * the next ones, the newest first: somebody waits for it. A sent letter's body, with its link, is wiped. Gives how many went out.
 * Without SMTP_URL nothing happens. Never throws: no page fails because a mail server does.
 */
export async function deliverWaiting(): Promise<{ sent: number; failed: number }> {
  const url = process.env.SMTP_URL
  const counts = { sent: 0, failed: 0 }
  if (!url) return counts
  const transport = createTransport(url, { from: process.env.MAIL_FROM ?? `Trilateral <no-reply@${new URL(baseUrl()).hostname}>` })
  const started = new Date()
  const tried: string[] = []
  try {
    for (;;) {
      const outcome = await withActor(MAILER, async (tx) => {
        const [letter] = await tx.$queryRaw<Waiting[]>`
          SELECT id, recipient, language, subject, body FROM mail
          WHERE sent_at IS NULL AND NOT id = ANY (${tried}::uuid[]) ORDER BY attempts, created_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED`
        if (!letter || tried.length >= 50 || Date.now() - started.getTime() > 60_000) return 'none'
        tried.push(letter.id)
        const failure = await transport
          .sendMail({ to: letter.recipient, subject: letter.subject, text: letter.body, messageId: `<${letter.id}@${new URL(baseUrl()).hostname}>`, headers: { 'Content-Language': letter.language, 'Auto-Submitted': 'auto-generated' } })
          .then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)))
        if (failure === null) await tx.$executeRaw`UPDATE mail SET sent_at = now(), attempts = attempts + 1, last_error = NULL, body = '' WHERE id = ${letter.id}::uuid`
        else await tx.$executeRaw`UPDATE mail SET attempts = attempts + 1, last_error = ${failure.slice(0, 500)} WHERE id = ${letter.id}::uuid`
        return failure === null ? 'sent' : 'failed'
      })
      if (outcome === 'none') break
      counts[outcome] += 1
    }
  } catch (error) {
    console.error('mailer:', error instanceof Error ? error.message : error)
  } finally {
    transport.close()
  }
  return counts
}
