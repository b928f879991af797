import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { appointLead } from '../scripts/lead'
import { letterToken, PASSWORD, person, query, signIn, state } from './accounts-people'

const LANGUAGES = ['en', 'fr', 'es']

async function isAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('signing in leads back to where one was, and out again', async ({ page, context }) => {
      const { email, name } = await person('stakeholder')
      await page.goto('/fr/account')
      await expect(page).toHaveURL(/\/fr\/sign-in\?next=%2Ffr%2Faccount/)
      await page.getByLabel('Adresse courriel').fill(email)
      await page.getByLabel('Mot de passe').fill(PASSWORD)
      await page.getByRole('button', { name: 'Ouvrir une session', exact: true }).click()
      await expect(page).toHaveURL(/\/fr\/account$/)
      await expect(page.getByRole('link', { name })).toBeVisible()
      const cookie = (await context.cookies()).find((one) => one.name === 'trilateral-session')
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
      await page.getByRole('button', { name: 'Fermer la session' }).click()
      await expect(page).toHaveURL(/\/fr\/sign-in\?done=ended/)
      // The cookie that was given up is worth nothing if somebody kept it.
      await context.addCookies([cookie!])
      await page.goto('/fr/account')
      await expect(page).toHaveURL(/\/fr\/sign-in/)
    })

    test('wrong, unknown and empty get a clear answer, the same for known and unknown', async ({ page }) => {
      const { email } = await person('delegate', 'CA')
      for (const given of [email, 'nobody@people.example']) {
        await page.goto('/es/sign-in')
        await page.getByLabel('Correo electrónico').fill(given)
        await page.getByLabel('Contraseña').fill('something else')
        await page.getByRole('button', { name: 'Iniciar sesión', exact: true }).click()
        await expect(page.getByRole('alert').first()).toContainText('El correo y la contraseña no corresponden.')
        await expect(page.getByLabel('Correo electrónico')).toHaveValue(given)
      }
      await page.goto('/en/sign-in')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(page.getByLabel('E-mail address')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription('Fill in “E-mail address”.')
      await page.getByRole('alert').first().getByRole('link', { name: 'Fill in “Password”.' }).click()
      await expect(page).toHaveURL(/#sign-in-password$/)
    })

    test('a stakeholder registers, confirms the address by the mailed link, and signs in', async ({ page }) => {
      const email = `journey-${crypto.randomUUID()}@people.example`
      await page.goto('/en/register')
      await page.getByLabel('Name').fill('<script>alert(1)</script>')
      await page.getByLabel('E-mail address').fill(email)
      await page.getByRole('button', { name: 'Register' }).click()
      await expect(page.getByRole('status')).toContainText('A letter is on its way')
      const link = `/en/confirm?token=${await letterToken(email)}`
      await page.goto(link)
      await page.getByLabel('New password').fill('short')
      await page.getByRole('button', { name: 'Set the password' }).click()
      await expect(page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true')
      await page.getByLabel('New password').fill(PASSWORD)
      await page.getByRole('button', { name: 'Set the password' }).click()
      await expect(page.getByRole('status')).toContainText('Your password is set')
      await signIn(page, email)
      await page.goto('/en/account')
      await expect(page.getByRole('link', { name: '<script>alert(1)</script>' })).toBeVisible()
      await page.goto(link)
      await expect(page.getByRole('heading', { name: 'This link is not valid' })).toBeVisible()
    })

    test('a lead invites, the guest takes it up, the lead confirms and removes', async ({ page, browser }) => {
      const lead = await person('lead', 'MX')
      await signIn(page, lead.email)
      await page.goto('/en/members')
      const guestEmail = `guest-${crypto.randomUUID()}@people.example`
      await page.getByLabel('E-mail address').fill(guestEmail)
      await page.locator('#invite-role').selectOption('delegate')
      await page.getByRole('button', { name: 'Make the invitation' }).click()
      const link = await page.getByRole('status').locator('code').innerText()
      expect(link).toMatch(/\/en\/invitation\?token=[\w-]{43}$/)
      await page.goto('/en/members')
      await expect(page.locator('body')).not.toContainText(link)

      const guest = await (await browser.newContext({ javaScriptEnabled, baseURL: state().baseUrl })).newPage()
      const here = new URL(link)
      await guest.goto(here.pathname + here.search)
      await guest.getByLabel('Name').fill('Guest Person')
      await guest.getByLabel('New password').fill(PASSWORD)
      await guest.getByRole('button', { name: 'Make the account and take up the invitation' }).click()
      await expect(guest.getByRole('status')).toContainText('Your account is made')
      await guest.goto(here.pathname + here.search)
      await expect(guest.getByRole('alert').first()).toContainText('used already')
      await signIn(guest, guestEmail)
      await guest.goto('/en/account')
      await expect(guest.locator('dd', { hasText: 'Stakeholder' })).toBeVisible()

      await page.goto('/en/members')
      await page.getByRole('row', { name: guestEmail }).getByRole('button', { name: 'Confirm Guest Person' }).click()
      await expect(page.getByRole('status')).toContainText('The member is admitted')
      await guest.reload()
      await expect(guest.locator('dd', { hasText: 'Delegate' })).toBeVisible()

      const row = page.getByRole('row', { name: guestEmail })
      await row.getByLabel('Role of Guest Person').selectOption('staff')
      await row.getByRole('button', { name: 'Set role: Guest Person' }).click()
      await expect(page.getByRole('status')).toContainText('The role is changed')
      await guest.reload()
      await expect(guest.locator('dd', { hasText: 'Review staff' })).toBeVisible()

      await page.getByRole('row', { name: guestEmail }).locator('summary').click()
      await page.getByRole('row', { name: guestEmail }).getByRole('button', { name: 'Yes, remove Guest Person' }).click()
      await expect(page.getByRole('status')).toContainText('removed')
      await guest.goto('/en/account')
      await expect(guest).toHaveURL(/\/en\/sign-in/)
      await guest.context().close()
    })

    test('the administrator keeps accounts without a Party and never reads a letter', async ({ page }) => {
      const admin = await person('administrator')
      const other = await person('stakeholder')
      const email = `waiting-${crypto.randomUUID()}@people.example`
      await page.goto('/fr/register')
      await page.getByLabel('Nom').fill('En attente')
      await page.getByLabel('Adresse courriel').fill(email)
      await page.getByRole('button', { name: 'S’inscrire' }).click()
      await expect(page.getByRole('status')).toBeVisible()
      await signIn(page, admin.email)
      await page.goto(`/en/admin?find=${other.email}`)
      await page.getByLabel(`Role of ${other.name}`).selectOption('secretariat')
      await page.getByRole('button', { name: `Set role: ${other.name}` }).click()
      await expect(page.getByRole('status')).toContainText('The role is changed')
      expect(await query('SELECT role FROM app_user WHERE id = $1', [other.id])).toEqual([{ role: 'secretariat' }])
      await page.goto('/en/admin')
      await expect(page.getByRole('row', { name: `${email} confirm an address` })).toBeVisible()
      expect(await page.content()).not.toContain(await letterToken(email))
      await page.goto(`/en/admin?find=${other.email}`)
      await page.getByRole('button', { name: `Disable ${other.name}` }).click()
      await expect(page.getByRole('status')).toContainText('disabled')
      const answer = await page.goto('/en/members')
      expect(answer?.status()).toBe(404)
    })
  })
}

test('the first lead comes by the link made on the server, and counts at once', async ({ page }) => {
  const email = `first-${crypto.randomUUID()}@people.example`
  const link = new URL(await appointLead({ ownerUrl: state().ownerUrl, baseUrl: state().baseUrl, party: 'CA', email }))
  await page.goto(link.pathname + link.search)
  await page.getByLabel('Name').fill('First Lead')
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make the account and take up the invitation' }).click()
  await expect(page.getByRole('status')).toBeVisible()
  await signIn(page, email)
  await page.goto('/en/members')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Members of the delegation')
})

test('too many attempts get a clear answer, and a program gets 429', async ({ page, request }) => {
  const email = `throttled-${crypto.randomUUID()}@people.example`
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const attempt = async () => (await request.post('/api/auth/callback/credentials', { form: { csrfToken, email, password: 'wrong' }, maxRedirects: 0 })).status()
  const answers: number[] = []
  for (let round = 0; round < 11; round += 1) answers.push(await attempt())
  expect(answers.slice(0, 10).every((status) => status === 302)).toBe(true)
  expect(answers[10]).toBe(429)
  await page.goto('/en/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').first()).toContainText('Too many attempts')
})

test('forged cookies, damaged links and foreign targets are nothing', async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: 'trilateral-session', value: 'eyJhbGciOiJub25lIn0..x.y.z', url: baseURL! }])
  for (const path of ['/en/account', '/en/members', '/en/admin']) {
    await page.goto(path)
    await expect(page).toHaveURL(/\/en\/sign-in/)
  }
  for (const path of ['/en/confirm?token=%FF%FE', '/en/confirm', '/en/invitation?token=%00', `/en/invitation?token=${'x'.repeat(5000)}`]) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBeLessThan(500)
    await expect(page.getByRole('alert').first()).toBeVisible()
  }
  const { email } = await person('stakeholder')
  await context.clearCookies()
  await page.goto(`/en/sign-in?next=${encodeURIComponent('//elsewhere.example/')}`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/en')
})

for (const language of LANGUAGES) {
  test(`every page of accounts is accessible in ${language}`, async ({ page }) => {
    const lead = await person('lead', 'US')
    const admin = await person('administrator')
    for (const path of ['sign-in', 'sign-in?error=throttled', 'sign-in/forgotten', 'register', 'confirm?token=x', 'invitation?token=x']) {
      await page.goto(`/${language}/${path}`)
      await isAccessible(page)
    }
    await page.goto(`/${language}/register`)
    await page.locator('main form button[type=submit]').click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await isAccessible(page)
    await signIn(page, lead.email, PASSWORD, language)
    for (const path of ['members', 'account']) {
      await page.goto(`/${language}/${path}`)
      await isAccessible(page)
    }
    await page.context().clearCookies()
    await signIn(page, admin.email, PASSWORD, language)
    await page.goto(`/${language}/admin`)
    await isAccessible(page)
  })
}
