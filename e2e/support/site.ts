/** What every journey needs: the three languages with their words, and signing in as a demonstration account. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test'

export const LANGUAGES = ['en', 'fr', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

type Messages = { [key: string]: Messages | string }
const read = new Map<string, Messages>()

/** A message of the product as its reader sees it; `values` fill its {placeholders}. */
export function word(language: Language, name: string, values: Record<string, string | number> = {}): string {
  const [namespace = '', ...keys] = name.split('.')
  const file = path.join(import.meta.dirname, '../../messages', language, `${namespace}.json`)
  if (!read.has(file)) read.set(file, JSON.parse(readFileSync(file, 'utf8')) as Messages)
  let at: Messages | string | undefined = read.get(file)
  for (const key of keys) at = typeof at === 'object' ? at[key] : undefined
  if (typeof at !== 'string') throw new Error(`no message ${name} in ${language}`)
  return at.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? `{${key}}`))
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
const PASSWORD = process.env.DEMO_PASSWORD || 'demo-password-1234'
/** One sign-in an account and worker: sign-in is throttled, and what it does is tested elsewhere. */
const signedIn = new Map<string, Promise<Cookies>>()

/** Signs in through the page's own form. */
export async function signInByForm(page: Page, account: string, language: Language = 'en', next = `/${language}/account`): Promise<void> {
  await page.goto(`/${language}/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel(word(language, 'accounts.fields.email')).fill(`${account}@demo.example`)
  await page.getByLabel(word(language, 'accounts.fields.password'), { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: word(language, 'accounts.signIn.submit') }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
}

async function cookiesOf(browser: Browser, account: string): Promise<Cookies> {
  const context = await browser.newContext()
  try {
    await signInByForm(await context.newPage(), account)
    return await context.cookies()
  } finally {
    await context.close()
  }
}

/** A browser context of its own, signed in as a demonstration account such as `staff.us`; null: nobody. Ends with the test. */
export async function contextOf(browser: Browser, account: string | null, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  if (account) {
    if (!signedIn.has(account)) signedIn.set(account, cookiesOf(browser, account))
    await context.addCookies(await signedIn.get(account)!)
  }
  return context
}

/** A page signed in as an account, or as nobody. */
export async function pageOf(browser: Browser, account: string | null, options: BrowserContextOptions = {}): Promise<Page> {
  return (await contextOf(browser, account, options)).newPage()
}

/** Opens an address and expects its status. */
export async function open(page: Page, address: string, status = 200): Promise<void> {
  const answer = await page.goto(address)
  expect(answer?.status(), address).toBe(status)
}
