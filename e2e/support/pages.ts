/** Every page a reader can come to, by who is signed in: walked for accessibility, policy and width. */
import type { Page } from '@playwright/test'
import type { Language } from './site.ts'

type Walk = { account: string | null; addresses: (language: Language) => string[] }

const OPEN = ['', '/proposals', '/proposals?chapter=19&sort=number', '/proposals?q=zzzzxyzzy', '/proposals?chapter=35', '/proposals/R-001', '/proposals/R-060', '/proposals/R-001/report-problem', '/agreement', '/agreement/4', '/agreement/19', '/agreement/heat-map', '/clock', '/sign-in', '/sign-in/forgotten', '/register', '/confirm', '/invitation', '/no-such-page']

/** Where each account sees a page that others do not, or sees it otherwise. */
export const WALKED: Walk[] = [
  { account: null, addresses: (language) => OPEN.map((address) => `/${language}${address}`) },
  { account: 'staff.us', addresses: (language) => ['', '/proposals', '/proposals/new', '/proposals/R-001', '/proposals/R-001/tracks/US', '/account'].map((address) => `/${language}${address}`) },
  { account: 'lead.ca', addresses: (language) => ['', '/members', '/account'].map((address) => `/${language}${address}`) },
  { account: 'secretariat', addresses: (language) => ['', '/proposals/new', '/proposals/R-002', '/proposals/R-002/edit', '/proposals/R-002/move', '/proposals/R-002/disclosure'].map((address) => `/${language}${address}`) },
  { account: 'admin', addresses: (language) => ['', '/admin', '/account'].map((address) => `/${language}${address}`) },
]

/** Gathers what the browser reports against the policy, and errors that pages throw. */
export function watchForViolations(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text())) found.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`))
  return found
}
