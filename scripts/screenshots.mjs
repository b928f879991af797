// Takes pictures of pages at phone, laptop and wide width, light and dark.
//   npm run screenshots -- [--base http://localhost:3000] [--out test-results/screenshots] [--as lead.us] [path ...]
// Without paths: the pages a newcomer sees, in three languages. Needs a running server.
import { mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { CHROMIUM } from './lib/chromium.mjs'

const args = process.argv.slice(2)
const option = (name, otherwise) => {
  const at = args.indexOf(`--${name}`)
  return at < 0 ? otherwise : args.splice(at, 2)[1]
}
const base = option('base', 'http://localhost:3000')
const out = option('out', 'test-results/screenshots')
const as = option('as', '')
const only = option('width', '')
const scheme = option('scheme', '')
const PAGES = ['', '/proposals', '/proposals?chapter=19', '/proposals/R-001', '/agreement', '/agreement/19', '/agreement/heat-map', '/clock', '/sign-in', '/register']
const paths = args.length > 0 ? args : ['en', 'fr', 'es'].flatMap((language) => PAGES.map((page) => `/${language}${page}`))

mkdirSync(out, { recursive: true })
const browser = await chromium.launch({ ...CHROMIUM })
for (const colorScheme of scheme ? [scheme] : ['light', 'dark']) {
  for (const width of only ? [Number(only)] : [390, 1280, 1920]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: width === 390 ? 844 : 900 } })
    if (as) {
      await page.goto(`${base}/en/sign-in`)
      await page.fill('input[type=email]', `${as}@demo.example`)
      await page.fill('input[type=password]', process.env.DEMO_PASSWORD ?? '')
      await page.press('input[type=password]', 'Enter')
      await page.waitForURL((url) => !url.pathname.includes('sign-in'))
    }
    for (const path of paths) {
      await page.goto(base + path)
      const name = `${path.replace(/^\//, '').replace(/[^\w-]+/g, '_')}-${width}-${colorScheme}.png`
      await page.screenshot({ path: `${out}/${name}`, fullPage: true })
      process.stdout.write(`${out}/${name}\n`)
    }
    await page.close()
  }
}
await browser.close()
