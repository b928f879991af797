import { expect, test } from '@playwright/test'
import { WALKED, watchForViolations } from './support/pages.ts'
import { pageOf, signInByForm } from './support/site.ts'

test('every answer carries a strict content security policy with a nonce of its own', async ({ request }) => {
  const nonces = new Set<string>()
  for (const address of ['/en', '/fr/proposals', '/es/proposals/R-001', '/en/sign-in', '/en/no-such-page', '/en/proposals?chapter=35', '/api/health']) {
    const policy = (await request.get(address)).headers()['content-security-policy'] ?? ''
    const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]))
    const scripts = directives.get('script-src') ?? []
    expect(scripts, address).not.toContain("'unsafe-inline'")
    expect(scripts, address).not.toContain("'unsafe-eval'")
    expect(scripts, address).toContain("'strict-dynamic'")
    expect(directives.get('style-src'), address).not.toContain("'unsafe-inline'")
    for (const [name, value] of [['default-src', "'self'"], ['object-src', "'none'"], ['base-uri', "'none'"], ['frame-ancestors', "'none'"]] as const) expect(directives.get(name), `${address} ${name}`).toEqual([value])
    expect(directives.get('form-action')?.[0]).toBe("'self'")
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '')
  }
  expect(nonces.has('')).toBe(false)
  expect(nonces.size).toBe(7)
})

test('every script of a page carries the nonce of its answer', async ({ request }) => {
  for (const address of ['/en', '/fr/proposals', '/es/proposals/R-001', '/en/sign-in']) {
    const answer = await request.get(address)
    const nonce = /'nonce-([^']+)'/.exec(answer.headers()['content-security-policy'] ?? '')?.[1]
    const scripts = (await answer.text()).match(/<script[^>]*>/g) ?? []
    expect(scripts.length, address).toBeGreaterThan(0)
    for (const script of scripts) expect(script, address).toContain(`nonce="${nonce}"`)
  }
})

test('every answer carries the other headers, and nothing that tells the software', async ({ request }) => {
  for (const address of ['/en', '/en/proposals', '/en/no-such-page', '/api/health', '/api/auth/session']) {
    const headers = (await request.get(address)).headers()
    expect(headers, address).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['permissions-policy'], address).toContain('camera=()')
    expect(headers['cache-control'], address).toMatch(/no-store/)
    expect(headers['cache-control'], address).not.toMatch(/public|s-maxage/)
    expect(headers['x-powered-by'], address).toBeUndefined()
    expect(headers['strict-transport-security'], `${address}: only under https`).toBeUndefined()
  }
})

test('the cookies of a session are out of reach of scripts and of other sites', async ({ page, context }) => {
  await signInByForm(page, 'delegate.mx')
  const cookies = await context.cookies()
  const session = cookies.find(({ name }) => name.endsWith('session'))
  expect(session).toBeDefined()
  expect(session!.value).not.toContain('delegate')
  for (const { name, httpOnly, sameSite, path } of cookies) {
    expect(sameSite, name).toBe('Lax')
    expect(path, name).toBe('/')
    // The reader's language is no secret; all else is.
    if (!/language|locale/i.test(name)) expect(httpOnly, name).toBe(true)
  }
  expect(await page.evaluate(() => document.cookie)).not.toContain(session!.value)
})

for (const { account, addresses } of WALKED) {
  test(`no page breaks its own policy (${account ?? 'signed out'})`, async ({ browser }) => {
    test.setTimeout(240_000)
    const page = await pageOf(browser, account)
    const violations = watchForViolations(page)
    for (const address of addresses('en')) {
      await page.goto(address)
      await page.waitForLoadState('load')
    }
    expect(violations).toEqual([])
  })
}
