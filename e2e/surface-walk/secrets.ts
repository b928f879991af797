// What is planted for the walk: in every Party, at every rung of the disclosure ladder, words that
// stand nowhere else. A word names its set and the field it stands in ("zq-us-internal-title").
import pg from 'pg'

/** The demonstration accounts, by the part before the @, and nobody. */
export const VISITORS = ['anonymous', 'stakeholder', 'delegate.us', 'lead.us', 'staff.us', 'delegate.ca', 'lead.ca', 'staff.ca',
  'delegate.mx', 'lead.mx', 'staff.mx', 'secretariat', 'admin'] as const
export type Visitor = (typeof VISITORS)[number]

const of = (...ends: string[]): Visitor[] => VISITORS.filter((visitor) => ends.some((end) => visitor === end || visitor.endsWith(`.${end}`)))

/**
 * Who may see the words of each set, in which planting it comes, and the route on which one of
 * them must see it as soon as that route exists: a walk that sees nothing proves nothing.
 */
export const SETS: Record<string, { for: Visitor[]; stage: 1 | 2 | 3; seenOn?: string }> = {
  'us-internal': { for: of('us'), stage: 1, seenOn: '/[locale]/proposals' },
  'us-cleared': { for: of('us'), stage: 1, seenOn: '/[locale]/proposals' },
  // On a public record: an inner approval record, an event for the own Party.
  'us-inner': { for: of('us'), stage: 1, seenOn: '/[locale]/proposals/[id]' },
  'us-report': { for: of('us'), stage: 1 },
  'us-invitation': { for: of('lead.us'), stage: 1, seenOn: '/[locale]/members' },
  'us-session': { for: of('lead.us'), stage: 1 },
  'us-colleague': { for: of('us', 'admin'), stage: 1, seenOn: '/[locale]/members' },
  'mail-body': { for: [], stage: 1 },
  'ca-internal': { for: of('ca'), stage: 2, seenOn: '/[locale]/proposals' },
  'ca-cleared': { for: of('ca'), stage: 2, seenOn: '/[locale]/proposals' },
  'mx-internal': { for: of('mx'), stage: 2, seenOn: '/[locale]/proposals' },
  'mx-cleared': { for: of('mx'), stage: 2, seenOn: '/[locale]/proposals' },
  'ca-to-mx': { for: of('ca', 'mx'), stage: 2, seenOn: '/[locale]/proposals' },
  'us-to-ca': { for: of('us', 'ca'), stage: 3, seenOn: '/[locale]/proposals' },
  'us-to-all': { for: of('us', 'ca', 'mx', 'secretariat'), stage: 3, seenOn: '/[locale]/proposals' },
  'public-report': { for: of('secretariat'), stage: 3 },
  'a-stakeholder': { for: of('admin'), stage: 3, seenOn: '/[locale]/admin' },
}

/** Stands in every planted title beside the set's own word; the walk searches for this one, because pages repeat what was asked. */
export const SEARCHED = 'quincunxial'

/** A word of a set; `field` says where it was planted, so that a leak names its column. */
export function word(set: string, field: string): string {
  return `zq-${set}-${field}`
}

/** Any planted word; a chance `zq-` in an encrypted cookie is none. */
const PLANTED = new RegExp(`zq-(?:${Object.keys(SETS).join('|')})-[a-z]+`, 'g')

/** The sets whose words stand in a text, apart from those the visitor may see. */
export function leaks(text: string, visitor: Visitor): string[] {
  const found = [...new Set(text.toLowerCase().match(PLANTED) ?? [])]
  return found.filter((one) => !Object.entries(SETS).some(([set, { for: readers }]) => one.startsWith(word(set, '')) && readers.includes(visitor)))
}

/** Ids of what was planted, for the drivers to guess at. */
export type PlantedIds = { proposals: string[]; publicId: string }

/** Plants one stage as the superuser, triggers off: nothing but the rows named here is written. */
export async function plantStage(superUrl: string, stage: 1 | 2 | 3): Promise<void> {
  const db = new pg.Client({ connectionString: superUrl })
  await db.connect()
  try {
    await db.query('BEGIN; SET LOCAL session_replication_role = replica')
    const common = (await db.query<{ id: string }>(`SELECT id FROM proposal WHERE number = 1`)).rows[0]?.id
    if (!common) throw new Error('the walk needs R-001 in the database')
    const record = (set: string, owner: string, disclosure: string, to: string[] = []) => plantProposal(db, { set, owner, disclosure, to, common })
    if (stage === 1) {
      await record('us-internal', 'US', 'internal')
      await record('us-cleared', 'US', 'cleared')
      await plantInner(db, common)
      await db.query(`INSERT INTO invitation (token_hash, party, role, email, invited_by, expires_at) SELECT $1, 'US', 'staff', $2, id, now() + interval '5 days' FROM app_user WHERE email = 'lead.us@demo.example'`,
        [word('us-invitation', 'hash'), `${word('us-invitation', 'email')}@planted.example`])
      await db.query(`INSERT INTO session (user_id, expires_at, user_agent) SELECT id, now() + interval '5 hours', $1 FROM app_user WHERE email = 'lead.us@demo.example'`, [word('us-session', 'agent')])
      await db.query(`INSERT INTO app_user (email, name, role, party) VALUES ($1, $2, 'delegate', 'US')`, [`${word('us-colleague', 'email')}@planted.example`, word('us-colleague', 'name')])
    } else if (stage === 2) {
      for (const party of ['CA', 'MX']) {
        await record(`${party.toLowerCase()}-internal`, party, 'internal')
        await record(`${party.toLowerCase()}-cleared`, party, 'cleared')
      }
      await record('ca-to-mx', 'CA', 'tabled', ['MX'])
    } else {
      await record('us-to-ca', 'US', 'tabled', ['CA'])
      await record('us-to-all', 'US', 'tabled', ['US', 'CA', 'MX'])
      await db.query(`INSERT INTO problem_report (proposal_id, body, contact, language, audience) VALUES ($1, $2, $3, 'en', '{secretariat}')`, [common, word('public-report', 'body'), word('public-report', 'contact')])
      await db.query(`INSERT INTO mail (recipient, kind, language, subject, body) VALUES ('lead.us@demo.example', 'reset', 'en', $1, $2)`, [word('mail-body', 'subject'), word('mail-body', 'body')])
      await db.query(`INSERT INTO app_user (email, name, role) VALUES ($1, $2, 'stakeholder')`, [`${word('a-stakeholder', 'email')}@planted.example`, word('a-stakeholder', 'name')])
    }
    await db.query('COMMIT')
  } finally {
    await db.end()
  }
}

/** All proposals whose ids a visitor might guess, and a public one. */
export async function plantedIds(superUrl: string): Promise<PlantedIds> {
  const db = new pg.Client({ connectionString: superUrl })
  await db.connect()
  try {
    const hidden = await db.query<{ id: string }>(`SELECT id FROM proposal WHERE disclosure <> 'public' ORDER BY created_at`)
    const open = await db.query<{ id: string }>('SELECT id FROM proposal WHERE number = 1')
    return { proposals: hidden.rows.map((row) => row.id), publicId: open.rows[0]?.id ?? '' }
  } finally {
    await db.end()
  }
}

async function plantProposal(db: pg.Client, of: { set: string; owner: string; disclosure: string; to: string[]; common: string }): Promise<void> {
  const { set, owner, disclosure, to, common } = of
  const three = (field: string, more = '') => JSON.stringify(Object.fromEntries(['en', 'fr', 'es'].map((language) => [language, `${word(set, field)} ${more}`])))
  const audience = to.length === 3 ? [...to, 'secretariat'] : [...to, owner]
  // The proponent's name is a facet of lists in some views; chapter and pillar are real, so that counts would move.
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO proposal (title, summary, note, instrument_kind, instrument_reason, instrument_judged_by, chapters, pillar, proponent, proponent_type, binds, ask_of, procedures,
       strategic_class, industries, industries_label, disclosure, owner_party, tabled_to, due_on)
     VALUES ($1, $2, $3, 'side_letter', $4, $5, '{19,24}', 'institutional', $6, 'party', '{US,CA}', '{MX}', '{US,CA}', 'enabling', '{}', $7, $8, $9, $10, '2026-12-01') RETURNING id`,
    [three('title', SEARCHED), three('summary'), three('note'), three('reason'), word(set, 'judge'), word(set, 'proponent'), three('industries'), disclosure, owner, to])
  const id = rows[0]?.id
  await db.query(`INSERT INTO proposal_provision (proposal_id, provision_id) SELECT $1, id FROM provision WHERE id IN ('19.1', '24.1', '34.7')`, [id])
  await db.query(`INSERT INTO proposal_source (proposal_id, title, url, captured_at, verified, note) VALUES ($1, $2, $3, '2026-11-01', false, $4)`,
    [id, word(set, 'source'), `https://${word(set, 'url')}.example/`, three('sourcenote')])
  await db.query(`INSERT INTO proposal_holder (proposal_id, party, body, since) VALUES ($1, $2, $3, '2026-11-01')`, [id, owner, word(set, 'holder')])
  await db.query(`INSERT INTO proposal_relation (from_id, to_id, kind, why) VALUES ($1, $2, 'conflicts', $3)`, [id, common, three('relation')])
  await db.query(`INSERT INTO event (kind, proposal_id, actor_role, actor_party, what, cause, audience) VALUES ('proposal.created', $1, 'delegate', $2, $3, $4, $5)`,
    [id, owner, JSON.stringify({ title: word(set, 'event') }), word(set, 'cause'), audience])
  const track = await db.query<{ id: string }>(
    `INSERT INTO approval_track (proposal_id, party, map_id) SELECT $1, $2, id FROM procedure_map WHERE party = $2 AND instrument_kind = 'side_letter' LIMIT 1 RETURNING id`, [id, owner])
  await db.query(`INSERT INTO track_record (track_id, party, step_key, what, "on", note, by_role, map_version) VALUES ($1, $2, 'step', 'planned', '2026-11-01', $3, 'staff', 1)`, [track.rows[0]?.id, owner, word(set, 'record')])
  if (set === 'us-internal') {
    await db.query(`INSERT INTO problem_report (proposal_id, body, contact, language, audience) VALUES ($1, $2, $3, 'en', '{US}')`, [id, word('us-report', 'body'), word('us-report', 'contact')])
  }
}

/** On R-001, which everybody sees: what the United States keep to themselves about it. */
async function plantInner(db: pg.Client, common: string): Promise<void> {
  const set = 'us-inner'
  await db.query(`INSERT INTO event (kind, proposal_id, actor_role, actor_party, what, cause, audience) VALUES ('track.recorded', $1, 'staff', 'US', $2, $3, '{US}')`,
    [common, JSON.stringify({ note: word(set, 'event') }), word(set, 'cause')])
  // A track may be there already, made with the record or by the page.
  await db.query(`INSERT INTO approval_track (proposal_id, party, map_id) SELECT p.id, 'US', m.id FROM proposal p JOIN procedure_map m ON m.party = 'US' AND m.instrument_kind = p.instrument_kind
    WHERE p.id = $1 ORDER BY m.version DESC LIMIT 1 ON CONFLICT DO NOTHING`, [common])
  await db.query(`INSERT INTO track_record (track_id, party, step_key, what, "on", evidence_kind, evidence, note, by_role, map_version, internal)
    SELECT t.id, 'US', s.key, 'done', '2026-11-01', 'citation', $2, $3, 'staff', 1, true FROM approval_track t JOIN procedure_step s ON s.map_id = t.map_id
    WHERE t.proposal_id = $1 AND t.party = 'US' ORDER BY s.ordinal LIMIT 1`, [common, word(set, 'evidence'), word(set, 'note')])
}
