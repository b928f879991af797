import pg from 'pg'
import { ASKERS, id } from './actors.ts'

/**
 * The planted records: in each Party something at every rung of the disclosure ladder.
 * `rank` orders them; ids follow from it.
 */
export const PROPOSALS = {
  'common register': { n: 1, disclosure: 'public', owner: null, to: [], number: 9001 },
  'US published': { n: 2, disclosure: 'public', owner: 'US', to: [], number: 9002 },
  'US internal': { n: 11, disclosure: 'internal', owner: 'US', to: [], number: null },
  'US cleared': { n: 12, disclosure: 'cleared', owner: 'US', to: [], number: null },
  'US tabled to CA': { n: 13, disclosure: 'tabled', owner: 'US', to: ['CA'], number: null },
  'US tabled to all': { n: 14, disclosure: 'tabled', owner: 'US', to: ['US', 'CA', 'MX'], number: null },
  'CA internal': { n: 21, disclosure: 'internal', owner: 'CA', to: [], number: null },
  'CA cleared': { n: 22, disclosure: 'cleared', owner: 'CA', to: [], number: null },
  'CA tabled to MX': { n: 23, disclosure: 'tabled', owner: 'CA', to: ['MX'], number: null },
  'MX internal': { n: 31, disclosure: 'internal', owner: 'MX', to: [], number: null },
  'MX cleared': { n: 32, disclosure: 'cleared', owner: 'MX', to: [], number: null },
  'MX joint with US': { n: 33, disclosure: 'joint', owner: 'MX', to: ['US'], number: null },
} as const
export type Planted = keyof typeof PROPOSALS

/** The id of a planted record. */
export function proposal(name: Planted): string {
  return id(2, PROPOSALS[name].n)
}

/** The id of a person by the name the expectations use. */
export function person(name: string): string {
  if (name === 'guest') return id(1, 5)
  if (name === 'candidate') return id(1, 6)
  const found = ASKERS.find((asker) => asker.name === name)?.userId
  if (!found) throw new Error(`no person is called ${name}`)
  return found
}

/** A word that stands in every planted record, for the search. */
export const WORD = 'zanzibarite'

type Row = Record<string, unknown>

/** Every planted row of every protected table, by the name the expectations use. */
export const ROWS: Record<string, Record<string, Row>> = {
  app_user: Object.fromEntries([
    ...ASKERS.filter((asker) => asker.userId !== null).map((asker): [string, Row] => [asker.name, user(asker.name, asker.role, asker.party)]),
    ['guest', user('guest', 'stakeholder', null)],
    ['candidate', user('candidate', 'stakeholder', null)],
  ]),
  credential: {
    'password of US.lead': { user_id: person('US.lead'), password_hash: 'hash' },
    'password of stakeholder': { user_id: person('stakeholder'), password_hash: 'hash' },
  },
  oidc_identity: { 'OpenID of US.lead': { issuer: 'https://issuer.example', subject: 'us-lead', user_id: person('US.lead') } },
  session: {
    'session of US.lead': { id: id(3, 1), user_id: person('US.lead'), expires_at: '2100-01-01' },
    'session of CA.lead': { id: id(3, 2), user_id: person('CA.lead'), expires_at: '2100-01-01' },
    'session of US.staff': { id: id(3, 4), user_id: person('US.staff'), expires_at: '2100-01-01' },
    'ended session of stakeholder': { id: id(3, 3), user_id: person('stakeholder'), expires_at: '2100-01-01', revoked_at: '2026-01-01' },
  },
  invitation: {
    'US invitation': invitation(1, 'US', 'delegate', 'US.lead', null),
    'US invitation of guest': invitation(2, 'US', 'staff', 'US.lead', 'guest'),
    'US invitation past': { ...invitation(3, 'US', 'staff', 'US.lead', null), expires_at: '2026-01-01' },
    'CA first lead': invitation(4, 'CA', 'lead', null, 'candidate'),
  },
  email_token: { 'reset of US.lead': { token_hash: 'token', user_id: person('US.lead'), purpose: 'reset', expires_at: '2100-01-01' } },
  mail: { 'mail to US.lead': { id: id(4, 1), recipient: 'lead@us.example', kind: 'reset', language: 'en', subject: 'secret', body: 'secret link' } },
  throttle: { 'a throttle': { key: 'sign-in:lead@us.example', window_at: '2026-01-01', attempts: 3 } },
  proposal: Object.fromEntries(Object.entries(PROPOSALS).map(([name, of]) => [name, {
    id: id(2, of.n), number: of.number, title: { en: `${WORD} ${name}` }, summary: { en: name }, instrument_kind: 'side_letter', instrument_judged_by: 'test',
    pillar: 'institutional', proponent_type: 'unattributed', disclosure: of.disclosure, owner_party: of.owner, tabled_to: of.to,
  }])),
  proposal_copy: {
    'US copy': { copy_id: proposal('US tabled to CA'), from_id: proposal('US internal'), party: 'US' },
    'CA copy': { copy_id: proposal('CA tabled to MX'), from_id: proposal('CA internal'), party: 'CA' },
  },
  ...Object.fromEntries(['proposal_provision', 'proposal_source', 'proposal_holder'].map((table) => [table, Object.fromEntries(
    (['common register', 'US published', 'US internal', 'US cleared', 'US tabled to CA', 'CA internal', 'MX joint with US'] as const).map((name) => [`of ${name}`, hanging(table, name)]))])),
  proposal_relation: {
    'published to common': relation('US published', 'common register'),
    'US internal to common': relation('US internal', 'common register'),
    'US tabled to common': relation('US tabled to CA', 'common register'),
    'common to MX internal': relation('common register', 'MX internal'),
  },
  approval_track: {
    'US on common': track(1, 'common register', 'US'),
    'CA on common': track(2, 'common register', 'CA'),
    'US on US internal': track(3, 'US internal', 'US'),
    'US on US tabled': track(4, 'US tabled to CA', 'US'),
  },
  track_record: {
    'US open on common': record(1, 1, 'US', false),
    'US inner on common': record(2, 1, 'US', true),
    'CA inner on common': record(3, 2, 'CA', true),
    'US open on US internal': record(4, 3, 'US', false),
    'US open on US tabled': record(5, 4, 'US', false),
    'US inner on US tabled': record(6, 4, 'US', true),
  },
  event: {
    'on common': event(1, 'common register', ['public']),
    'on common, for US': event(2, 'common register', ['US']),
    'on US internal': event(3, 'US internal', ['US']),
    'on US tabled': event(4, 'US tabled to CA', ['CA', 'US']),
    'on US tabled to all': event(5, 'US tabled to all', ['US', 'CA', 'MX', 'secretariat']),
    'on nothing, for CA': event(6, null, ['CA']),
    'on nothing, for secretariat': event(7, null, ['secretariat']),
  },
  problem_report: {
    'on common by stakeholder': report(1, 'common register', 'stakeholder', ['secretariat']),
    'on common by nobody known': report(2, 'common register', null, ['secretariat']),
    'on US internal by former': report(3, 'US internal', 'former', ['US']),
    'on US tabled by CA.delegate': report(4, 'US tabled to CA', 'CA.delegate', ['CA', 'US']),
  },
}

/** The columns that tell the planted rows of a table apart. */
export const KEYS: Record<string, string[]> = {
  app_user: ['id'], credential: ['user_id'], oidc_identity: ['subject'], session: ['id'], invitation: ['id'], email_token: ['token_hash'], mail: ['id'],
  throttle: ['key'], proposal: ['id'], proposal_copy: ['copy_id'], proposal_provision: ['proposal_id'], proposal_source: ['proposal_id'], proposal_holder: ['proposal_id'],
  proposal_relation: ['from_id', 'to_id'], approval_track: ['id'], track_record: ['id'], event: ['id'], problem_report: ['id'],
}

/** The reference tables, open to everyone and written by the owner only. */
export const REFERENCE = ['source', 'chapter', 'provision', 'institution', 'reference_document', 'state', 'state_successor',
  'procedure_map', 'procedure_step', 'procedure_route', 'procedure_join', 'legal_flag'] as const

/**
 * Plants all of the above as the superuser (who alone may write every Party's rows), with
 * triggers off so that the rows are exactly the written ones. Ends its connection.
 */
export async function plant(superUrl: string): Promise<void> {
  const db = new pg.Client({ connectionString: superUrl })
  await db.connect()
  try {
    await db.query(`BEGIN; SET LOCAL session_replication_role = replica;
      INSERT INTO chapter (number, title, title_en_verified, title_fr_verified, title_es_verified, articles_complete) VALUES (1, '{}', false, false, false, false) ON CONFLICT DO NOTHING;
      INSERT INTO provision (id, kind, label, ordinal, title, verified) VALUES ('99.1', 'article', '99.1', 1, '{}', false), ('99.2', 'article', '99.2', 2, '{}', false);
      INSERT INTO procedure_map (id, party, instrument_kind, version, note, planning) VALUES ('planted', 'US', 'planted', 1, '{}', '{}'), ('planted-2', 'US', 'planted', 2, '{}', '{}');`)
    for (const [table, rows] of Object.entries(ROWS)) {
      for (const row of Object.values(rows)) {
        const columns = Object.keys(row)
        await db.query(`INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
          Object.values(row).map((value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value)))
      }
    }
    await db.query('COMMIT')
  } finally {
    await db.end()
  }
}

function user(name: string, role: string, party: string | null): Row {
  return { id: person(name), email: `${name.toLowerCase()}@planted.example`, name, role, party, email_confirmed_at: null }
}
function invitation(n: number, party: string, role: string, by: string | null, redeemer: string | null): Row {
  return { id: id(5, n), token_hash: `invitation ${n}`, party, role, email: 'guest@planted.example', invited_by: by && person(by), expires_at: '2100-01-01',
    redeemed_at: redeemer && '2026-02-01', redeemed_by: redeemer && person(redeemer) }
}
function hanging(table: string, name: Planted): Row {
  const of = { proposal_id: proposal(name) }
  if (table === 'proposal_provision') return { ...of, provision_id: '99.1' }
  if (table === 'proposal_source') return { ...of, url: 'https://source.example', captured_at: '2026-01-01', verified: false }
  return { ...of, body: 'somebody', since: '2026-01-01' }
}
function relation(from: Planted, to: Planted): Row {
  return { from_id: proposal(from), to_id: proposal(to), kind: 'package' }
}
function track(n: number, of: Planted, party: string): Row {
  return { id: id(6, n), proposal_id: proposal(of), party, map_id: 'planted' }
}
function record(n: number, trackN: number, party: string, internal: boolean): Row {
  return { id: id(7, n), track_id: id(6, trackN), party, step_key: 'step', what: 'planned', on: '2026-01-01', by_role: 'staff', map_version: 1, internal }
}
function event(n: number, of: Planted | null, audience: string[]): Row {
  return { id: id(8, n), kind: 'planted', proposal_id: of && proposal(of), actor_role: 'staff', audience }
}
function report(n: number, of: Planted, by: string | null, audience: string[]): Row {
  return { id: id(9, n), proposal_id: proposal(of), body: 'a problem', language: 'en', reporter_id: by && person(by), audience }
}
