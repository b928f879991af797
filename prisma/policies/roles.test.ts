// The three roles, and the walls that the policies stand on. Read from the catalogue as the
// superuser; what the app role can do with them is policies.test.ts.
import { beforeAll, describe, expect, it } from 'vitest'
import { REFERENCE } from './plant.ts'
import { connected, plantedDatabase, type Scratch } from './scratch.ts'

/** Closed to the application altogether: read and written by definer functions of the owner only. */
const CLOSED = ['facet_counts', 'register_stamp']
/** Not a record of anybody's: which migrations are applied. */
const TECHNICAL = ['_prisma_migrations']
/** Every function that runs as another than its caller, and as whom. A new one must be entered here, after reading it. */
const DEFINERS: Record<string, string> = {
  end_sessions: 'trilateral_owner', keep_facets: 'trilateral_owner', kept_facets: 'trilateral_owner', mail_waiting: 'trilateral_owner',
  register_changed: 'trilateral_owner', register_stamp: 'trilateral_owner', remove_member: 'trilateral_owner', search_proposals: 'trilateral_search',
}

type Row = Record<string, unknown>
let scratch: Scratch
const ask = (sql: string): Promise<Row[]> => connected(scratch.superUrl, async (db) => (await db.query<Row>(sql)).rows)

beforeAll(async () => {
  scratch = await plantedDatabase('policies_roles')
}, 60_000)

describe('roles', () => {
  it('none of the three is a superuser, bypasses row-level security, makes roles or databases; nobody connects as the search role', async () => {
    expect(await ask(`SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin FROM pg_roles WHERE rolname LIKE 'trilateral%' ORDER BY 1`)).toEqual(
      ['app', 'owner', 'search'].map((name) => ({ rolname: `trilateral_${name}`, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolcanlogin: name !== 'search' })))
  })
  it('the app role owns nothing and is a member of nothing', async () => {
    expect(await ask(`SELECT relname AS name FROM pg_class WHERE relowner = 'trilateral_app'::regrole UNION SELECT proname FROM pg_proc WHERE proowner = 'trilateral_app'::regrole
      UNION SELECT nspname FROM pg_namespace WHERE nspowner = 'trilateral_app'::regrole UNION SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'trilateral_app'::regrole`)).toEqual([])
  })
  it('the owner may hand functions to the search role, and does not inherit what it reads', async () => {
    expect(await ask(`SELECT member::regrole::text AS member, inherit_option, admin_option FROM pg_auth_members WHERE roleid = 'trilateral_search'::regrole`)).toEqual(
      [{ member: 'trilateral_owner', inherit_option: false, admin_option: false }])
  })
  it('the search role reads words and audience of proposals, and nothing else', async () => {
    expect(await ask(`SELECT table_name, column_name, privilege_type FROM information_schema.column_privileges WHERE grantee = 'trilateral_search' ORDER BY 2`)).toEqual(
      ['audience', 'id', 'words'].map((column) => ({ table_name: 'proposal', column_name: column, privilege_type: 'SELECT' })))
    expect(await ask(`SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a WHERE a.grantee = 'trilateral_search'::regrole`)).toEqual([])
  })
  it('the app role can neither truncate, reference nor set triggers, nor make anything in the schema', async () => {
    expect(await ask(`SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee IN ('trilateral_app', 'PUBLIC') AND table_schema = 'public' AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')`)).toEqual([])
    expect(await ask(`SELECT has_schema_privilege('trilateral_app', 'public', 'CREATE') AS makes`)).toEqual([{ makes: false }])
  })
})

describe('walls', () => {
  it('every table is under forced row-level security, or is a named public reference, or is closed to the application', async () => {
    const tables = await ask(`SELECT relname AS name, relrowsecurity AS walled, relforcerowsecurity AS forced, relowner::regrole::text AS owner FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'f', 'm', 'v') ORDER BY 1`)
    expect(tables.filter((table) => table.owner !== 'trilateral_owner')).toEqual([])
    const open = tables.filter((table) => !table.forced).map((table) => table.name)
    expect(open.sort()).toEqual([...REFERENCE, ...CLOSED, ...TECHNICAL].sort())
    expect(tables.filter((table) => table.forced && !table.walled)).toEqual([])
    expect(tables.filter((table) => CLOSED.includes(String(table.name)) && !table.walled)).toEqual([])
  })
  it('the application has no right on a closed table, and only reads the open ones', async () => {
    const rights = await ask(`SELECT table_name AS name, privilege_type AS "right" FROM information_schema.role_table_grants WHERE grantee IN ('trilateral_app', 'PUBLIC') AND table_schema = 'public'`)
    expect(rights.filter((row) => CLOSED.includes(String(row.name)))).toEqual([])
    expect(rights.filter((row) => [...REFERENCE, ...TECHNICAL].includes(String(row.name)) && row.right !== 'SELECT')).toEqual([])
  })
  it('every walled table that the application may read has a policy for it; one without any shows nothing', async () => {
    expect(await ask(`SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity
      AND NOT EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.relname AND 'trilateral_app' = ANY (p.roles))`)).toEqual([])
    await connected(scratch.superUrl, async (db) => {
      await db.query(`CREATE TABLE forgotten (secret text); ALTER TABLE forgotten OWNER TO trilateral_owner; ALTER TABLE forgotten ENABLE ROW LEVEL SECURITY;
        ALTER TABLE forgotten FORCE ROW LEVEL SECURITY; INSERT INTO forgotten VALUES ('x'); GRANT SELECT ON forgotten TO trilateral_app`)
    })
    expect(await connected(scratch.appUrl, async (db) => (await db.query('SELECT * FROM forgotten')).rows)).toEqual([])
    await connected(scratch.superUrl, (db) => db.query('DROP TABLE forgotten'))
  })
  it('policies speak of the three roles by name, never of everybody', async () => {
    expect(await ask(`SELECT tablename, policyname FROM pg_policies WHERE NOT roles <@ ARRAY['trilateral_app', 'trilateral_owner', 'trilateral_search']::name[]`)).toEqual([])
  })
  it('confidentiality is restrictive: no later permissive policy can widen it', async () => {
    const restrictive = await ask(`SELECT DISTINCT tablename AS name FROM pg_policies WHERE permissive = 'RESTRICTIVE' ORDER BY 1`)
    expect(restrictive.map((row) => row.name)).toEqual(expect.arrayContaining(['proposal', 'proposal_copy', 'proposal_provision', 'proposal_source', 'proposal_holder',
      'proposal_relation', 'problem_report', 'approval_track', 'track_record', 'event']))
  })
  it('the functions that run as another role are the known ones, with their search path pinned, and not open to everybody', async () => {
    const definers = await ask(`SELECT proname AS name, proowner::regrole::text AS owner, proconfig AS pinned, has_function_privilege('public', oid, 'EXECUTE') AS open
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY 1`)
    expect(Object.fromEntries(definers.map((row) => [row.name, row.owner]))).toEqual(DEFINERS)
    for (const row of definers) expect(row, String(row.name)).toMatchObject({ pinned: ['search_path=public, pg_temp'], open: false })
  })
  it('no sequence tells how much is hidden', async () => {
    expect(await ask(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'`)).toEqual([])
  })
  it('no enum stands on a walled table: filtering by it would not use an index', async () => {
    expect(await ask(`SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND t.typtype = 'e'`)).toEqual([])
  })
})
