import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { Provider } from 'oidc-provider'
import { PASSWORD, person, query, signIn, state } from './accounts-people'

// The whole flow against a real provider: discovery, PKCE, state and nonce, log-in, consent,
// code, ID token, userinfo. The site runs a second time, on the same build and database,
// configured for the provider that this file starts.
let provider: Server
let site: ChildProcess
let base = ''

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test.beforeAll(async () => {
  const [sitePort, issuerPort] = [await freePort(), await freePort()]
  base = `http://localhost:${sitePort}`
  const issuer = `http://localhost:${issuerPort}`
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'trilateral', client_secret: 'a client secret', redirect_uris: [`${base}/api/auth/callback/oidc`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // The log-in name is the subject; "unverified+…" is an address that the provider does not vouch for.
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, name: `Person ${sub.slice(0, 8)}`, email: sub.replace('unverified+', ''), email_verified: !sub.startsWith('unverified+') }),
    }),
    cookies: { keys: ['a key for the test'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  })
  provider = createServer(oidc.callback())
  await new Promise<void>((resolve) => provider.listen(issuerPort, resolve))
  site = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(sitePort)], {
    env: {
      ...process.env, NODE_ENV: 'production', DATABASE_URL: state().appUrl, AUTH_SECRET: 'a secret for the second site of the test', PORT: String(sitePort), BASE_URL: base, NEXTAUTH_URL: base,
      OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'trilateral', OIDC_CLIENT_SECRET: 'a client secret', OIDC_NAME: 'Ministry Login', NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: 'inherit',
  })
  await expect.poll(() => fetch(`${base}/api/health`).then((answer) => answer.status, () => 0), { timeout: 30_000 }).toBe(200)
})

test.afterAll(async () => {
  site?.kill('SIGTERM')
  provider?.closeAllConnections()
  await new Promise((resolve) => provider?.close(resolve))
})

async function throughProvider(page: Page, subject: string): Promise<void> {
  await page.locator('input[name=login]').fill(subject)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: /continue/i }).click()
  await page.waitForURL((url) => url.origin === base)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a new person becomes a stakeholder, and is the same one the next time', async ({ browser }) => {
      const subject = `${randomUUID()}@ministry.example`
      const ids: string[] = []
      for (let round = 0; round < 2; round += 1) {
        const context = await browser.newContext({ baseURL: base, javaScriptEnabled })
        const page = await context.newPage()
        const problems: string[] = []
        page.on('console', (message) => { if (/content security policy/i.test(message.text())) problems.push(message.text()) })
        await page.goto('/fr/sign-in?next=/fr/account')
        await page.getByRole('button', { name: 'Ouvrir une session avec Ministry Login' }).click()
        await throughProvider(page, subject)
        await expect(page).toHaveURL(`${base}/fr/account`)
        await expect(page.locator('dd', { hasText: 'Partie prenante' })).toBeVisible()
        expect(problems).toEqual([])
        const rows = await query<{ id: string; email: string }>('SELECT u.id, u.email FROM app_user u JOIN oidc_identity o ON o.user_id = u.id WHERE o.subject = $1', [subject])
        expect(rows).toMatchObject([{ email: subject }])
        ids.push(rows[0]!.id)
        await context.close()
      }
      expect(new Set(ids).size).toBe(1)
    })
  })
}

test.describe('an address that an account here has', () => {
  test('joins nothing; its person signs in and links, and then both doors lead in', async ({ browser }) => {
    const { id, email } = await person('delegate', 'CA')
    const context = await browser.newContext({ baseURL: base })
    const page = await context.newPage()
    await page.goto('/en/sign-in')
    await page.getByRole('button', { name: 'Sign in with Ministry Login' }).click()
    await throughProvider(page, email)
    await expect(page.getByRole('alert').first()).toContainText('never joined by address alone')
    expect(await query('SELECT 1 FROM oidc_identity WHERE subject = $1', [email])).toEqual([])
    expect((await context.cookies()).some((cookie) => cookie.name === 'trilateral-session')).toBe(false)

    await signIn(page, email, PASSWORD)
    await page.goto('/en/account')
    await page.getByRole('button', { name: 'Link Ministry Login' }).click()
    await page.waitForURL(/done=linked/)
    await expect(page.getByRole('status')).toContainText('linked')
    expect(await query('SELECT user_id FROM oidc_identity WHERE subject = $1', [email])).toEqual([{ user_id: id }])

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/sign-in/)
    await page.goto('/en/sign-in?next=/en/account')
    await page.getByRole('button', { name: 'Sign in with Ministry Login' }).click()
    await page.waitForURL(`${base}/en/account`)
    await expect(page.locator('dd', { hasText: 'Delegate' })).toBeVisible()
    await context.close()
  })

  test('that the provider does not vouch for is not taken over', async ({ browser }) => {
    const { email } = await person('lead', 'US')
    const context = await browser.newContext({ baseURL: base })
    const page = await context.newPage()
    await page.goto('/en/sign-in?next=/en/account')
    await page.getByRole('button', { name: 'Sign in with Ministry Login' }).click()
    await throughProvider(page, `unverified+${email}`)
    await expect(page.locator('dd', { hasText: 'Stakeholder' })).toBeVisible()
    await expect(page.locator('dd', { hasText: 'none given' })).toBeVisible()
    expect(await query(`SELECT 1 FROM app_user WHERE email = $1`, [email])).toHaveLength(1)
    await context.close()
  })
})

test('a callback that nobody asked for signs nobody in', async ({ page, context }) => {
  await page.goto(`${base}/api/auth/callback/oidc?code=x&state=y`)
  await expect(page.getByRole('alert').first()).toContainText('did not succeed')
  expect((await context.cookies()).some((cookie) => cookie.name === 'trilateral-session')).toBe(false)
})
