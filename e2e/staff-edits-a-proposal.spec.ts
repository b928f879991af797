import { expect, test } from '@playwright/test'
import { editor, enterProposal, fill, history, save } from './support/proposals.ts'
import { open, pageOf, signInByForm, word } from './support/site.ts'

test('signs in, enters a record, and finds it in the register of the own Party', async ({ page, browser }) => {
  const title = `Shared weighbridges ${Date.now()}`
  await signInByForm(page, 'staff.us', 'en', '/en/proposals')
  await expect(page).toHaveURL(/\/en\/proposals$/)
  await page.getByRole('link', { name: word('en', 'register.new') }).click()
  await expect(page).toHaveURL(/\/en\/proposals\/new$/)
  const address = await enterProposal(page, 'en', { 'title.en': title, 'title.fr': `${title} (français)`, 'summary.en': 'One certificate of weight for three countries.' })
  // A record of a Party has no number, and an address that tells nothing.
  expect(address).toMatch(/\/en\/proposals\/[0-9a-f]{8}-/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(page.locator('main')).toContainText('One certificate of weight for three countries.')
  await expect(history(page)).toHaveCount(1)
  await open(page, `/en/proposals?q=${encodeURIComponent(title)}`)
  await expect(page.locator('table.table tbody tr').filter({ hasText: title })).toHaveCount(1)
  // In another language the one there is stands, marked.
  await open(page, address.replace('/en/', '/es/'))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(word('es', 'common.onlyIn.en'))
  // Nobody else finds it.
  for (const other of [null, 'staff.ca', 'lead.mx', 'secretariat', 'admin']) {
    const theirs = await pageOf(browser, other)
    await open(theirs, `/en/proposals?q=${encodeURIComponent(title)}`)
    await expect(theirs.locator('table.table tbody tr').filter({ hasText: title })).toHaveCount(0)
    await open(theirs, address, 404)
    await theirs.context().close()
  }
})

test('edits a record: what changed stands in its history, and saving without a change leaves none', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.us')
  const address = await enterProposal(page)
  await page.getByRole('link', { name: word('en', 'proposal.edit'), exact: true }).click()
  await page.waitForURL(/\/edit$/)
  await fill(page, { 'title.en': 'Charging stations, second thoughts', chapters: '7, 19' })
  await save(page)
  await page.waitForURL(new RegExp(`${address}$`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Charging stations, second thoughts')
  await expect(history(page)).toHaveCount(2)
  await expect(history(page).first()).toContainText('Charging stations, second thoughts')
  await expect(history(page).first()).toContainText('Common rules for charging stations')
  // The same form sent again: nothing changed, so nothing happened.
  await open(page, `${address}/edit`)
  await save(page)
  await page.waitForURL(new RegExp(`${address}$`))
  await expect(history(page)).toHaveCount(2)
})

test('errors are told in French, name their fields, and lose nothing that was written', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.ca')
  await open(page, '/fr/proposals/new')
  await fill(page, { 'summary.fr': 'Ce texte doit rester.', instrumentKind: 'side_letter', pillar: 'institutional', proponentType: 'party', chapters: '35', proposedOn: '2026-13-40', dueOn: 'demain' })
  await save(page)
  const summary = page.getByRole('alert').filter({ hasText: word('fr', 'errors.title') })
  await expect(summary).toContainText(word('fr', 'errors.noTitle'))
  await expect(summary).toContainText(word('fr', 'errors.noSuchChapter', { value: '35' }))
  await expect(summary).toContainText(word('fr', 'errors.badDate', { field: word('fr', 'proposal.field.proposedOn') }))
  await expect(summary).toContainText(word('fr', 'errors.badDate', { field: word('fr', 'proposal.field.dueOn') }))
  // Each line leads to its field, which says so itself.
  await summary.getByRole('link', { name: word('fr', 'errors.noSuchChapter', { value: '35' }) }).click()
  const chapters = editor(page).locator('[name=chapters]')
  await expect(chapters).toBeFocused()
  await expect(chapters).toHaveAttribute('aria-invalid', 'true')
  await expect(chapters).toHaveAccessibleDescription(new RegExp('35'))
  await expect(editor(page).locator('[name="summary.fr"]')).toHaveValue('Ce texte doit rester.')
  await expect(editor(page).locator('[name=dueOn]')).toHaveValue('demain')
  // Mended, it is saved.
  await fill(page, { 'title.fr': 'Règles communes', chapters: '7', proposedOn: '2026-06', dueOn: '', proponent: 'Bureau', 'instrumentReason.fr': 'Deux Parties suffisent.', binds: ['CA', 'MX'] })
  await save(page)
  await page.waitForURL(/\/fr\/proposals\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Règles communes')
})

test('two people edit at once: the later sees both versions, and neither is lost', async ({ browser }) => {
  const first = await pageOf(browser, 'staff.us')
  const second = await pageOf(browser, 'lead.us')
  const address = await enterProposal(first, 'en', { 'summary.en': 'As it was.' })
  await open(first, `${address}/edit`)
  await open(second, `${address}/edit`)
  await fill(second, { 'title.en': 'The title of the second', 'summary.en': 'The summary of the second.' })
  await save(second)
  await second.waitForURL(new RegExp(`${address}$`))
  await fill(first, { 'title.en': 'The title of the first', 'note.en': 'A note of the first.' })
  await save(first)

  // Nothing was written over, and both versions stand side by side.
  await expect(first.getByRole('alert').filter({ hasText: word('en', 'errors.stale') })).toBeVisible()
  const row = (part: string) => first.getByRole('row').filter({ has: first.locator(`[name="pick.${part}"]`) })
  await expect(row('title.en')).toContainText('The title of the first')
  await expect(row('title.en')).toContainText('The title of the second')
  await expect(row('note.en')).toContainText('A note of the first.')
  await expect(row('summary.en')).toContainText('The summary of the second.')
  await second.reload()
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('The title of the second')

  // What only one of them touched is offered as that one left it; the rest is the reader's choice.
  await expect(first.locator('[name="pick.summary.en"][value=theirs]')).toBeChecked()
  await expect(first.locator('[name="pick.note.en"][value=mine]')).toBeChecked()
  await first.locator('[name="pick.title.en"][value=mine]').check()
  await first.locator('form:has([name="pick.title.en"]) button[type=submit]').click()
  await first.waitForURL(new RegExp(`${address}$`))
  await expect(first.getByRole('heading', { level: 1 })).toHaveText('The title of the first')
  await expect(first.locator('main')).toContainText('The summary of the second.')
  await expect(first.locator('main')).toContainText('A note of the first.')
  await expect(history(first)).toHaveCount(3)
})

test('moves a state along an allowed successor, with a reason, and no other way', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.mx')
  const address = await enterProposal(page, 'es', { 'title.es': 'Reglas para estaciones de carga' })
  await page.getByRole('link', { name: word('es', 'proposal.move'), exact: true }).click()
  await page.waitForURL(/\/move$/)
  const form = page.locator('form:has([name=machine][value=negotiation])')
  const offered = await form.locator('[name=to]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))
  // Proposed records are not agreed or in force at one step.
  expect(offered).toContain('under_discussion')
  expect(offered).toContain('withdrawn')
  expect(offered).not.toContain('agreed')
  expect(offered).not.toContain('in_force')
  await form.locator('[name=to][value=under_discussion]').check()
  await form.getByRole('button').click()
  await expect(page.getByRole('alert').filter({ hasText: word('es', 'errors.needsReason') })).toBeVisible()
  await form.locator('[name=reason]').fill('Se acordó abrir la discusión.')
  await form.locator('[name=to][value=under_discussion]').check()
  await form.getByRole('button').click()
  await page.waitForURL(new RegExp(`${address}$`))
  await expect(history(page)).toHaveCount(2)
  await expect(history(page).first()).toContainText('Se acordó abrir la discusión.')
})

test('a move that the register does not know is refused, even when the form is forged', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.us')
  const address = await enterProposal(page)
  await open(page, `${address}/move`)
  const form = page.locator('form:has([name=machine][value=negotiation])')
  await form.locator('[name=reason]').fill('A short cut.')
  await form.locator('[name=to]').first().check()
  await form.locator('[name=to]').first().evaluate((input) => { (input as HTMLInputElement).value = 'in_force' })
  await form.getByRole('button').click()
  await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.title') })).toBeVisible()
  await open(page, address)
  await expect(history(page)).toHaveCount(1)
})

test('withdraws a record: an event with its reason, and the record stays', async ({ browser }) => {
  const page = await pageOf(browser, 'staff.us')
  const address = await enterProposal(page)
  await open(page, `${address}/move`)
  const form = page.locator('form:has([name=machine][value=negotiation])')
  await form.locator('[name=to][value=withdrawn]').check()
  await form.locator('[name=reason]').fill('Overtaken by events.')
  await form.getByRole('button').click()
  await page.waitForURL(new RegExp(`${address}$`))
  await expect(history(page)).toHaveCount(2)
  await expect(history(page).first()).toContainText('Overtaken by events.')
  await open(page, '/en/proposals?state=withdrawn')
  await expect(page.locator(`table.table a[href="${address}"]`)).toHaveCount(1)
})

test('who may not edit is told so, and is not shown the form', async ({ browser }) => {
  const signedOut = await pageOf(browser, null)
  await signedOut.goto('/en/proposals/R-001/edit')
  await expect(signedOut).toHaveURL(/\/en\/sign-in\?/)
  for (const account of ['stakeholder', 'delegate.us', 'admin']) {
    const page = await pageOf(browser, account)
    await page.goto('/en/proposals/R-001/edit')
    await expect(page.getByRole('alert').filter({ hasText: word('en', 'errors.notAllowed') })).toBeVisible()
    await expect(editor(page)).toHaveCount(0)
    await page.context().close()
  }
})
