// Who may read and who may write what: the expectation, written by hand, that the database is
// held against. A row or an attempt names the askers of actors.ts; who is not named may not.
import { type Asker, id } from './actors.ts'
import { person, type Planted, proposal, WORD } from './plant.ts'

/** Who reads each planted row. A row not listed here fails the suite. */
export const READERS: Record<string, Record<string, string>> = {
  proposal: {
    'common register': 'everyone',
    'US published': 'everyone',
    'US internal': 'US', 'US cleared': 'US',
    'CA internal': 'CA', 'CA cleared': 'CA',
    'MX internal': 'MX', 'MX cleared': 'MX',
    'US tabled to CA': 'US CA',
    'US tabled to all': 'Parties secretariat',
    'CA tabled to MX': 'CA MX',
    'MX joint with US': 'MX US',
  },
  // Which record a copy came from is known to its own Party only.
  proposal_copy: { 'US copy': 'US', 'CA copy': 'CA' },
  ...Object.fromEntries(['proposal_provision', 'proposal_source', 'proposal_holder'].map((table) => [table, {
    'of common register': 'everyone', 'of US published': 'everyone', 'of US internal': 'US', 'of US cleared': 'US',
    'of US tabled to CA': 'US CA', 'of CA internal': 'CA', 'of MX joint with US': 'MX US',
  }])),
  // A relation is seen by those who see both of its ends.
  proposal_relation: { 'published to common': 'everyone', 'US internal to common': 'US', 'US tabled to common': 'US CA', 'common to MX internal': 'MX' },
  approval_track: { 'US on common': 'everyone', 'CA on common': 'everyone', 'US on US internal': 'US', 'US on US tabled': 'US CA' },
  track_record: {
    'US open on common': 'everyone',
    'US inner on common': 'US', 'CA inner on common': 'CA',
    'US open on US internal': 'US',
    'US open on US tabled': 'US CA', 'US inner on US tabled': 'US',
  },
  event: {
    'on common': 'everyone', 'on common, for US': 'US', 'on US internal': 'US', 'on US tabled': 'US CA',
    'on US tabled to all': 'Parties secretariat', 'on nothing, for CA': 'CA', 'on nothing, for secretariat': 'secretariat',
  },
  // The keepers of the record, and the reporter while the record is theirs to read: "former" wrote
  // a report on an internal record of the United States, and reads it no more.
  problem_report: {
    'on common by stakeholder': 'secretariat stakeholder', 'on common by nobody known': 'secretariat',
    'on US internal by former': 'US', 'on US tabled by CA.delegate': 'US CA',
  },
  app_user: {
    stakeholder: 'stakeholder gate administrator', former: 'former gate administrator',
    'US.delegate': 'US gate administrator', 'US.lead': 'US gate administrator', 'US.staff': 'US gate administrator',
    'CA.delegate': 'CA gate administrator', 'CA.lead': 'CA gate administrator', 'CA.staff': 'CA gate administrator',
    'MX.delegate': 'MX gate administrator', 'MX.lead': 'MX gate administrator', 'MX.staff': 'MX gate administrator',
    secretariat: 'secretariat gate administrator', administrator: 'administrator gate',
    guest: 'US.lead gate administrator', candidate: 'CA.lead gate administrator',
  },
  credential: { 'password of US.lead': 'gate', 'password of stakeholder': 'gate' },
  oidc_identity: { 'OpenID of US.lead': 'gate' },
  email_token: { 'reset of US.lead': 'gate' },
  throttle: { 'a throttle': 'gate' },
  session: { 'session of US.lead': 'US.lead gate', 'session of US.staff': 'US.staff gate', 'session of CA.lead': 'CA.lead gate', 'ended session of stakeholder': 'stakeholder gate' },
  invitation: { 'US invitation': 'US.lead gate', 'US invitation of guest': 'US.lead gate', 'US invitation past': 'US.lead gate', 'CA first lead': 'CA.lead gate' },
  // The administrator is not among them: mail_waiting() tells that a mail waits, and no more.
  mail: { 'mail to US.lead': 'mailer' },
}

/** What the owner role reads under FORCE: what its server commands need, and no record of the register. */
export const OWNER_READS: Record<string, number | 'all'> = {
  app_user: 'all', credential: 'all', invitation: 'all', event: 'all', mail: 'all', session: 'all',
  proposal: 0, proposal_copy: 0, proposal_provision: 0, proposal_source: 0, proposal_holder: 0, proposal_relation: 0, approval_track: 0,
  track_record: 0, problem_report: 0, oidc_identity: 0, email_token: 0, throttle: 0,
}

/**
 * One attempt to write, made by everyone in turn and rolled back. Those whom `may` names succeed
 * on at least one row; all others are refused: no row reached, or an error that is the policies'
 * own. `reaches` says instead, for statements without any condition, how many rows each reaches
 * (those not named: none).
 */
export type Attempt = {
  table: string
  says: string
  /** Statements run in order; the last one is judged, the earlier ones must not fail for those who may. */
  sql: string | string[] | ((asker: Asker) => string | string[])
  may?: string
  reaches?: Record<string, number>
  /** An error besides the policies' own that may refuse it (a CHECK's code). */
  orCode?: string
}

const NEW = id(99, 1)
const text = (value: string | null) => (value === null ? 'NULL' : `'${value}'`)

/** An INSERT of a proposal, minimal but whole. */
function entering(of: { id?: string; owner: string | null; disclosure: string; to?: string[]; number?: number | null; sourceKey?: string }): string {
  return `INSERT INTO proposal (id, number, source_key, title, summary, instrument_kind, instrument_judged_by, pillar, proponent_type, disclosure, owner_party, tabled_to)
    VALUES ('${of.id ?? NEW}', ${of.number ?? 'NULL'}, ${text(of.sourceKey ?? null)}, '{"en":"new"}', '{}', 'side_letter', 'test', 'institutional', 'unattributed', '${of.disclosure}', ${text(of.owner)}, '{${(of.to ?? []).join(',')}}')`
}
function hangingSql(table: string, on: string): string {
  if (table === 'proposal_provision') return `INSERT INTO proposal_provision VALUES ('${on}', '99.2')`
  if (table === 'proposal_source') return `INSERT INTO proposal_source (proposal_id, url, captured_at, verified) VALUES ('${on}', 'https://new.example', '2026', false)`
  return `INSERT INTO proposal_holder (proposal_id, body, since) VALUES ('${on}', 'new', '2026-01-01')`
}
function edit(name: Planted, set: string): string {
  return `UPDATE proposal SET version = version + 1, ${set} WHERE id = '${proposal(name)}'`
}
function account(name: string, set: string): string {
  return `UPDATE app_user SET ${set} WHERE id = '${person(name)}'`
}
function eventSql(asker: Asker, of: { on?: Planted | null; audience: string[]; role?: string; party?: string | null; by?: string | null }): string {
  const by = of.by === undefined ? asker.userId : of.by
  return `INSERT INTO event (id, kind, proposal_id, actor_id, actor_role, actor_party, audience) VALUES ('${NEW}', 'new', ${text(of.on ? proposal(of.on) : null)},
    ${text(by)}, '${of.role ?? asker.role}', ${text(of.party === undefined ? asker.party : of.party)}, '{${of.audience.join(',')}}')`
}
function reportSql(asker: Asker, on: Planted, more = ''): string {
  return `INSERT INTO problem_report (proposal_id, body, language, reporter_id${more && ', answer'}) VALUES ('${proposal(on)}', 'new', 'en', ${text(asker.userId)}${more})`
}
function recordSql(asker: Asker, trackN: number, party: string, more: { by?: string; role?: string; internal?: boolean } = {}): string {
  return `INSERT INTO track_record (track_id, party, step_key, what, "on", by_id, by_role, map_version, internal)
    VALUES ('${id(6, trackN)}', '${party}', 'step', 'planned', '2026-01-01', ${text(more.by ?? asker.userId)}, '${more.role ?? asker.role}', 1, ${more.internal ?? false})`
}
function trackSql(on: Planted, party: string, state = 'not_started'): string {
  return `INSERT INTO approval_track (proposal_id, party, map_id, state) VALUES ('${proposal(on)}', '${party}', 'planted-2', '${state}')`
}
function inviteSql(asker: Asker, party: string, more = ''): string {
  return `INSERT INTO invitation (token_hash, party, role, email, invited_by, expires_at${more && ', redeemed_by, redeemed_at'})
    VALUES ('new', '${party}', 'delegate', 'new@planted.example', ${text(asker.userId)}, '2100-01-01'${more})`
}
/** A check that the transaction now holds what it should: it yields one row or none. */
const shows = (condition: string) => `SELECT 1 WHERE ${condition}`

/** Turns the transaction over to another role, to look at what the first one did. */
const AS_GATE = `SELECT set_config('app.role', 'gate', true)`

const STAMP = `SELECT set_config('test.stamp', register_stamp(), true)`
const NEW_STAMP = `register_stamp() <> current_setting('test.stamp')`
const KEEP = `SELECT keep_facets('view', register_stamp(), '{"n":1}')`

const HANGING = ['proposal_provision', 'proposal_source', 'proposal_holder']
const CHECK = '23514'

export const ATTEMPTS: readonly Attempt[] = [
  // Proposals: entering
  { table: 'proposal', says: 'enter an internal record of the United States', sql: entering({ owner: 'US', disclosure: 'internal' }), may: 'US' },
  { table: 'proposal', says: 'enter an internal record of Canada', sql: entering({ owner: 'CA', disclosure: 'internal' }), may: 'CA' },
  { table: 'proposal', says: 'enter a record already cleared', sql: entering({ owner: 'US', disclosure: 'cleared' }), may: 'nobody' },
  { table: 'proposal', says: 'table a record of the United States to Mexico', sql: entering({ owner: 'US', disclosure: 'tabled', to: ['MX'] }), may: 'US.lead' },
  { table: 'proposal', says: 'table a record of Canada to Mexico', sql: entering({ owner: 'CA', disclosure: 'tabled', to: ['MX'] }), may: 'CA.lead' },
  { table: 'proposal', says: 'make a record joint', sql: entering({ owner: 'US', disclosure: 'joint', to: ['CA'] }), may: 'nobody' },
  { table: 'proposal', says: 'publish a record of the United States', sql: entering({ owner: 'US', disclosure: 'public', number: 9100 }), may: 'US.lead' },
  { table: 'proposal', says: 'enter a record into the common register', sql: entering({ owner: null, disclosure: 'public', number: 9100 }), may: 'secretariat' },
  { table: 'proposal', says: 'give a private record a number', sql: entering({ owner: 'US', disclosure: 'internal', number: 9100 }), may: 'nobody', orCode: CHECK },
  { table: 'proposal', says: 'give a private record a source key', sql: entering({ owner: 'US', disclosure: 'internal', sourceKey: 'PR-01' }), may: 'nobody', orCode: CHECK },
  { table: 'proposal', says: 'publish without a number', sql: entering({ owner: 'US', disclosure: 'public' }), may: 'nobody', orCode: CHECK },
  { table: 'proposal', says: 'table to nobody', sql: entering({ owner: 'US', disclosure: 'tabled' }), may: 'nobody', orCode: CHECK },
  { table: 'proposal', says: 'keep a private record of no Party', sql: entering({ owner: null, disclosure: 'internal' }), may: 'nobody', orCode: CHECK },
  // Proposals: changing
  { table: 'proposal', says: 'change every record in reach', sql: 'UPDATE proposal SET version = 2',
    reaches: { 'US.delegate': 1, 'CA.delegate': 1, 'MX.delegate': 1, 'US.staff': 3, 'CA.staff': 2, 'MX.staff': 2, 'US.lead': 5, 'CA.lead': 3, 'MX.lead': 3, secretariat: 2 } },
  { table: 'proposal', says: 'edit the common register', sql: edit('common register', `summary = '{"en":"x"}'`), may: 'secretariat staff' },
  { table: 'proposal', says: 'edit the words the United States published', sql: edit('US published', `summary = '{"en":"x"}'`), may: 'US.staff US.lead' },
  { table: 'proposal', says: 'move the state of what the United States published', sql: edit('US published', `negotiation_state = 'parked'`), may: 'US.staff US.lead secretariat' },
  { table: 'proposal', says: 'edit an internal record', sql: edit('US internal', `summary = '{"en":"x"}'`), may: 'US' },
  { table: 'proposal', says: 'edit a cleared record', sql: edit('US cleared', `summary = '{"en":"x"}'`), may: 'US.lead' },
  { table: 'proposal', says: 'edit a tabled copy', sql: edit('US tabled to CA', `summary = '{"en":"x"}'`), may: 'nobody' },
  { table: 'proposal', says: 'edit a joint record', sql: edit('MX joint with US', `summary = '{"en":"x"}'`), may: 'nobody' },
  { table: 'proposal', says: 'withdraw a tabled copy', sql: edit('US tabled to CA', `withdrawn_at = now()`), may: 'US.lead' },
  { table: 'proposal', says: 'take a withdrawal back', sql: [edit('US tabled to CA', `withdrawn_at = now()`), edit('US tabled to CA', `withdrawn_at = NULL`)], may: 'nobody' },
  { table: 'proposal', says: 'clear a record', sql: edit('US internal', `disclosure = 'cleared'`), may: 'US.lead' },
  { table: 'proposal', says: 'take a clearance back', sql: edit('US cleared', `disclosure = 'internal'`), may: 'US.lead' },
  { table: 'proposal', says: 'table a record in place, without a copy', sql: edit('US internal', `disclosure = 'tabled', tabled_to = '{CA}'`), may: 'nobody' },
  { table: 'proposal', says: 'publish a record in place', sql: edit('US internal', `disclosure = 'public', number = 9100`), may: 'nobody' },
  { table: 'proposal', says: 'table a copy to one more', sql: edit('US tabled to CA', `tabled_to = '{CA,MX}'`), may: 'nobody' },
  { table: 'proposal', says: 'unpublish', sql: edit('US published', `disclosure = 'internal', number = NULL`), may: 'nobody' },
  { table: 'proposal', says: 'give a record to another Party', sql: edit('US internal', `owner_party = 'CA'`), may: 'nobody' },
  { table: 'proposal', says: 'change a number', sql: edit('common register', `number = 9100`), may: 'nobody' },
  { table: 'proposal', says: 'save over a change not seen', sql: `UPDATE proposal SET version = version + 2, summary = '{}' WHERE id = '${proposal('common register')}'`, may: 'nobody' },
  { table: 'proposal', says: 'save without a version', sql: `UPDATE proposal SET summary = '{"en":"x"}' WHERE id = '${proposal('US internal')}'`, may: 'nobody' },
  { table: 'proposal', says: 'delete a record', sql: 'DELETE FROM proposal', may: 'nobody' },
  // The link between a record and its copy
  { table: 'proposal_copy', says: 'note whose copy a tabled record is', may: 'US.lead',
    sql: [entering({ owner: 'US', disclosure: 'tabled', to: ['MX'] }), `INSERT INTO proposal_copy VALUES ('${NEW}', '${proposal('US internal')}', 'US')`] },
  { table: 'proposal_copy', says: 'note it of a copy of one\'s own Party already there', sql: `INSERT INTO proposal_copy VALUES ('${proposal('US tabled to all')}', '${proposal('US cleared')}', 'US')`, may: 'US.lead' },
  { table: 'proposal_copy', says: 'note it under another Party\'s name', may: 'nobody',
    sql: (asker) => `INSERT INTO proposal_copy VALUES ('${proposal('US tabled to all')}', '${proposal('US cleared')}', '${asker.party === 'US' ? 'CA' : 'US'}')` },
  { table: 'proposal_copy', says: 'claim another Party\'s copy', sql: (asker) => `INSERT INTO proposal_copy VALUES ('${proposal('CA tabled to MX')}', '${proposal('MX internal')}', '${asker.party ?? 'MX'}')`, may: 'nobody' },
  { table: 'proposal_copy', says: 'change a link', sql: `UPDATE proposal_copy SET party = 'US'`, may: 'nobody' },
  { table: 'proposal_copy', says: 'delete a link', sql: 'DELETE FROM proposal_copy', may: 'nobody' },
  // What hangs on a proposal
  ...HANGING.flatMap((table): Attempt[] => [
    { table, says: 'add to the common register', sql: hangingSql(table, proposal('common register')), may: 'secretariat staff' },
    { table, says: 'add to what the United States published', sql: hangingSql(table, proposal('US published')), may: 'secretariat US.staff US.lead' },
    { table, says: 'add to an internal record', sql: hangingSql(table, proposal('US internal')), may: 'US' },
    { table, says: 'add to a cleared record', sql: hangingSql(table, proposal('US cleared')), may: 'US.lead' },
    { table, says: 'add to a tabled copy', sql: hangingSql(table, proposal('US tabled to CA')), may: 'nobody' },
    { table, says: 'add to a tabled copy while tabling it', sql: [entering({ owner: 'US', disclosure: 'tabled', to: ['MX'] }), hangingSql(table, NEW)], may: 'US.lead' },
    { table, says: 'change all in reach', sql: `UPDATE ${table} SET ${table === 'proposal_provision' ? `provision_id = '99.2'` : table === 'proposal_source' ? `url = 'x'` : `body = 'x'`}`,
      reaches: { 'US.delegate': 1, 'CA.delegate': 1, secretariat: 2, 'US.staff': 3, 'CA.staff': 2, 'MX.staff': 1, 'US.lead': 3, 'CA.lead': 1 } },
    { table, says: 'remove all in reach', sql: `DELETE FROM ${table}`,
      reaches: { 'US.delegate': 1, 'CA.delegate': 1, secretariat: 2, 'US.staff': 3, 'CA.staff': 2, 'MX.staff': 1, 'US.lead': 3, 'CA.lead': 1 } },
    { table, says: 'move from the common register to a record of Canada', may: 'CA.staff',
      sql: `UPDATE ${table} SET proposal_id = '${proposal('CA internal')}'${table === 'proposal_provision' ? `, provision_id = '99.2'` : ''} WHERE proposal_id = '${proposal('common register')}'` },
    { table, says: 'move from the common register to a tabled copy', may: 'nobody',
      sql: `UPDATE ${table} SET proposal_id = '${proposal('US tabled to all')}' WHERE proposal_id = '${proposal('common register')}'` },
  ]),
  { table: 'proposal_relation', says: 'relate two public records', sql: `INSERT INTO proposal_relation VALUES ('${proposal('common register')}', '${proposal('US published')}', 'supports', '{}')`, may: 'secretariat staff' },
  { table: 'proposal_relation', says: 'relate an internal record to a public one', sql: `INSERT INTO proposal_relation VALUES ('${proposal('US internal')}', '${proposal('common register')}', 'supports', '{}')`, may: 'US' },
  { table: 'proposal_relation', says: 'relate a public record to a hidden one', sql: `INSERT INTO proposal_relation VALUES ('${proposal('common register')}', '${proposal('MX internal')}', 'supports', '{}')`, may: 'MX.staff' },
  { table: 'proposal_relation', says: 'relate a tabled copy, later', sql: `INSERT INTO proposal_relation VALUES ('${proposal('US tabled to CA')}', '${proposal('common register')}', 'supports', '{}')`, may: 'nobody' },
  { table: 'proposal_relation', says: 'relate a tabled copy while tabling it', may: 'US.lead',
    sql: [entering({ owner: 'US', disclosure: 'tabled', to: ['MX'] }), `INSERT INTO proposal_relation VALUES ('${NEW}', '${proposal('common register')}', 'supports', '{}')`] },
  { table: 'proposal_relation', says: 'change a relation', sql: `UPDATE proposal_relation SET kind = 'conflicts'`, may: 'nobody' },
  { table: 'proposal_relation', says: 'remove all in reach', sql: 'DELETE FROM proposal_relation', reaches: { 'US.delegate': 1, secretariat: 1, 'US.staff': 2, 'MX.staff': 1, 'US.lead': 2 } },
  // Approval
  { table: 'approval_track', says: 'begin Mexico\'s track on the common register', sql: trackSql('common register', 'MX'), may: 'secretariat staff' },
  { table: 'approval_track', says: 'begin Mexico\'s track as already complete', sql: trackSql('common register', 'MX', 'complete'), may: 'MX.staff' },
  { table: 'approval_track', says: 'begin a track on an internal record', sql: trackSql('US internal', 'US'), may: 'US' },
  { table: 'approval_track', says: 'begin a track on a tabled copy', sql: trackSql('US tabled to CA', 'US'), may: 'US.lead' },
  { table: 'approval_track', says: 'move the state of all in reach', sql: `UPDATE approval_track SET state = 'under_way'`, reaches: { 'US.staff': 3, 'US.lead': 3, 'CA.staff': 1, 'CA.lead': 1 } },
  { table: 'approval_track', says: 'move a track to another record', sql: `UPDATE approval_track SET proposal_id = '${proposal('US published')}'`, may: 'nobody' },
  { table: 'approval_track', says: 'make a track another Party\'s', sql: `UPDATE approval_track SET party = 'CA'`, may: 'nobody' },
  { table: 'approval_track', says: 'delete a track', sql: 'DELETE FROM approval_track', may: 'nobody' },
  { table: 'track_record', says: 'record a step of the United States', sql: (asker) => recordSql(asker, 1, 'US'), may: 'US.staff US.lead' },
  { table: 'track_record', says: 'record an inner step of Canada', sql: (asker) => recordSql(asker, 2, 'CA', { internal: true }), may: 'CA.staff CA.lead' },
  { table: 'track_record', says: 'record a step under the own Party on another\'s track', sql: (asker) => recordSql(asker, asker.party === 'US' ? 2 : 1, asker.party ?? 'US'), may: 'nobody' },
  { table: 'track_record', says: 'record a step on a track that is hidden', sql: (asker) => recordSql(asker, 3, asker.party === 'US' ? 'CA' : asker.party ?? 'CA'), may: 'nobody' },
  { table: 'track_record', says: 'sign a step as another person', sql: (asker) => recordSql(asker, 1, 'US', { by: person('MX.lead') }), may: 'nobody' },
  { table: 'track_record', says: 'sign a step in another role', sql: (asker) => recordSql(asker, 1, 'US', { role: asker.role === 'lead' ? 'staff' : 'lead' }), may: 'nobody' },
  { table: 'track_record', says: 'change a record', sql: `UPDATE track_record SET note = 'x'`, may: 'nobody' },
  { table: 'track_record', says: 'delete a record', sql: 'DELETE FROM track_record', may: 'nobody' },
  // Events
  { table: 'event', says: 'write an event on a public record', sql: (asker) => eventSql(asker, { on: 'common register', audience: [] }), may: 'everyone' },
  { table: 'event', says: 'write an event on an internal record', sql: (asker) => eventSql(asker, { on: 'US internal', audience: [] }), may: 'US' },
  { table: 'event', says: 'write an event on a record and it is as wide as the record', may: 'US',
    sql: (asker) => [eventSql(asker, { on: 'US internal', audience: [] }), shows(`(SELECT audience FROM event WHERE id = '${NEW}') = '{US}'`)] },
  { table: 'event', says: 'ask to publish an event on an internal record: it stays inside', may: 'US',
    sql: (asker) => [eventSql(asker, { on: 'US internal', audience: ['public', 'MX'] }), shows(`(SELECT audience FROM event WHERE id = '${NEW}') = '{US}'`)] },
  { table: 'event', says: 'ask to widen an event on a tabled copy to Mexico: it goes to its readers', may: 'US CA',
    sql: (asker) => [eventSql(asker, { on: 'US tabled to CA', audience: ['US', 'CA', 'MX'] }), shows(`(SELECT audience FROM event WHERE id = '${NEW}') = '{CA,US}'`)] },
  { table: 'event', says: 'narrow an event on a public record to the own Party', may: 'US',
    sql: (asker) => [eventSql(asker, { on: 'common register', audience: ['US'] }), shows(`(SELECT audience FROM event WHERE id = '${NEW}') = '{US}'`)] },
  { table: 'event', says: 'write an event for nobody', sql: (asker) => eventSql(asker, { audience: [] }), may: 'nobody' },
  { table: 'event', says: 'write an event about no record', sql: (asker) => eventSql(asker, { audience: ['US'] }), may: 'Parties secretariat administrator gate' },
  { table: 'event', says: 'sign an event as another person', sql: (asker) => eventSql(asker, { on: 'common register', audience: [], by: id(1, 777) }), may: 'nobody' },
  { table: 'event', says: 'sign an event in another role', sql: (asker) => eventSql(asker, { on: 'common register', audience: [], role: 'chief' }), may: 'nobody' },
  { table: 'event', says: 'sign an event for another Party', sql: (asker) => eventSql(asker, { on: 'common register', audience: [], party: asker.party === 'MX' ? 'US' : 'MX' }), may: 'nobody' },
  { table: 'event', says: 'change an event', sql: `UPDATE event SET cause = 'x'`, may: 'nobody' },
  { table: 'event', says: 'delete an event', sql: 'DELETE FROM event', may: 'nobody' },
  // Problem reports
  { table: 'problem_report', says: 'report a problem with a public record', sql: (asker) => reportSql(asker, 'common register'), may: 'everyone' },
  { table: 'problem_report', says: 'report a problem with an internal record', sql: (asker) => reportSql(asker, 'US internal'), may: 'US' },
  { table: 'problem_report', says: 'report a problem with a tabled copy', sql: (asker) => reportSql(asker, 'US tabled to CA'), may: 'US CA' },
  { table: 'problem_report', says: 'report on the public register and the secretariat keeps it, whatever audience was asked', may: 'secretariat',
    sql: [`INSERT INTO problem_report (id, proposal_id, body, language, reporter_id, audience) VALUES ('${NEW}', '${proposal('common register')}', 'new', 'en', '${person('secretariat')}', '{public}')`,
      shows(`(SELECT audience FROM problem_report WHERE id = '${NEW}') = '{secretariat}'`)] },
  { table: 'problem_report', says: 'report in another person\'s name', sql: (asker) => reportSql({ ...asker, userId: id(1, 777) }, 'common register'), may: 'nobody' },
  { table: 'problem_report', says: 'report with the answer already given', sql: (asker) => reportSql(asker, 'common register', `, 'yes'`), may: 'nobody' },
  { table: 'problem_report', says: 'answer all in reach', sql: `UPDATE problem_report SET answer = 'x'`,
    reaches: { secretariat: 2, 'US.delegate': 2, 'US.lead': 2, 'US.staff': 2, 'CA.delegate': 1, 'CA.lead': 1, 'CA.staff': 1 } },
  { table: 'problem_report', says: 'widen the audience of a report', sql: `UPDATE problem_report SET audience = '{public}'`, may: 'nobody' },
  { table: 'problem_report', says: 'change the words of a report', sql: `UPDATE problem_report SET body = 'x'`, may: 'nobody' },
  { table: 'problem_report', says: 'delete a report', sql: 'DELETE FROM problem_report', may: 'nobody' },
  // Accounts
  { table: 'app_user', says: 'register a stakeholder', sql: `INSERT INTO app_user (email, name, role) VALUES ('new@planted.example', 'n', 'stakeholder')`, may: 'gate administrator' },
  { table: 'app_user', says: 'make an account of the secretariat', sql: `INSERT INTO app_user (email, name, role) VALUES ('new@planted.example', 'n', 'secretariat')`, may: 'administrator' },
  { table: 'app_user', says: 'make an account inside a Party', sql: `INSERT INTO app_user (email, name, role, party) VALUES ('new@planted.example', 'n', 'delegate', 'US')`, may: 'nobody' },
  { table: 'app_user', says: 'touch every account in reach without changing it', sql: `UPDATE app_user SET language = 'en'`,
    reaches: { gate: 15, administrator: 15, stakeholder: 1, former: 1, 'US.delegate': 1, 'US.staff': 1, 'CA.delegate': 1, 'CA.staff': 1, 'MX.delegate': 1, 'MX.staff': 1, secretariat: 1, 'US.lead': 4, 'CA.lead': 4, 'MX.lead': 3 } },
  { table: 'app_user', says: 'change one\'s own name', sql: (asker) => `UPDATE app_user SET name = 'x' WHERE id = ${text(asker.userId)}`, may: 'persons' },
  { table: 'app_user', says: 'change one\'s own address', sql: (asker) => `UPDATE app_user SET email = 'x@planted.example' WHERE id = ${text(asker.userId)}`, may: 'nobody' },
  { table: 'app_user', says: 'confirm one\'s own address', sql: (asker) => `UPDATE app_user SET email_confirmed_at = now() WHERE id = ${text(asker.userId)}`, may: 'nobody' },
  { table: 'app_user', says: 'disable or enable one\'s own account', sql: (asker) => `UPDATE app_user SET disabled_at = now() WHERE id = ${text(asker.userId)}`, may: 'nobody' },
  { table: 'app_user', says: 'make oneself a lead of the United States', sql: (asker) => `UPDATE app_user SET role = 'lead', party = 'US', name = 'x' WHERE id = ${text(asker.userId)} AND (role, coalesce(party, '')) <> ('lead', 'US')`, may: 'nobody' },
  { table: 'app_user', says: 'make oneself an administrator', sql: (asker) => `UPDATE app_user SET role = 'administrator', party = NULL WHERE id = ${text(asker.userId)} AND role <> 'administrator'`, may: 'nobody' },
  { table: 'app_user', says: 'make a demonstration account of one', sql: account('stakeholder', 'demonstration = true'), may: 'nobody' },
  { table: 'app_user', says: 'confirm an address', sql: account('guest', 'email_confirmed_at = now()'), may: 'gate' },
  { table: 'app_user', says: 'give a delegate of the United States another address', sql: account('US.delegate', `email = 'mine@planted.example'`), may: 'nobody' },
  { table: 'app_user', says: 'rename a delegate of the United States', sql: account('US.delegate', `name = 'x'`), may: 'US.delegate gate' },
  { table: 'app_user', says: 'disable a stakeholder', sql: account('stakeholder', 'disabled_at = now()'), may: 'administrator' },
  { table: 'app_user', says: 'disable a lead', sql: account('US.lead', 'disabled_at = now()'), may: 'nobody' },
  { table: 'app_user', says: 'admit the guest of the United States, as invited', sql: account('guest', `party = 'US', role = 'staff'`), may: 'US.lead' },
  { table: 'app_user', says: 'admit the guest in a role not offered', sql: account('guest', `party = 'US', role = 'lead'`), may: 'nobody' },
  { table: 'app_user', says: 'admit the guest into Canada', sql: account('guest', `party = 'CA', role = 'staff'`), may: 'nobody' },
  { table: 'app_user', says: 'admit a stakeholder whom nobody invited', sql: account('stakeholder', `party = 'US', role = 'staff'`), may: 'nobody' },
  { table: 'app_user', says: 'admit the guest after the answer was given', sql: [`UPDATE invitation SET refused_at = now() WHERE id = '${id(5, 2)}'`, account('guest', `party = 'US', role = 'staff'`)], may: 'nobody' },
  { table: 'app_user', says: 'admit the first lead of Canada, appointed on the server', sql: account('candidate', `party = 'CA', role = 'lead'`), may: 'gate CA.lead' },
  { table: 'app_user', says: 'admit the first lead elsewhere', sql: account('candidate', `party = 'MX', role = 'lead'`), may: 'nobody' },
  { table: 'app_user', says: 'remove a delegate of the United States', sql: shows(`remove_member('${person('US.delegate')}')`), may: 'US.lead' },
  { table: 'app_user', says: 'remove oneself', sql: (asker) => shows(`remove_member(${text(asker.userId)})`), may: 'nobody' },
  { table: 'session', says: 'remove a member, who is signed out by it', may: 'US.lead', sql: [`SELECT remove_member('${person('US.staff')}')`, AS_GATE, shows(`(SELECT revoked_at FROM session WHERE id = '${id(3, 4)}') IS NOT NULL`)] },
  { table: 'session', says: 'disable an account, which is signed out by it', may: 'administrator',
    sql: (asker) => [AS_GATE, `INSERT INTO session (id, user_id, expires_at) VALUES ('${NEW}', '${person('former')}', '2100-01-01')`, `SELECT set_config('app.role', '${asker.role}', true)`,
      account('former', 'disabled_at = now()'), AS_GATE, shows(`(SELECT revoked_at FROM session WHERE id = '${NEW}') IS NOT NULL`)] },
  { table: 'app_user', says: 'turn a delegate of the United States into secretariat', sql: account('US.delegate', `party = NULL, role = 'secretariat'`), may: 'nobody' },
  { table: 'app_user', says: 'make a delegate of the United States staff', sql: account('US.delegate', `role = 'staff'`), may: 'US.lead' },
  { table: 'app_user', says: 'move a delegate of the United States to Canada', sql: account('US.delegate', `party = 'CA'`), may: 'nobody' },
  { table: 'app_user', says: 'make a stakeholder secretariat', sql: account('stakeholder', `role = 'secretariat'`), may: 'administrator' },
  { table: 'app_user', says: 'delete an account', sql: 'DELETE FROM app_user', may: 'nobody' },
  { table: 'credential', says: 'set a password', sql: `INSERT INTO credential (user_id, password_hash) VALUES ('${person('CA.lead')}', 'x')`, may: 'gate' },
  { table: 'credential', says: 'change every password in reach', sql: `UPDATE credential SET password_hash = 'x'`, reaches: { gate: 2 } },
  { table: 'credential', says: 'delete a password', sql: 'DELETE FROM credential', may: 'nobody' },
  { table: 'oidc_identity', says: 'join an OpenID account', sql: `INSERT INTO oidc_identity (issuer, subject, user_id) VALUES ('x', 'x', '${person('CA.lead')}')`, may: 'gate' },
  { table: 'oidc_identity', says: 'change an OpenID account', sql: `UPDATE oidc_identity SET subject = 'x'`, may: 'nobody' },
  { table: 'oidc_identity', says: 'remove every OpenID account in reach', sql: 'DELETE FROM oidc_identity', reaches: { gate: 1 } },
  { table: 'email_token', says: 'make a reset token', sql: `INSERT INTO email_token (token_hash, user_id, purpose, expires_at) VALUES ('x', '${person('CA.lead')}', 'reset', '2100-01-01')`, may: 'gate' },
  { table: 'email_token', says: 'use every token in reach', sql: 'UPDATE email_token SET used_at = now()', reaches: { gate: 1 } },
  { table: 'email_token', says: 'delete a token', sql: 'DELETE FROM email_token', may: 'nobody' },
  { table: 'throttle', says: 'count an attempt to sign in', sql: `INSERT INTO throttle (key, window_at) VALUES ('x', '2026-01-01')`, may: 'gate' },
  { table: 'throttle', says: 'reset every count in reach', sql: 'UPDATE throttle SET attempts = 0', reaches: { gate: 1 } },
  { table: 'throttle', says: 'forget every count in reach', sql: 'DELETE FROM throttle', reaches: { gate: 1 } },
  { table: 'session', says: 'open a session', sql: `INSERT INTO session (user_id, expires_at) VALUES ('${person('CA.lead')}', '2100-01-01')`, may: 'gate' },
  { table: 'session', says: 'shorten every session in reach', sql: `UPDATE session SET expires_at = '2027-01-01'`, reaches: { gate: 4, 'US.lead': 1, 'US.staff': 1, 'CA.lead': 1, stakeholder: 1 } },
  { table: 'session', says: 'end the session of the lead of the United States', sql: `UPDATE session SET revoked_at = now() WHERE id = '${id(3, 1)}'`, may: 'US.lead gate' },
  { table: 'session', says: 'prolong a session', sql: `UPDATE session SET expires_at = '2101-01-01' WHERE id = '${id(3, 1)}'`, may: 'gate' },
  { table: 'session', says: 'revive an ended session', sql: `UPDATE session SET revoked_at = NULL WHERE id = '${id(3, 3)}'`, may: 'nobody' },
  { table: 'session', says: 'give a session to another', sql: `UPDATE session SET user_id = '${person('MX.lead')}'`, may: 'nobody' },
  { table: 'session', says: 'delete a session', sql: 'DELETE FROM session', may: 'nobody' },
  { table: 'invitation', says: 'invite into the United States', sql: (asker) => inviteSql(asker, 'US'), may: 'US.lead' },
  { table: 'invitation', says: 'invite into Canada', sql: (asker) => inviteSql(asker, 'CA'), may: 'CA.lead' },
  { table: 'invitation', says: 'invite in another person\'s name', sql: (asker) => inviteSql({ ...asker, userId: person('former') }, asker.party ?? 'US'), may: 'nobody' },
  { table: 'invitation', says: 'appoint a first lead', sql: (asker) => inviteSql({ ...asker, userId: null }, asker.party ?? 'US'), may: 'nobody' },
  { table: 'invitation', says: 'invite and write in who redeemed it', sql: (asker) => inviteSql(asker, asker.party ?? 'US', `, '${person('CA.delegate')}', now()`), may: 'nobody' },
  { table: 'invitation', says: 'redeem an invitation', sql: `UPDATE invitation SET redeemed_by = '${person('stakeholder')}', redeemed_at = now() WHERE id = '${id(5, 1)}'`, may: 'gate' },
  { table: 'invitation', says: 'redeem it too late', sql: `UPDATE invitation SET redeemed_by = '${person('stakeholder')}', redeemed_at = now() WHERE id = '${id(5, 3)}'`, may: 'nobody' },
  { table: 'invitation', says: 'redeem it after a refusal', may: 'nobody',
    sql: [`UPDATE invitation SET refused_at = now() WHERE id = '${id(5, 1)}'`, `UPDATE invitation SET redeemed_by = '${person('stakeholder')}', redeemed_at = now() WHERE id = '${id(5, 1)}'`] },
  { table: 'invitation', says: 'redeem it twice', sql: `UPDATE invitation SET redeemed_by = '${person('stakeholder')}' WHERE id = '${id(5, 2)}'`, may: 'nobody' },
  { table: 'invitation', says: 'answer every invitation in reach', sql: 'UPDATE invitation SET confirmed_at = now()', reaches: { gate: 4, 'US.lead': 3, 'CA.lead': 1 } },
  { table: 'invitation', says: 'take an answer back', sql: [`UPDATE invitation SET confirmed_at = now() WHERE id = '${id(5, 2)}'`, `UPDATE invitation SET confirmed_at = NULL WHERE id = '${id(5, 2)}'`], may: 'nobody' },
  { table: 'invitation', says: 'raise the role offered', sql: `UPDATE invitation SET role = 'lead' WHERE id = '${id(5, 2)}'`, may: 'nobody' },
  { table: 'invitation', says: 'prolong an invitation', sql: `UPDATE invitation SET expires_at = '2101-01-01' WHERE id = '${id(5, 1)}'`, may: 'nobody' },
  { table: 'invitation', says: 'turn an invitation to another Party', sql: `UPDATE invitation SET party = 'MX' WHERE id = '${id(5, 1)}'`, may: 'nobody' },
  { table: 'invitation', says: 'delete an invitation', sql: 'DELETE FROM invitation', may: 'nobody' },
  { table: 'mail', says: 'write a mail', sql: `INSERT INTO mail (recipient, kind, language, subject, body) VALUES ('x@planted.example', 'x', 'en', 's', 'b')`, may: 'gate leads mailer' },
  { table: 'mail', says: 'mark every mail in reach', sql: 'UPDATE mail SET attempts = 1', reaches: { mailer: 1 } },
  { table: 'mail', says: 'see that a mail waits', sql: 'SELECT * FROM mail_waiting()', may: 'administrator' },
  { table: 'facet_counts', says: 'read the kept counts themselves', sql: 'SELECT 1 FROM facet_counts', may: 'nobody' },
  { table: 'facet_counts', says: 'read the stamps themselves', sql: 'SELECT 1 FROM register_stamp', may: 'nobody' },
  { table: 'facet_counts', says: 'find the counts kept for oneself', sql: [KEEP, shows(`kept_facets('view') = '{"n":1}'`)], may: 'everyone' },
  { table: 'facet_counts', says: 'find the counts kept for another audience', may: 'nobody',
    sql: (asker) => [KEEP, `SELECT set_config('app.role', 'lead', true), set_config('app.party', '${asker.party === 'MX' ? 'US' : 'MX'}', true)`, shows(`kept_facets('view') IS NOT NULL`)] },
  { table: 'facet_counts', says: 'change an internal record and see a new stamp', may: 'US',
    sql: [STAMP, edit('US internal', 'due_on = NULL'), shows(NEW_STAMP)] },
  { table: 'facet_counts', says: 'enter an internal record and see a new stamp', may: 'CA', sql: [STAMP, entering({ owner: 'CA', disclosure: 'internal' }), shows(NEW_STAMP)] },
  { table: 'facet_counts', says: 'change an internal record of Canada, and the others see no new stamp', may: 'nobody',
    sql: (asker) => [STAMP,
      `SELECT set_config('app.role', 'lead', true), set_config('app.party', '${asker.party === 'CA' ? 'MX' : 'CA'}', true)`,
      `UPDATE proposal SET version = version + 1 WHERE id = '${proposal(asker.party === 'CA' ? 'MX internal' : 'CA internal')}'`,
      `SELECT set_config('app.role', '${asker.role}', true), set_config('app.party', '${asker.party ?? ''}', true)`, shows(NEW_STAMP)] },
  { table: 'mail', says: 'delete a mail', sql: 'DELETE FROM mail', may: 'nobody' },
]

/** What the server's own commands do as the owner role: none may lose its way. */
export const OWNER_ATTEMPTS: readonly { table: string; says: string; sql: string }[] = [
  { table: 'invitation', says: 'appoint a first lead', sql: `INSERT INTO invitation (token_hash, party, role, email, expires_at) VALUES ('new', 'US', 'lead', 'x@planted.example', '2100-01-01')` },
  { table: 'event', says: 'tell every Party', sql: `INSERT INTO event (kind, actor_role, audience) VALUES ('lead.appointed', 'server', '{US,CA,MX}')` },
  { table: 'app_user', says: 'make a demonstration account', sql: `INSERT INTO app_user (email, name, role, party, demonstration) VALUES ('x@planted.example', 'x', 'lead', 'US', true)` },
  { table: 'credential', says: 'give it a password', sql: `UPDATE credential SET password_hash = 'x'` },
]

/** What the search returns for a word that stands in every planted proposal: what the asker reads, no more. */
export const SEARCH = { word: WORD }

/**
 * Statements that name a record. Whoever cannot read it must get the very same refusal for it as
 * for one that does not exist: an error is not to be asked whether a hidden record is there.
 */
export const ORACLES: readonly { table: string; says: string; sql: (proposalId: string, asker: Asker) => string }[] = [
  { table: 'proposal', says: 'edit it', sql: (p) => `UPDATE proposal SET version = 7 WHERE id = '${p}'` },
  ...HANGING.map((table) => ({ table, says: 'hang something on it', sql: (p: string) => hangingSql(table, p) })),
  { table: 'proposal_provision', says: 'hang a provision that is not there on it', sql: (p) => `INSERT INTO proposal_provision VALUES ('${p}', 'no such')` },
  { table: 'proposal_relation', says: 'relate to it', sql: (p) => `INSERT INTO proposal_relation VALUES ('${proposal('common register')}', '${p}', 'package', '{}')` },
  { table: 'approval_track', says: 'begin a track on it', sql: (p, asker) => `INSERT INTO approval_track (proposal_id, party, map_id) VALUES ('${p}', '${asker.party ?? 'US'}', 'planted')` },
  { table: 'event', says: 'write an event on it', sql: (p, asker) => `INSERT INTO event (kind, proposal_id, actor_id, actor_role, actor_party) VALUES ('x', '${p}', ${text(asker.userId)}, '${asker.role}', ${text(asker.party)})` },
  { table: 'problem_report', says: 'report on it', sql: (p, asker) => `INSERT INTO problem_report (proposal_id, body, language, reporter_id) VALUES ('${p}', 'x', 'en', ${text(asker.userId)})` },
  { table: 'proposal_copy', says: 'claim it as a copy', sql: (p, asker) => `INSERT INTO proposal_copy VALUES ('${p}', '${p}', '${asker.party ?? 'US'}')` },
]
