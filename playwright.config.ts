import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './scripts/lib/chromium.mjs'

/** Where the site under test answers. E2E_BASE_URL names one that runs already; then none is started. */
const port = Number(process.env.PORT || 3100)
const baseURL = process.env.E2E_BASE_URL || `http://localhost:${port}`

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 2,
  // A test that fails once has failed.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL,
    trace: 'retain-on-failure',
    locale: 'en-CA',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: CHROMIUM.executablePath, args: CHROMIUM.args },
  },
  ...(process.env.E2E_BASE_URL
    ? {}
    : {
        webServer: {
          command: `"${process.execPath}" scripts/serve-e2e.mjs`,
          url: `${baseURL}/api/ready`,
          env: { PORT: String(port) },
          reuseExistingServer: false,
          // A fresh clone builds the site first.
          timeout: 300_000,
          stdout: 'pipe',
          gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
        },
      }),
})
