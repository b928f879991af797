import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { withClient } from './lib/database.mjs'

test('the app and search roles can bypass nothing, and the owner is no superuser', async () => {
  const { rows } = await withClient(process.env.TEST_SUPER_URL!, (db: Client) => db.query(
    `SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname LIKE 'trilateral%' ORDER BY rolname`))
  const none = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }
  expect(rows).toEqual([
    { rolname: 'trilateral_app', ...none, rolcanlogin: true },
    { rolname: 'trilateral_owner', ...none, rolcanlogin: true },
    { rolname: 'trilateral_search', ...none, rolcanlogin: false },
  ])
  const member = await withClient(process.env.TEST_SUPER_URL!, (db: Client) => db.query(
    `SELECT pg_has_role('trilateral_app', 'trilateral_search', 'MEMBER') AS search, pg_has_role('trilateral_app', 'trilateral_owner', 'MEMBER') AS owner,
            pg_has_role('trilateral_owner', 'trilateral_search', 'USAGE') AS inherits`))
  expect(member.rows).toEqual([{ search: false, owner: false, inherits: false }])
})
