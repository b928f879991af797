/** Entering records of one's own, so that no test needs another's. */
import { expect, type Locator, type Page } from '@playwright/test'
import { open, type Language } from './site.ts'

/** The editor's own form, whatever else the page has. */
export const editor = (page: Page): Locator => page.locator('form:has([name="title.en"])')

/** Fills inputs by their names; a list of values ticks boxes. */
export async function fill(page: Page, values: Record<string, string | string[]>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const input = editor(page).locator(`[name="${name}"]`)
    if (Array.isArray(value)) for (const one of value) await editor(page).locator(`[name="${name}"][value="${one}"]`).check()
    else if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(value)
    else await input.fill(value)
  }
}

export async function save(page: Page): Promise<void> {
  await editor(page).locator('button[type=submit]').click()
}

/** All that a record needs; every run makes its own. */
export const ENOUGH: Record<string, string | string[]> = {
  'title.en': 'Common rules for charging stations',
  instrumentKind: 'side_letter',
  'instrumentReason.en': 'Two Parties can agree on it between themselves.',
  chapters: '7, 11',
  pillar: 'strategic-industry',
  proponent: 'Test office',
  proponentType: 'party',
  binds: ['US', 'CA'],
}

/** Enters a record as whoever the page is signed in as, and gives its address: /en/proposals/… */
export async function enterProposal(page: Page, language: Language = 'en', values: Record<string, string | string[]> = {}): Promise<string> {
  await open(page, `/${language}/proposals/new`)
  await fill(page, { ...ENOUGH, ...values })
  await save(page)
  await page.waitForURL(/\/proposals\/(R-\d+|[0-9a-f-]{36})$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return new URL(page.url()).pathname
}

/** The events a reader of the record's page sees, newest first. */
export const history = (page: Page): Locator => page.locator('ol.history > li')
