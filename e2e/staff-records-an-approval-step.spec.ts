import { expect, test, type Page } from '@playwright/test'
import { enterProposal } from './support/proposals.ts'
import { open, pageOf, word, type Language } from './support/site.ts'

/** The form under one of the track page's headings. */
const form = (page: Page, id: 'record-step' | 'withdraw' | 'move') => page.locator(`section[aria-labelledby=${id}] form`)

/** A track of one's own: a side letter that binds the Party of whoever enters it. */
async function track(page: Page, language: Language, party: string): Promise<string> {
  const address = await enterProposal(page, language, { binds: ['US', 'CA'] })
  const link = page.locator(`a[href="${address}/tracks/${party}"]`)
  await expect(link).toHaveText(word(language, 'approvals.keep'))
  await link.click()
  await page.waitForURL(new RegExp(`${address}/tracks/${party}$`))
  return address
}

test('records what was done, with its evidence, and it stands on the record for good', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.us')
  const address = await track(page, 'en', 'US')
  const entry = form(page, 'record-step')
  const step = await entry.locator('[name=step] option').first().textContent()
  await entry.locator('[name=what]').selectOption('done')
  await entry.locator('[name=on]').fill('2026-09-01')
  await entry.locator('[name=evidenceKind]').selectOption('link')
  await entry.locator('[name=evidence]').fill('https://example.org/notice')
  await entry.locator('[name=note]').fill('Sent by the office.')
  await entry.getByRole('button', { name: word('en', 'approvals.submit.record') }).click()
  await page.waitForURL(/done=recorded/)
  await expect(page.getByRole('status')).toContainText(word('en', 'approvals.outcome.recorded'))
  const record = page.locator('main li').filter({ hasText: 'Sent by the office.' }).last()
  await expect(record).toContainText(word('en', 'approvals.what.done'))
  await expect(record.getByRole('link', { name: 'https://example.org/notice' })).toBeVisible()
  expect(step).toMatch(/^1\. /)

  // A mistake is withdrawn with its reason; what was withdrawn stays visible.
  await form(page, 'withdraw').locator('[name=reason]').fill('The notice was of another matter.')
  await form(page, 'withdraw').getByRole('button', { name: word('en', 'approvals.submit.withdraw') }).click()
  await page.waitForURL(/done=withdrawn/)
  await expect(page.locator('main')).toContainText('The notice was of another matter.')
  await expect(page.locator('main')).toContainText('Sent by the office.')
  await open(page, address)
  await expect(page.locator('ol.history')).toContainText('The notice was of another matter.')
})

test('what was done needs its evidence, told in the reader’s language', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.ca')
  await track(page, 'fr', 'CA')
  const entry = form(page, 'record-step')
  await entry.locator('[name=on]').fill('2026-02-31')
  await entry.getByRole('button', { name: word('fr', 'approvals.submit.record') }).click()
  const alert = page.getByRole('alert').filter({ hasText: word('fr', 'errors.title') })
  await expect(alert).toContainText(word('fr', 'errors.badDate', { field: word('fr', 'approvals.field.on') }))
  await expect(alert).toContainText(word('fr', 'errors.required', { field: word('fr', 'approvals.field.evidence') }))
  await entry.locator('[name=on]').fill('2026-03-01')
  await entry.locator('[name=evidenceKind]').selectOption('link')
  await entry.locator('[name=evidence]').fill('javascript:alert(1)')
  await entry.getByRole('button', { name: word('fr', 'approvals.submit.record') }).click()
  await expect(alert).toContainText(word('fr', 'errors.badValue', { field: word('fr', 'approvals.field.evidence') }))
  await expect(page.locator('main a[href^="javascript:"]')).toHaveCount(0)
})

test('moves the state of the track along an allowed successor', async ({ browser }) => {
  const page = await pageOf(browser, 'lead.us')
  await track(page, 'en', 'US')
  const move = form(page, 'move')
  await move.locator('[name=to]').selectOption('under_way')
  await move.getByRole('button', { name: word('en', 'approvals.submit.move') }).click()
  await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toContainText(word('en', 'approvals.field.reason'))
  await move.locator('[name=to]').selectOption('under_way')
  await move.locator('[name=reason]').fill('The committee has taken it up.')
  await move.getByRole('button', { name: word('en', 'approvals.submit.move') }).click()
  await page.waitForURL(/done=moved/)
  await expect(page.getByRole('status')).toContainText(word('en', 'approvals.outcome.moved'))
})

test('no Party keeps another’s track, and what is internal stays with its own', async ({ browser }) => {
  const note = `Internal note ${Date.now()}`
  const own = await pageOf(browser, 'staff.ca')
  await open(own, '/en/proposals/R-004/tracks/CA')
  const entry = form(own, 'record-step')
  await entry.locator('[name=what]').selectOption('planned')
  await entry.locator('[name=note]').fill(note)
  await entry.locator('[name=internal]').check()
  await entry.getByRole('button', { name: word('en', 'approvals.submit.record') }).click()
  await own.waitForURL(/done=recorded/)
  await expect(own.locator('main')).toContainText(note)
  for (const account of [null, 'staff.us', 'lead.mx', 'secretariat', 'admin']) {
    const page = await pageOf(browser, account)
    for (const address of ['/en/proposals/R-004/tracks/CA', '/en/proposals/R-004']) {
      await open(page, address)
      await expect(page.locator('body')).not.toContainText(note)
      await expect(form(page, 'record-step')).toHaveCount(0)
    }
    await page.context().close()
  }
})
