import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { editor, ENOUGH, enterProposal, fill, history, save } from './support/proposals.ts'
import { contextOf, LANGUAGES, open, pageOf, word } from './support/site.ts'

/** Sends an address as it is written, which no client library would leave alone. */
function raw(baseURL: string, path: string, more: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(baseURL)
  return new Promise((resolve, reject) => {
    let answered = false
    const asked = httpRequest({ hostname, port, path, method: more.method ?? 'GET', headers: more.headers, agent: false }, (answer) => {
      answered = true
      let body = ''
      answer.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
    })
    // A server may end a connection whose request it refused before all of it was sent.
    asked.on('error', (error: NodeJS.ErrnoException) => (answered ? undefined : error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve({ status: 0, body: '' }) : reject(error)))
    asked.end(more.body)
  })
}

async function alive(request: APIRequestContext): Promise<void> {
  expect((await request.get('/api/ready')).status()).toBe(200)
  expect((await request.get('/en/proposals')).status()).toBe(200)
}

/** A page without what is new in every answer: the nonce. */
const apartFromNonce = (html: string): string => html.replaceAll(/nonce(="|\\?":\\?")[^"\\]+/g, 'nonce$1')

for (const [facet, value] of [['instrument', 'treaty'], ['pillar', 'everything'], ['proponent', 'aliens'], ['state', 'lost'], ['strategic', 'very'], ['binds', 'BR'], ['asked', 'us'], ['procedures', 'EU']] as const) {
  test(`an unknown value of the filter ${facet} is refused, by name`, async ({ page }) => {
    for (const language of LANGUAGES) {
      await open(page, `/${language}/proposals?${facet}=${value}`, 400)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      const alert = page.getByRole('alert').filter({ hasText: word(language, 'errors.title') })
      await expect(alert).toContainText(word(language, 'errors.unknownFilter', { field: word(language, `register.facet.${facet}`), value }))
      await expect(page.locator('table.table')).toHaveCount(0)
    }
  })
}

test('chapter 35 is refused: there are 34', async ({ page }) => {
  await open(page, '/fr/proposals?chapter=35', 400)
  await expect(page.getByRole('alert').filter({ hasText: word('fr', 'errors.title') })).toContainText(word('fr', 'errors.noSuchChapter', { value: '35' }))
  for (const address of ['/en/agreement/35', '/fr/agreement/0', '/es/agreement/-1', '/en/agreement/19x', '/en/agreement/99999999999999999999']) await open(page, address, 404)
})

test('an article that does not exist', async ({ page, browser }) => {
  // In a search or a filter it finds nothing; on a record it is refused, by name.
  await open(page, '/en/proposals?provision=99.9')
  await expect(page.getByText(word('en', 'register.empty'))).toBeVisible()
  const staff = await pageOf(browser, 'staff.us')
  await open(staff, '/en/proposals/new')
  await fill(staff, { ...ENOUGH, provisions: '19.3, 99.9' })
  await save(staff)
  await expect(staff.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toContainText(word('en', 'errors.noSuchProvision', { value: '99.9' }))
})

test('a sort that does not exist, an order made up', async ({ page }) => {
  await open(page, '/en/proposals?sort=title;drop', 400)
  await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toContainText('title;drop')
})

test('a cursor of another query, or made by hand, is refused', async ({ page }) => {
  await open(page, '/en/proposals?sort=number')
  const next = new URL((await page.locator('a[rel=next]').getAttribute('href'))!, page.url())
  const cursor = next.searchParams.get('after')!
  for (const address of [`/en/proposals?sort=due&after=${cursor}`, `/en/proposals?sort=number&pillar=institutional&after=${cursor}`, `/en/proposals?sort=number&after=${cursor}x`, '/en/proposals?after=AAAA', "/en/proposals?after='"]) {
    await open(page, address, 400)
    await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toContainText(word('en', 'errors.badCursor'))
  }
})

test('a search of ten megabytes is refused, and the server goes on', async ({ request, baseURL }) => {
  const { status } = await raw(baseURL!, `/en/proposals?q=${'a'.repeat(10 * 1024 * 1024)}`)
  expect([0, 400, 413, 414, 431]).toContain(status)
  await alive(request)
  // One that still fits into an address is told its limit.
  const long = await request.get(`/en/proposals?q=${'a'.repeat(2000)}`)
  expect(long.status()).toBe(400)
  expect(await long.text()).toContain(word('en', 'errors.tooLong', { field: word('en', 'register.param.q'), max: 200 }))
})

test('ten megabytes in a form are refused, and the server goes on', async ({ request, baseURL }) => {
  const boundary = 'x'.repeat(20)
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="title.en"\r\n\r\n${'a'.repeat(10 * 1024 * 1024)}\r\n--${boundary}--\r\n`
  const { status } = await raw(baseURL!, '/en/sign-in', { method: 'POST', headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(body.length), origin: baseURL! }, body })
  expect(status === 0 || status >= 400 || status === 200).toBe(true)
  await alive(request)
})

test('malformed UTF-8 in an address is refused', async ({ request, baseURL }) => {
  for (const path of ['/en/proposals?q=%FF', '/en/proposals?q=%C3%28', '/en/proposals?provision=%ED%A0%80', '/en/proposals?q=%00']) expect((await raw(baseURL!, path)).status, path).toBe(400)
  for (const path of ['/en/proposals/%FF', '/en/%FF', '/en/agreement/%C3%28', '/en/proposals/%00']) {
    const { status } = await raw(baseURL!, path)
    expect([400, 404], `${path}: ${status}`).toContain(status)
  }
  await alive(request)
})

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>{{7*7}}'

/** No dialog may open, and no element may come of what was written. */
async function harmless(page: Page, work: () => Promise<void>): Promise<void> {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await work()
  await page.waitForLoadState('load')
  expect(dialogs).toEqual([])
  await expect(page.locator('img[src=x], svg[onload]')).toHaveCount(0)
}

test('HTML and script in a search are shown as text', async ({ page }) => {
  await harmless(page, async () => {
    await open(page, `/en/proposals?q=${encodeURIComponent(HOSTILE)}`)
    await expect(page.locator('ul.applied')).toContainText(HOSTILE)
    await expect(page.getByRole('searchbox')).toHaveValue(HOSTILE)
    await open(page, `/en/proposals?pillar=${encodeURIComponent('<b>x</b>')}`, 400)
    await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toContainText('<b>x</b>')
  })
})

test('HTML and script in every field of a record are kept and shown as text', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.us')
  await harmless(page, async () => {
    const address = await enterProposal(page, 'en', {
      ...Object.fromEntries(['title', 'summary', 'note', 'instrumentReason'].flatMap((name) => ['en', 'fr', 'es'].map((language) => [`${name}.${language}`, `${name} ${HOSTILE}`]))),
      proponent: HOSTILE, 'source.0.title': HOSTILE, 'source.0.capturedAt': '2026-11-01', 'holder.0.body': HOSTILE, 'holder.0.since': '2026-10-01',
    })
    for (const language of LANGUAGES) {
      await open(page, address.replace('/en/', `/${language}/`))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`title ${HOSTILE}`)
      for (const name of ['summary', 'note', 'instrumentReason']) await expect(page.locator('main')).toContainText(`${name} ${HOSTILE}`)
    }
    await open(page, `${address}/edit`)
    await expect(editor(page).locator('[name="title.en"]')).toHaveValue(`title ${HOSTILE}`)
    await open(page, `/en/proposals?q=${encodeURIComponent('alert')}`)
    // An address that runs a script is no source.
    await open(page, `${address}/edit`)
    await fill(page, { 'source.0.url': 'javascript:alert(1)' })
    await save(page)
    await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toBeVisible()
    await open(page, address)
    await expect(page.locator('a[href^="javascript:"]')).toHaveCount(0)
    await expect(history(page)).toHaveCount(1)
  })
})

test('a title in no language is refused, in each language, and nothing is entered', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.us')
  for (const language of LANGUAGES) {
    await open(page, `/${language}/proposals/new`)
    await fill(page, { ...ENOUGH, 'title.en': '   ' })
    await save(page)
    await expect(page.getByRole('alert').filter({ hasText: word(language, 'errors.title') })).toContainText(word(language, 'errors.noTitle'))
    await expect(page).toHaveURL(/\/new$/)
  }
})

test('a stale form of a move is refused and changes nothing', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.us')
  const address = await enterProposal(page)
  await open(page, `${address}/move`)
  const other = await page.context().newPage()
  await open(other, `${address}/edit`)
  await fill(other, { 'title.en': 'Changed meanwhile' })
  await save(other)
  await other.waitForURL(new RegExp(`${address}$`))
  const form = page.locator('form:has([name=machine][value=negotiation])')
  await form.locator('[name=to][value=under_discussion]').check()
  await form.locator('[name=reason]').fill('On what I saw.')
  await form.getByRole('button').click()
  await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toBeVisible()
  await other.reload()
  await expect(history(other)).toHaveCount(2)
})

test('the id of another Party’s record answers as one that was made up', async ({ browser }) => {
  const own = await pageOf(browser, 'staff.us')
  const id = (await enterProposal(own, 'en', { 'title.en': `Secret matter ${Date.now()}` })).split('/').at(-1)!
  const madeUp = randomUUID()
  for (const account of [null, 'staff.ca', 'secretariat', 'admin', 'stakeholder']) {
    const context = await contextOf(browser, account)
    for (const part of ['', '/edit', '/move', '/disclosure', '/report-problem', '/tracks/US']) {
      const [guessed, random] = await Promise.all([id, madeUp].map((one) => context.request.get(`/en/proposals/${one}${part}`, { maxRedirects: 0 })))
      expect(guessed!.status(), `${account} ${part}`).toBe(random!.status())
      if (part === '') expect(guessed!.status()).toBe(404)
      const [there, nowhere] = [await guessed!.text(), await random!.text()].map(apartFromNonce)
      expect(there!.replaceAll(id, 'ID'), `${account} ${part}`).toBe(nowhere!.replaceAll(madeUp, 'ID'))
    }
    await context.close()
  }
})

test('a forged, damaged or foreign session cookie is nobody', async ({ browser, baseURL }) => {
  const [real] = (await (await contextOf(browser, 'delegate.us')).cookies()).filter(({ name }) => name.endsWith('session'))
  for (const value of ['x', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJzaWQiOiIwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ.', `${real!.value.slice(0, -4)}AAAA`, real!.value.slice(1), '%00', "'--"]) {
    const context = await browser.newContext()
    await context.addCookies([{ name: real!.name, value, url: baseURL! }])
    const page = await context.newPage()
    await open(page, '/en')
    await expect(page.getByRole('link', { name: word('en', 'common.signIn'), exact: true })).toBeVisible()
    await page.goto('/en/account')
    await expect(page).toHaveURL(/\/en\/sign-in/)
    await context.close()
  }
})
