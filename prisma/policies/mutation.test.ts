// Breaks the access rules one by one in a scratch database and shows that the suite notices
// every break. A rule that could be removed unnoticed is either not tested or not needed.
import type pg from 'pg'
import { expect, it } from 'vitest'
import { connected, plantedDatabase } from './scratch.ts'
import { findings, type Finding } from './suite.ts'

type Policy = { table: string; name: string; permissive: string; roles: string; command: string; using: string | null; check: string | null }
/** One break: the statements that make it and those that mend it. */
type Mutant = { what: string; table: string; make: string; mend: string }

/**
 * Breaks that cannot be noticed, with the other rule that holds the same thing. The test fails
 * when one of these is noticed after all: then the entry is out of date.
 */
const HELD_TWICE: Record<string, string> = {
  'app_user.by_administrator WITH CHECK widened': 'it asks for the role only, as USING does; app_user_guard and app_user_columns for the rest',
  'app_user.by_gate WITH CHECK widened': 'it asks for the role only, as USING does; app_user_guard and app_user_columns for the rest',
  'app_user.by_lead WITH CHECK widened': 'app_user_guard',
  'app_user.by_self WITH CHECK widened': 'app_user_guard: the id does not change',
  'approval_track.own_party WITH CHECK widened': 'no right to UPDATE the column party',
  'approval_track.with_proposal WITH CHECK widened': 'may_edit_proposal() sees what the actor sees; no right to UPDATE proposal_id',
  'invitation.answering WITH CHECK widened': 'invitation_guard: the Party does not change',
  'mail.marking WITH CHECK widened': 'it asks for the role only, as USING does',
  'problem_report.answering WITH CHECK widened': 'no right to UPDATE the column audience',
  'proposal.audience WITH CHECK widened': 'entering and editing ask for the own Party, or public',
  'proposal.editing WITH CHECK widened': 'proposal_guard: owner and addressees do not change, disclosure by the lead only',
  'proposal_holder.with_proposal WITH CHECK widened': 'may_edit_proposal() sees what the actor sees',
  'proposal_provision.with_proposal WITH CHECK widened': 'may_edit_proposal() sees what the actor sees',
  'proposal_source.with_proposal WITH CHECK widened': 'may_edit_proposal() sees what the actor sees',
  'session.own_ending WITH CHECK widened': 'session_guard: the person does not change',
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function created(policy: Policy, using: string | null, check: string | null): string {
  return `CREATE POLICY ${quoted(policy.name)} ON ${quoted(policy.table)} AS ${policy.permissive} FOR ${policy.command} TO ${policy.roles}
    ${using === null ? '' : `USING (${using})`} ${check === null ? '' : `WITH CHECK (${check})`}`
}

/** The first difference, and no further: leaving the loop also closes the suite's connections. */
async function firstFinding(of: Parameters<typeof findings>[0]): Promise<Finding | null> {
  for await (const finding of findings(of)) return finding
  return null
}

/** Every policy dropped; widened as a whole; and, where it has two clauses, each widened alone. */
function policyMutants(policy: Policy): Mutant[] {
  const { table, using, check } = policy
  const drop = `DROP POLICY ${quoted(policy.name)} ON ${quoted(table)}`
  const back = created(policy, using, check)
  const widened = (what: string, u: string | null, c: string | null): Mutant => ({ what: `${table}.${policy.name} ${what}`, table, make: `${drop}; ${created(policy, u, c)}`, mend: `${drop}; ${back}` })
  const mutants: Mutant[] = [{ what: `${table}.${policy.name} dropped`, table, make: drop, mend: back }]
  const open = (clause: string | null) => clause === null || clause === 'true'
  if (!(open(using) && open(check))) mutants.push(widened('widened', using && 'true', check && 'true'))
  if (!open(using) && !open(check)) mutants.push(widened('USING widened', 'true', check), widened('WITH CHECK widened', using, 'true'))
  return mutants
}

async function allMutants(db: pg.Client): Promise<Mutant[]> {
  const policies = (await db.query<Policy>(`SELECT tablename AS table, policyname AS name, permissive, array_to_string(roles, ', ') AS roles, cmd AS command, qual AS using, with_check AS check
    FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2`)).rows
  const triggers = (await db.query<{ table: string; name: string }>(`SELECT tgrelid::regclass::text AS table, tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`)).rows
  const functions = (await db.query<{ name: string; source: string; definition: string }>(`SELECT proname AS name, prosrc AS source, pg_get_functiondef(oid) AS definition FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prolang = (SELECT oid FROM pg_language WHERE lanname IN ('sql')) ORDER BY 1`)).rows
  const changed = (name: string, table: string, from: string, to: string): Mutant => {
    const was = functions.find((one) => one.name === name)
    if (!was?.definition.includes(from)) throw new Error(`the function ${name} no longer says ${from}: mend this mutant`)
    return { what: `${name}() without ${from}`, table, make: was.definition.replace(from, to), mend: was.definition }
  }
  const answers = (name: string, table: string, value: boolean): Mutant => {
    const was = functions.find((one) => one.name === name)
    if (!was) throw new Error(`the function ${name} is gone: mend this mutant`)
    return { what: `${name}() always ${value}`, table, make: was.definition.replace(was.source, ` SELECT ${value} `), mend: was.definition }
  }
  return [
    ...policies.flatMap(policyMutants),
    ...triggers.map(({ table, name }) => ({ what: `${table}: trigger ${name} off`, table: name.startsWith('register_changed') ? 'facet_counts' : table, make: `ALTER TABLE ${table} DISABLE TRIGGER ${name}`, mend: `ALTER TABLE ${table} ENABLE TRIGGER ${name}` })),
    changed('search_proposals', 'proposal', 'p.audience && actor_audience()', 'true'),
    changed('mail_waiting', 'mail', `actor_role() = 'administrator'`, 'true'),
    changed('kept_facets', 'facet_counts', `audience = array_to_string(actor_audience(), '+')`, 'true'),
    changed('register_stamp', 'facet_counts', 'audience = ANY (actor_audience())', 'true'),
    changed('actor_party', 'proposal', `current_setting('app.role', true) IN ('delegate', 'lead', 'staff')`, `nullif(current_setting('app.party', true), '') IS NOT NULL`),
    ...['may_edit_proposal', 'is_being_tabled'].flatMap((name) => [answers(name, 'proposal_provision', true), answers(name, 'proposal_provision', false)]),
    ...(await db.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity ORDER BY 1`)).rows.map(({ name }) => ({
      what: `${name}: row-level security off`, table: name, make: `ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`, mend: `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY` })),
  ]
}

it('every policy, guard and predicate, broken by itself, is noticed', async () => {
  const scratch = await plantedDatabase('policies_mutation')
  const table: string[] = []
  const survivors: string[] = []
  await connected(scratch.superUrl, async (db) => {
    expect(await firstFinding(scratch), 'unbroken, nothing is noticed').toBeNull()
    const mutants = await allMutants(db)
    for (const mutant of mutants) {
      await db.query(mutant.make)
      const caught = await firstFinding({ ...scratch, first: mutant.table, only: mutant.what in HELD_TWICE })
      await db.query(mutant.mend)
      table.push(`${mutant.what.padEnd(52)} ${caught ? `${caught.asker}: ${caught.says} (${caught.table})` : HELD_TWICE[mutant.what] ? `held twice: ${HELD_TWICE[mutant.what]}` : 'NOT NOTICED'}`)
      if (!caught !== mutant.what in HELD_TWICE) survivors.push(mutant.what)
    }
    // All mended: the next reader of this table must be able to trust it.
    expect(await firstFinding(scratch)).toBeNull()
  })
  console.log(`${table.length} breaks\n${table.join('\n')}`)
  expect(survivors).toEqual([])
}, 300_000)
