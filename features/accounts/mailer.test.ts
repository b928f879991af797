import { randomUUID } from 'node:crypto'
import { SMTPServer } from 'smtp-server'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { disconnect } from '@/lib/db'
import { createScratchDatabase } from '../../scripts/lib/database.mjs'
import { deliverWaiting } from './mailer'
import { register } from './mutations'

const received: { to: string; text: string }[] = []
let refuse = false
let server: SMTPServer
let superuser: pg.Client

beforeAll(async () => {
  // A database of its own: sending wipes the letters that other tests read.
  const { appUrl, superUrl } = await createScratchDatabase(process.env.TEST_SUPER_URL ?? '', 'accounts_mailer', { template: 'template_reference' }) as { appUrl: string; superUrl: string }
  Object.assign(process.env, { DATABASE_URL: appUrl, BASE_URL: 'https://register.example' })
  superuser = new pg.Client({ connectionString: superUrl })
  await superuser.connect()
  server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onRcptTo: (_to, _session, done) => done(refuse ? Object.assign(new Error('mailbox busy'), { responseCode: 450 }) : null),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map((one) => one.address).join(), text: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  delete process.env.SMTP_URL
  await new Promise<void>((resolve) => server.close(resolve))
  await Promise.all([superuser.end(), disconnect()])
})

test('letters wait without a server, are tried again after a failure, go out once, and leave no link behind', async () => {
  const email = `${randomUUID()}@people.example`
  const stored = async () => (await superuser.query<{ sent_at: Date | null; attempts: number; body: string; last_error: string | null }>('SELECT sent_at, attempts, body, last_error FROM mail WHERE recipient = $1', [email])).rows[0]!
  const mine = () => received.filter((letter) => letter.to === email)
  await register({ name: 'Élodie', email, language: 'fr', address: randomUUID() })
  expect(await deliverWaiting()).toEqual({ sent: 0, failed: 0 })
  expect(await stored()).toMatchObject({ sent_at: null, attempts: 0 })

  const { port } = server.server.address() as { port: number }
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
  refuse = true
  expect((await deliverWaiting()).failed).toBe(1)
  expect(await stored()).toMatchObject({ sent_at: null, attempts: 1 })
  expect((await stored()).last_error).toContain('mailbox busy')
  expect((await stored()).body).toContain('token=')

  refuse = false
  // Two servers at once: each letter goes out once.
  const [one, two] = await Promise.all([deliverWaiting(), deliverWaiting()])
  expect(one.sent + two.sent).toBe(1)
  expect(mine()).toHaveLength(1)
  expect(mine()[0]?.text).toMatch(/Subject: Confirmez votre adresse/)
  expect(mine()[0]?.text.replaceAll('=\r\n', '').replaceAll('=3D', '=')).toMatch(/\/fr\/confirm\?token=[\w-]{43}/)
  expect(await stored()).toMatchObject({ attempts: 2, body: '', last_error: null })
  await deliverWaiting()
  expect(mine()).toHaveLength(1)
})
