import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { WALKED } from './support/pages.ts'
import { LANGUAGES, open, pageOf, word } from './support/site.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on the page as it is shown now, each with where. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary?.split('\n')[1]?.trim() ?? ''})`))
}

for (const { account, addresses } of WALKED) {
  for (const language of LANGUAGES) {
    test(`axe finds nothing, light or dark (${account ?? 'signed out'}, ${language})`, async ({ browser }) => {
      test.setTimeout(240_000)
      const page = await pageOf(browser, account, { reducedMotion: 'reduce' })
      for (const address of addresses(language)) {
        await page.goto(address)
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect.soft(await violations(page), `${address}, ${colorScheme}`).toEqual([])
        }
      }
    })
  }

  test(`no page is wider than a phone (${account ?? 'signed out'})`, async ({ browser }) => {
    test.setTimeout(120_000)
    const page = await pageOf(browser, account, { viewport: { width: 390, height: 844 } })
    for (const language of LANGUAGES) {
      for (const address of addresses(language)) {
        await page.goto(address)
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(390)
      }
    }
  })
}

for (const language of LANGUAGES) {
  test(`the first key leads past the head to the content (${language})`, async ({ page }) => {
    await open(page, `/${language}/proposals`)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: word(language, 'common.skip') })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.locator('main')).toBeFocused()
  })
}

test('whatever has the focus shows it and is not hidden', async ({ page }) => {
  for (const address of ['/en/proposals', '/en/proposals/R-001', '/en/sign-in']) {
    await open(page, address)
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(() => {
        const on = document.activeElement
        if (!on || on === document.body) return null
        const style = getComputedStyle(on)
        const box = on.getBoundingClientRect()
        return { what: on.outerHTML.slice(0, 120), outlined: (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none', seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight }
      })
      if (!at) break
      expect(at.outlined, `${address}: ${at.what}`).toBe(true)
      expect(at.seen, `${address}: ${at.what}`).toBe(true)
    }
  }
})

test('on a phone the filters open and close by keyboard', async ({ browser }) => {
  const page = await pageOf(browser, null, { viewport: { width: 390, height: 844 } })
  await open(page, '/en/proposals')
  const filters = page.getByRole('complementary', { name: word('en', 'register.filters') })
  await expect(filters).toBeHidden()
  await page.locator('a[href="#filters"]').focus()
  await page.keyboard.press('Enter')
  await expect(filters).toBeVisible()
  await page.getByRole('link', { name: word('en', 'register.closeFilters') }).press('Enter')
  await expect(filters).toBeHidden()
})

test('one heading of the first rank a page, and no rank left out', async ({ page }) => {
  for (const address of ['/en', '/en/proposals', '/en/proposals/R-001', '/en/agreement', '/en/agreement/19', '/en/clock', '/en/sign-in']) {
    await page.goto(address)
    const ranks = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])))
    expect.soft(ranks.filter((rank) => rank === 1), address).toHaveLength(1)
    for (const [index, rank] of ranks.entries()) if (index > 0) expect.soft(rank - ranks[index - 1]!, `${address}, heading ${index + 1}`).toBeLessThanOrEqual(1)
  }
})
