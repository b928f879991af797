import { expect, test, type Page } from '@playwright/test'
import { GIVEN, howMany } from './support/reference.ts'
import { LANGUAGES, open, signInByForm, word } from './support/site.ts'

test.use({ javaScriptEnabled: false })

const rows = (page: Page) => page.locator('table.table tbody tr')

test('filters by links', async ({ page }) => {
  await open(page, '/en/proposals')
  await page.locator('a.facet[href$="?pillar=institutional"]').click()
  await expect(page).toHaveURL(/\?pillar=institutional$/)
  await expect(rows(page)).toHaveCount(howMany(({ pillar }) => pillar === 'institutional'))
  await page.locator('a.facet[href*="binds=MX"]').click()
  await expect(rows(page)).toHaveCount(howMany(({ pillar, binds }) => pillar === 'institutional' && binds.includes('MX')))
})

const SEARCHES = [
  { language: 'en', q: 'digital services taxes', accents: false },
  { language: 'fr', q: 'taxes sur les services numériques', accents: true },
  { language: 'fr', q: 'taxes sur les services numeriques', accents: false },
  { language: 'es', q: 'región', accents: true },
  { language: 'es', q: 'impuestos a los servicios digitales', accents: false },
  { language: 'es', q: 'REGION', accents: false },
  // Whoever reads in one language finds by the words of another.
  { language: 'en', q: 'impuestos servicios digitales', accents: false },
] as const

for (const { language, q } of SEARCHES) {
  test(`searches for “${q}” (${language})`, async ({ page }) => {
    await open(page, `/${language}/proposals`)
    await page.getByRole('searchbox').fill(q)
    await page.getByRole('button', { name: word(language, 'register.apply') }).click()
    await expect(page).toHaveURL(/[?&]q=/)
    await expect(rows(page).filter({ hasText: 'R-001' })).toHaveCount(1)
    expect(await rows(page).count()).toBeLessThan(50)
  })
}

test('a search keeps the filters that were on', async ({ page }) => {
  await open(page, '/fr/proposals?chapter=19')
  await page.getByRole('searchbox').fill('numérique')
  await page.getByRole('searchbox').press('Enter')
  await expect(page).toHaveURL(/chapter=19/)
  await expect(page.locator('ul.applied a')).toHaveCount(3)
})

test('pages and sorts', async ({ page }) => {
  for (const language of LANGUAGES) {
    await open(page, `/${language}/proposals`)
    await page.getByRole('columnheader', { name: word(language, 'register.column.number') }).getByRole('link').click()
    await expect(page).toHaveURL(/\?sort=number$/)
    await expect(page.locator('th[aria-sort=ascending]')).toHaveCount(1)
    await expect(rows(page).first()).toContainText('R-001')
    await page.getByRole('link', { name: word(language, 'register.nextPage') }).click()
    await expect(rows(page)).toHaveCount(GIVEN.length - 50)
  }
})

test('signs in, reads and reports without a script', async ({ page }) => {
  await signInByForm(page, 'delegate.ca', 'fr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('fr', 'accounts.account.title'))
  await open(page, '/fr/proposals/R-003/report-problem')
  await page.getByLabel(word('fr', 'proposal.report.body')).fill('Sans script, cela fonctionne aussi.')
  await page.getByRole('button', { name: word('fr', 'proposal.report.send') }).click()
  await expect(page.getByRole('status')).toContainText(word('fr', 'proposal.report.sent'))
})
