// Holds a database against the expectations: connected as the app role only, as everybody in
// turn, every statement in a transaction of its own that is rolled back.
import pg from 'pg'
import { ASKERS, type Asker, id, named, STRAY } from './actors.ts'
import { ATTEMPTS, ORACLES, OWNER_ATTEMPTS, OWNER_READS, READERS, SEARCH } from './expectations.ts'
import { KEYS, PROPOSALS, proposal, REFERENCE, ROWS, type Planted } from './plant.ts'

/** One way in which the database is not what the expectations say. */
export type Finding = { table: string; asker: string; says: string; expected: string; got: string }

/** Errors by which the policies, grants and guards refuse; any other one means the attempt itself is wrong. */
const REFUSALS = new Set(['42501', 'TR001', 'TR002', 'TR003'])

type Outcome = { rows: number; data: Record<string, unknown>[] } | { code: string; message: string }

/**
 * Compares the database with the expectations and yields every difference. `first` names a table
 * to begin with: the mutation test stops at the first finding; `only` leaves the others out. With ownerUrl the owner role's own
 * rights (its server commands) are held against their list too.
 */
export async function* findings(of: { appUrl: string; ownerUrl?: string; first?: string; only?: boolean }): AsyncGenerator<Finding> {
  const app = new pg.Client({ connectionString: of.appUrl })
  await app.connect()
  const wanted = of.first === undefined ? [() => true] : [(table: string) => table === of.first, (table: string) => table !== of.first && !of.only]
  try {
    for (const want of wanted) {
      yield* reading(app, want)
      if (want('proposal')) yield* searching(app)
      if (of.ownerUrl) yield* owning(of.ownerUrl, want)
      yield* attempting(app, want)
      yield* asking(app, want)
    }
  } finally {
    await app.end()
  }
}

/** All differences at once. Empty when the database keeps what the expectations say. */
export async function checkPolicies(appUrl: string, ownerUrl?: string): Promise<Finding[]> {
  const all: Finding[] = []
  for await (const finding of findings(ownerUrl ? { appUrl, ownerUrl } : { appUrl })) all.push(finding)
  return all
}

async function* reading(app: pg.Client, want: (table: string) => boolean): AsyncGenerator<Finding> {
  for (const [table, rows] of Object.entries(ROWS).filter(([name]) => want(name))) {
    const readers = READERS[table] ?? {}
    for (const asker of [...ASKERS, STRAY]) {
      const outcome = await as(app, asker, [`SELECT ${columns(table)} FROM ${table}`])
      for (const name of Object.keys(rows)) {
        const who = readers[name]
        if (who === undefined) throw new Error(`expectations.ts does not say who reads ${table} "${name}"`)
        const sees = 'data' in outcome && outcome.data.some((row) => isRow(table, row, rows[name]))
        if (sees !== named(who).has(asker === STRAY ? 'anonymous' : asker.name)) {
          yield { table, asker: asker.name, says: `read "${name}"`, expected: sees ? 'hidden' : 'seen', got: 'code' in outcome ? outcome.code : sees ? 'seen' : 'hidden' }
        }
      }
    }
  }
  for (const table of REFERENCE.filter((name) => want(name))) {
    for (const asker of ASKERS) {
      const read = await as(app, asker, [`SELECT 1 FROM ${table} LIMIT 1`])
      if ('code' in read) yield { table, asker: asker.name, says: 'read a reference table', expected: 'seen', got: read.code }
      const emptied = await as(app, asker, [`DELETE FROM ${table}`])
      if (!('code' in emptied) || emptied.code !== '42501') yield { table, asker: asker.name, says: 'delete from a reference table', expected: '42501', got: told(emptied) }
    }
  }
}

async function* searching(app: pg.Client): AsyncGenerator<Finding> {
  const names = Object.keys(PROPOSALS) as Planted[]
  for (const asker of [...ASKERS, STRAY]) {
    const outcome = await as(app, asker, [`SELECT search_proposals('${SEARCH.word}') AS id`])
    for (const name of names) {
      const found = 'data' in outcome && outcome.data.some((row) => row.id === proposal(name))
      const should = named(READERS.proposal?.[name] ?? 'nobody').has(asker === STRAY ? 'anonymous' : asker.name)
      if (found !== should) yield { table: 'proposal', asker: asker.name, says: `find "${name}" by search_proposals()`, expected: should ? 'found' : 'not found', got: told(outcome) }
    }
  }
}

async function* attempting(app: pg.Client, want: (table: string) => boolean): AsyncGenerator<Finding> {
  for (const attempt of ATTEMPTS.filter((one) => want(one.table))) {
    const may = attempt.may === undefined ? null : named(attempt.may)
    for (const name of Object.keys(attempt.reaches ?? {})) named(name)
    for (const asker of ASKERS) {
      const sql = typeof attempt.sql === 'function' ? attempt.sql(asker) : attempt.sql
      const outcome = await as(app, asker, typeof sql === 'string' ? [sql] : sql)
      const refused = 'code' in outcome && (REFUSALS.has(outcome.code) || outcome.code === attempt.orCode)
      const rows = 'rows' in outcome ? outcome.rows : 0
      const at = { table: attempt.table, asker: asker.name, says: attempt.says, got: told(outcome) }
      if ('code' in outcome && !refused) yield { ...at, expected: 'a plain yes or no' }
      else if (attempt.reaches) {
        const reach = attempt.reaches[asker.name] ?? 0
        if (refused || rows !== reach) yield { ...at, expected: `${reach} rows` }
      } else if (may?.has(asker.name) !== rows > 0) yield { ...at, expected: rows > 0 ? 'refused' : 'done' }
    }
  }
}

async function* asking(app: pg.Client, want: (table: string) => boolean): AsyncGenerator<Finding> {
  const none = id(98, 1)
  for (const oracle of ORACLES.filter((one) => want(one.table))) {
    for (const hidden of ['US internal', 'CA tabled to MX', 'MX cleared'] as const) {
      const readers = named(READERS.proposal?.[hidden] ?? 'nobody')
      for (const asker of ASKERS.filter((one) => !readers.has(one.name))) {
        const there = told(await as(app, asker, [oracle.sql(proposal(hidden), asker)])).replaceAll(proposal(hidden), none)
        const absent = told(await as(app, asker, [oracle.sql(none, asker)]))
        if (there !== absent) yield { table: oracle.table, asker: asker.name, says: `${oracle.says}: "${hidden}"`, expected: absent, got: there }
      }
    }
  }
}

async function* owning(ownerUrl: string, want: (table: string) => boolean): AsyncGenerator<Finding> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    for (const [table, reads] of Object.entries(OWNER_READS).filter(([name]) => want(name))) {
      const { rows } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
      const expected = reads === 'all' ? Object.keys(ROWS[table] ?? {}).length : reads
      if (rows[0]?.n !== expected) yield { table, asker: 'owner', says: 'count the rows', expected: String(expected), got: String(rows[0]?.n) }
    }
    for (const attempt of OWNER_ATTEMPTS.filter((one) => want(one.table))) {
      const outcome = await inTransaction(owner, [attempt.sql])
      if (!('rows' in outcome) || outcome.rows === 0) yield { table: attempt.table, asker: 'owner', says: attempt.says, expected: 'done', got: told(outcome) }
    }
  } finally {
    await owner.end()
  }
}

/** Runs statements as an asker, in one round trip, and rolls them back. */
async function as(app: pg.Client, asker: Asker, sql: string[]): Promise<Outcome> {
  return inTransaction(app, [`SELECT set_config('app.user', '${asker.userId ?? ''}', true), set_config('app.role', '${asker.role}', true), set_config('app.party', '${asker.party ?? ''}', true)`, ...sql])
}

async function inTransaction(db: pg.Client, sql: string[]): Promise<Outcome> {
  try {
    const results = await db.query(['BEGIN', ...sql, 'ROLLBACK'].join(';')) as unknown as pg.QueryResult<Record<string, unknown>>[]
    const last = results.at(-2)
    return { rows: last?.rowCount ?? 0, data: last?.rows ?? [] }
  } catch (error) {
    await db.query('ROLLBACK')
    if (error instanceof pg.DatabaseError) return { code: error.code ?? '', message: `${error.message} ${error.detail ?? ''}` }
    throw error
  }
}

function columns(table: string): string {
  const keys = KEYS[table]
  if (!keys) throw new Error(`plant.ts does not say how to tell rows of ${table} apart`)
  return keys.join(', ')
}

function isRow(table: string, row: Record<string, unknown>, planted: Record<string, unknown> | undefined): boolean {
  return (KEYS[table] ?? []).every((key) => row[key] === planted?.[key])
}

function told(outcome: Outcome): string {
  return 'code' in outcome ? `${outcome.code}: ${outcome.message}` : `${outcome.rows} rows`
}
