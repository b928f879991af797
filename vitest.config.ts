import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const shared = '**/*.shared.test.ts'
const outside = [...configDefaults.exclude, 'e2e/**', '.next/**', '.data/**', 'bench/**']

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    environment: 'node',
    globalSetup: './scripts/lib/vitest-database.mjs',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...outside, shared] } },
      // On files that are not part of the project: npm run test:shared.
      { extends: true, test: { name: 'shared', include: [shared], exclude: outside } },
    ],
  },
})
