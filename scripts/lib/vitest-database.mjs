import { scratchServer } from './scratch.mjs'

/** Vitest's global set-up: one server for the whole run, told by environment and by `inject('database')`. */
export default async function setup(project) {
  const database = await scratchServer()
  const { superUrl, ownerUrl, appUrl } = database
  Object.assign(process.env, { TEST_SUPER_URL: superUrl, TEST_OWNER_URL: ownerUrl, TEST_APP_URL: appUrl, DATABASE_URL: appUrl, OWNER_DATABASE_URL: ownerUrl })
  project.provide('database', { superUrl, ownerUrl, appUrl })
  return () => database.stop()
}
