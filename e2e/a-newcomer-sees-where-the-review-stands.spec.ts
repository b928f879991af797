import { expect, test, type Page } from '@playwright/test'
import { GIVEN, howMany } from './support/reference.ts'
import { LANGUAGES, open, word, type Language } from './support/site.ts'

const rows = (page: Page) => page.locator('table.table tbody tr')

/** The line above the rows says how many there are. */
async function expectCount(page: Page, n: number) {
  const count = n === 1 ? /^1\s/ : new RegExp(`^${n}\\s`)
  await expect(page.locator('#rows p b').filter({ hasText: count })).toHaveCount(1)
  await expect(rows(page)).toHaveCount(Math.min(n, 50))
}

const EXPIRY: Record<Language, RegExp> = { en: /1 July 2036/, fr: /1(er)? juillet 2036/, es: /1\.?º? de julio de 2036/ }

for (const language of LANGUAGES) {
  test(`the overview says where the review stands (${language})`, async ({ page }) => {
    await open(page, `/${language}`)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    const clock = page.getByRole('complementary', { name: word(language, 'common.clock.label') })
    await expect(clock).toContainText('2036')
    await expect(clock).toContainText(word(language, 'common.clock.expiry'))
    await expect(clock).toContainText(word(language, 'common.clock.annualSince'))
    // The next review's day is assumed, and said to be.
    await expect(clock).toContainText(word(language, 'common.clock.assumed'))
    // Counts by pillar, instrument and state lead into the register.
    for (const facet of ['pillar', 'instrument', 'state']) await expect(page.locator(`main a[href*="/${language}/proposals?${facet}="]`).first()).toBeVisible()
  })

  test(`the register shows all sixty proposals, page after page (${language})`, async ({ page }) => {
    await open(page, `/${language}/proposals?sort=number`)
    await expectCount(page, GIVEN.length)
    await expect(rows(page).first()).toContainText('R-001')
    await page.getByRole('link', { name: word(language, 'register.nextPage') }).click()
    await expect(page).toHaveURL(/[?&]after=/)
    await expect(rows(page)).toHaveCount(GIVEN.length - 50)
    await expect(rows(page).first()).toContainText('R-051')
    await page.getByRole('link', { name: word(language, 'register.firstPage') }).click()
    await expect(rows(page).first()).toContainText('R-001')
  })

  test(`opens a proposal and sees what each Party would have to do (${language})`, async ({ page }) => {
    const title = GIVEN[0]!.title[language]!
    await open(page, `/${language}/proposals?sort=number`)
    await page.getByRole('link', { name: title, exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/${language}/proposals/R-001$`))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(page.getByRole('heading', { name: word(language, 'approvals.title'), level: 2 })).toBeVisible()
    // An amendment that needs legislation: each of the three Parties has steps of its own, with authority, evidence and length.
    const way = page.locator('section[aria-labelledby=way]')
    for (const party of ['US', 'CA', 'MX']) {
      const heading = way.getByRole('heading', { level: 3, name: word(language, `common.parties.${party}`) }).first()
      await expect(heading).toBeVisible()
    }
    for (const field of ['authority', 'evidence', 'duration']) expect(await way.getByText(word(language, `approvals.${field}`), { exact: true }).count()).toBeGreaterThan(10)
    await expect(page.getByRole('heading', { name: word(language, 'proposal.sources') })).toBeVisible()
    await expect(page.getByRole('link', { name: word(language, 'proposal.reportProblem') })).toBeVisible()
  })
}

const FILTERS: { facet: string; value: string; holds: (given: (typeof GIVEN)[number]) => boolean; name: (language: Language) => string | RegExp }[] = [
  { facet: 'chapter', value: '19', holds: ({ chapters }) => chapters.includes(19), name: () => /^19\. / },
  { facet: 'instrument', value: 'side_letter', holds: (given) => given.likely_instrument === 'side_letter', name: (language) => word(language, 'values.instrumentShort.side_letter') },
  { facet: 'pillar', value: 'institutional', holds: ({ pillar }) => pillar === 'institutional', name: (language) => word(language, 'values.pillar.institutional') },
  { facet: 'proponent', value: 'think-tank', holds: (given) => given.proponent_type === 'think-tank', name: (language) => word(language, 'values.proponentType.think-tank') },
  { facet: 'binds', value: 'MX', holds: ({ binds }) => binds.includes('MX'), name: (language) => word(language, 'common.parties.MX') },
  { facet: 'asked', value: 'CA', holds: (given) => given.ask_of.includes('CA'), name: (language) => word(language, 'common.parties.CA') },
]

for (const [index, { facet, value, holds, name }] of FILTERS.entries()) {
  const language = LANGUAGES[index % 3]!
  test(`filters the register by ${facet} (${language})`, async ({ page }) => {
    await open(page, `/${language}/proposals`)
    const group = page.getByRole('region', { name: word(language, `register.facet.${facet}`), exact: true })
    const link = group.locator(`a[href*="${facet}=${value}"]`)
    if (!(await link.isVisible())) await group.locator('summary').click()
    await expect(link).toContainText(name(language))
    const counted = Number(await link.locator('.n').textContent())
    expect(counted).toBe(howMany(holds))
    await link.click()
    await expect(page).toHaveURL(new RegExp(`\\?${facet}=${value}$`))
    await expectCount(page, counted)
    // What is on can be taken off again.
    await page.locator('ul.applied').getByRole('link', { name: word(language, 'register.clear') }).click()
    await expect(page).toHaveURL(new RegExp(`/${language}/proposals$`))
  })
}

test('filters the register by state: the numbers of the filter and of the rows agree', async ({ page }) => {
  await open(page, '/en/proposals')
  const links = page.getByRole('region', { name: word('en', 'register.facet.state'), exact: true }).locator('a.facet')
  const addresses = await links.evaluateAll((all) => all.map((one) => ({ href: one.getAttribute('href')!, n: Number(one.querySelector('.n')!.textContent) })))
  expect(addresses.length).toBeGreaterThan(0)
  expect(addresses.reduce((sum, { n }) => sum + n, 0)).toBe(GIVEN.length)
  for (const { href, n } of addresses) {
    await open(page, href)
    await expectCount(page, n)
  }
})

test('filters narrow one another, and values of one filter widen it', async ({ page }) => {
  await open(page, '/en/proposals?chapter=19&chapter=24&pillar=strategic-industry')
  await expectCount(page, howMany(({ chapters, pillar }) => (chapters.includes(19) || chapters.includes(24)) && pillar === 'strategic-industry'))
})

test('nothing found is said, with a way out', async ({ page }) => {
  await open(page, '/en/proposals?q=zzzzxyzzy')
  await expect(page.getByText(word('en', 'register.empty'))).toBeVisible()
  await page.locator('#rows').getByRole('link', { name: word('en', 'register.clear') }).first().click()
  await expectCount(page, GIVEN.length)
})

test('changing the language keeps the place and its filters', async ({ page }) => {
  await open(page, '/en/proposals?chapter=4&binds=MX&sort=number')
  await page.getByRole('navigation', { name: word('en', 'common.languages') }).getByRole('link', { name: 'Français' }).click()
  await expect(page).toHaveURL(/\/fr\/proposals\?chapter=4&binds=MX&sort=number$/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(page.locator('ul.applied a')).toHaveCount(3)
  await page.getByRole('navigation', { name: word('fr', 'common.languages') }).getByRole('link', { name: 'Español' }).click()
  await expect(page).toHaveURL(/\/es\/proposals\?chapter=4&binds=MX&sort=number$/)
  await rows(page).first().getByRole('link').click()
  await expect(page).toHaveURL(/\/es\/proposals\/R-\d+$/)
  await page.getByRole('navigation', { name: word('es', 'common.languages') }).getByRole('link', { name: 'English' }).click()
  await expect(page).toHaveURL(/\/en\/proposals\/R-\d+$/)
})

test('the agreement can be browsed by chapter, and leads to the proposals that touch it', async ({ page }) => {
  for (const language of LANGUAGES) {
    await open(page, `/${language}/agreement`)
    await page.locator(`main a[href="/${language}/agreement/19"]`).first().click()
    await expect(page).toHaveURL(new RegExp(`/${language}/agreement/19$`))
    await expect(page.locator('main')).toContainText('19.3')
    await expect(page.locator(`main a[href="/${language}/proposals/R-001"]`).first()).toBeVisible()
  }
})

test('each cell of the heat map is a link to that part of the register', async ({ page }) => {
  await open(page, '/en/agreement/heat-map')
  const cell = page.locator('main td a[href*="chapter="][href*="instrument="]').first()
  const n = Number(/\d+/.exec((await cell.textContent()) ?? '')?.[0])
  await cell.click()
  await expect(page).toHaveURL(/chapter=\d+&instrument=/)
  await expectCount(page, n)
})

test('the review clock gives its dates, assumed ones marked', async ({ page }) => {
  for (const language of LANGUAGES) {
    await open(page, `/${language}/clock`)
    await expect(page.locator('main')).toContainText(EXPIRY[language])
  }
})

test('anyone may report a problem with a record', async ({ page }) => {
  await open(page, '/fr/proposals/R-002')
  await page.getByRole('link', { name: word('fr', 'proposal.reportProblem') }).click()
  await page.getByRole('button', { name: word('fr', 'proposal.report.send') }).click()
  await expect(page.getByRole('alert').filter({ hasText: word('fr', 'errors.title') })).toContainText(word('fr', 'proposal.report.body'))
  await page.getByLabel(word('fr', 'proposal.report.body')).fill('La date de la source est inexacte.')
  await page.getByRole('button', { name: word('fr', 'proposal.report.send') }).click()
  await expect(page.getByRole('status')).toContainText(word('fr', 'proposal.report.sent'))
})
