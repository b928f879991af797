// Loads prisma/reference into an empty or older database: the Agreement and the procedure
// maps as the owner (public tables), the proposals as the register's own secretariat
// through the app role and its policies. Repeatable: what staff changed since is kept.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { canonicalProvision, proceduresNeeded } from '../features/proposals/rules.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Texts = { en?: string | null; fr?: string | null; es?: string | null }
const FOLDER = fileURLToPath(new URL('../prisma/reference/', import.meta.url))

function read<T>(name: string): { body: T; sha256: string; raw: string } {
  const raw = readFileSync(FOLDER + name, 'utf8')
  return { body: JSON.parse(raw) as T, sha256: createHash('sha256').update(raw).digest('hex'), raw }
}

type AgreementFile = {
  schema: string; as_of: string; sources: Record<string, string>
  chapters: { number: number; title: Texts; title_en_verified: boolean; title_fr_verified: boolean; title_es_verified: boolean; articles_complete: boolean
    title_fr_source?: string; title_es_source?: string
    articles: { number: string; title: Texts; verified: boolean; number_verified?: boolean; title_fr_es_verified: boolean; section?: string | null; source?: string | null; source_fr?: string; source_es?: string; note?: string; source_note?: string }[] }[]
  annexes: { id: string; chapter: number | null; title: string; parties: string; verified: boolean; note?: string; source?: string }[]
  side_letters: { id: string; parties: string; subject: string; title?: string; verified: boolean; note?: string; source?: string }[]
  institutions: { free_trade_commission: Json; secretariat: Json; committees: { name: string; article?: string; verified: boolean }[]; known_decisions: { id: string; date: string; verified: boolean }[] }
}
type ProposalFile = {
  schema: string; as_of: string; sources: Record<string, string>; industry_names: Record<string, Texts>
  proposals: {
    id: string; title: Texts; summary: Texts; note: Texts; likely_instrument: string; instrument_is_our_reading: boolean; instrument_reason: Texts
    chapters: number[]; articles: string[]; binds: string[]; ask_of: string[]; proponent: string | null; proponent_names: Texts | null; proponent_type: string
    source_id: string; source_url: string; pillar: string; strategic_class: string | null; industries: string[]; industries_label: Texts
    relations: { to: string; kind: string; why: Texts }[]; date: string | null; verified: boolean }[]
}
type PathsFile = {
  schema: string; as_of: string; sources: Record<string, string>
  steps: { id: string; role: string; name: Texts; body: Texts; authority: Json; evidence: Texts; duration: Json; anchor: Json; status: string; verified: boolean; uncertainty: Json }[]
  paths: { id: string; party: string; instrument_kind: string; steps: string[]; routes: { from: string; to: string; kind: string; unless?: Json; lifted_by?: Json; note: Json }[]; note: Json; planning: Json }[]
  joins: { instrument_kind: string }[]
  legal_flags: { id: string; party: string; severity: string; status: string; verified: boolean }[]
}

/** The reading of the register, not of the proponent, as proposals.json says of itself. */
const OUR_READING = ['instrument', 'chapters', 'provisions', 'binds', 'askOf', 'strategicClass', 'industries', 'relations', 'translations']

const STATES: { machine: string; code: string; label: Required<Texts>; initial?: true; terminal?: true; to: string[] }[] = [
  { machine: 'negotiation', code: 'proposed', initial: true, label: { en: 'Proposed', fr: 'Proposée', es: 'Propuesta' }, to: ['under_discussion', 'parked', 'withdrawn'] },
  { machine: 'negotiation', code: 'under_discussion', label: { en: 'Under discussion', fr: 'En discussion', es: 'En discusión' }, to: ['agreed_ad_referendum', 'parked', 'withdrawn'] },
  { machine: 'negotiation', code: 'parked', label: { en: 'Parked', fr: 'Mise en suspens', es: 'En suspenso' }, to: ['under_discussion', 'withdrawn'] },
  { machine: 'negotiation', code: 'agreed_ad_referendum', label: { en: 'Agreed ad referendum', fr: 'Convenue ad referendum', es: 'Acordada ad referéndum' }, to: ['agreed', 'under_discussion', 'withdrawn'] },
  { machine: 'negotiation', code: 'agreed', label: { en: 'Agreed', fr: 'Convenue', es: 'Acordada' }, to: ['in_force', 'under_discussion'] },
  { machine: 'negotiation', code: 'in_force', terminal: true, label: { en: 'In force', fr: 'En vigueur', es: 'En vigor' }, to: [] },
  { machine: 'negotiation', code: 'withdrawn', label: { en: 'Withdrawn', fr: 'Retirée', es: 'Retirada' }, to: ['proposed'] },
  { machine: 'text', code: 'no_text', initial: true, label: { en: 'No text', fr: 'Sans texte', es: 'Sin texto' }, to: ['drafting'] },
  { machine: 'text', code: 'drafting', label: { en: 'Drafting', fr: 'En rédaction', es: 'En redacción' }, to: ['bracketed', 'clean', 'no_text'] },
  { machine: 'text', code: 'bracketed', label: { en: 'Bracketed text', fr: 'Texte entre crochets', es: 'Texto entre corchetes' }, to: ['clean', 'drafting'] },
  { machine: 'text', code: 'clean', label: { en: 'Clean text', fr: 'Texte sans crochets', es: 'Texto limpio' }, to: ['scrubbed', 'bracketed'] },
  { machine: 'text', code: 'scrubbed', label: { en: 'Legally scrubbed', fr: 'Toilettage juridique fait', es: 'Con revisión jurídica' }, to: ['authentic', 'clean'] },
  { machine: 'text', code: 'authentic', terminal: true, label: { en: 'Authentic in all languages', fr: 'Authentique dans toutes les langues', es: 'Auténtico en todos los idiomas' }, to: [] },
  { machine: 'publication', code: 'unpublished', initial: true, label: { en: 'Text not published', fr: 'Texte non publié', es: 'Texto no publicado' }, to: ['draft_published'] },
  { machine: 'publication', code: 'draft_published', label: { en: 'Draft published', fr: 'Projet publié', es: 'Proyecto publicado' }, to: ['final_published', 'unpublished'] },
  { machine: 'publication', code: 'final_published', terminal: true, label: { en: 'Final text published', fr: 'Texte final publié', es: 'Texto final publicado' }, to: [] },
  { machine: 'approval', code: 'not_started', initial: true, label: { en: 'Not started', fr: 'Non commencée', es: 'No iniciada' }, to: ['under_way', 'not_needed'] },
  { machine: 'approval', code: 'under_way', label: { en: 'Under way', fr: 'En cours', es: 'En curso' }, to: ['complete', 'stopped'] },
  { machine: 'approval', code: 'stopped', label: { en: 'Stopped', fr: 'Arrêtée', es: 'Detenida' }, to: ['under_way'] },
  { machine: 'approval', code: 'complete', label: { en: 'Complete', fr: 'Terminée', es: 'Concluida' }, to: ['under_way'] },
  { machine: 'approval', code: 'not_needed', label: { en: 'Not needed', fr: 'Non requise', es: 'No requerida' }, to: ['not_started'] },
]

/** Loads everything in two transactions, one a role; nothing half done. Returns what was new. */
export async function loadReference(of: { ownerUrl: string; appUrl: string; log?: (line: string) => void }): Promise<{ proposals: number }> {
  const log = of.log ?? (() => undefined)
  const agreement = read<AgreementFile>('agreement.json')
  const proposals = read<ProposalFile>('proposals.json')
  const paths = read<PathsFile>('approval-paths.json')
  const clock = read<{ schema: string; as_of: string; sources: Record<string, string> }>('review-clock.json')
  const calendars = read<{ schema: string; as_of: string; sources?: Record<string, string> }>('calendars.json')

  const owner = new pg.Client({ connectionString: of.ownerUrl })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    // One loader at a time, however many servers start together.
    await owner.query(`SELECT pg_advisory_xact_lock(hashtext('trilateral:load'))`)
    const files = [['agreement', agreement], ['proposals', proposals], ['approval-paths', paths], ['review-clock', clock], ['calendars', calendars]] as const
    const { rows } = await owner.query<{ id: string; sha256: string }>('SELECT id, sha256 FROM reference_document')
    const loaded = new Map(rows.map((row) => [row.id, row.sha256]))
    if (files.some(([id, file]) => loaded.get(id) !== file.sha256)) {
      await loadAgreement(owner, agreement.body, { ...calendars.body.sources, ...clock.body.sources, ...paths.body.sources, ...proposals.body.sources, ...agreement.body.sources })
      await loadStates(owner)
      await loadPaths(owner, paths.body)
      for (const [id, file] of files) {
        await owner.query(
          `INSERT INTO reference_document (id, schema, as_of, sha256, body) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (id) DO UPDATE SET schema = $2, as_of = $3, sha256 = $4, body = $5, loaded_at = now()`,
          [id, file.body.schema, file.body.as_of, file.sha256, file.raw])
      }
      log('loaded the Agreement, the procedure maps and the review clock')
    }
    await owner.query('COMMIT')
  } catch (error) {
    await owner.query('ROLLBACK')
    throw error
  } finally {
    await owner.end()
  }

  const app = new pg.Client({ connectionString: of.appUrl })
  await app.connect()
  try {
    await app.query('BEGIN')
    await app.query(`SELECT pg_advisory_xact_lock(hashtext('trilateral:load'))`)
    await app.query(`SELECT set_config('app.role', 'secretariat', true), set_config('app.user', '', true), set_config('app.party', '', true)`)
    const added = await loadProposals(app, proposals.body)
    await app.query('COMMIT')
    if (added > 0) log(`loaded ${added} proposals`)
    return { proposals: added }
  } catch (error) {
    await app.query('ROLLBACK')
    throw error
  } finally {
    await app.end()
  }
}

async function loadAgreement(db: pg.Client, file: AgreementFile, sources: Record<string, string>) {
  for (const [key, url] of Object.entries(sources)) {
    await db.query('INSERT INTO source (key, url) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET url = $2', [key, url])
  }
  for (const chapter of file.chapters) {
    const seen = { fr: chapter.title_fr_source ?? null, es: chapter.title_es_source ?? null }
    await db.query(
      `INSERT INTO chapter (number, title, title_en_verified, title_fr_verified, title_es_verified, articles_complete, sources) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (number) DO UPDATE SET title = $2, title_en_verified = $3, title_fr_verified = $4, title_es_verified = $5, articles_complete = $6, sources = $7`,
      [chapter.number, chapter.title, chapter.title_en_verified, chapter.title_fr_verified, chapter.title_es_verified, chapter.articles_complete, seen])
    for (const [ordinal, article] of chapter.articles.entries()) {
      await provision(db, { id: article.number, kind: 'article', label: article.number, chapter: chapter.number, ordinal, section: article.section ?? null, title: article.title,
        parties: null, verified: article.verified, numberVerified: article.number_verified ?? article.verified, titleFrEsVerified: article.title_fr_es_verified,
        source: article.source ?? null, sourceFr: article.source_fr ?? null, sourceEs: article.source_es ?? null, note: [article.note, article.source_note].filter(Boolean).join(' ') || null })
    }
  }
  for (const [ordinal, annex] of file.annexes.entries()) {
    const id = canonicalProvision(annex.id)
    await provision(db, { id, kind: 'annex', label: id, chapter: annex.chapter, ordinal: 1000 + ordinal, section: null, title: { en: annex.title, fr: null, es: null }, parties: annex.parties,
      verified: annex.verified, numberVerified: annex.verified, titleFrEsVerified: false, source: annex.source ?? null, sourceFr: null, sourceEs: null, note: annex.note ?? null })
  }
  for (const [ordinal, letter] of file.side_letters.entries()) {
    await provision(db, { id: letter.id, kind: 'side_letter', label: letter.id, chapter: null, ordinal: 2000 + ordinal, section: null, title: { en: letter.title ?? letter.subject, fr: null, es: null },
      parties: letter.parties, verified: letter.verified, numberVerified: letter.verified, titleFrEsVerified: false, source: letter.source ?? null, sourceFr: null, sourceEs: null,
      note: [letter.title ? letter.subject : null, letter.note].filter(Boolean).join('. ') || null })
  }
  const bodies = file.institutions
  const commission = bodies.free_trade_commission as { article: string; verified: boolean }
  const secretariat = bodies.secretariat as { article: string; verified: boolean }
  const all = [
    { id: 'free-trade-commission', kind: 'commission', name: 'Free Trade Commission', article: commission.article, verified: commission.verified, detail: bodies.free_trade_commission },
    { id: 'secretariat', kind: 'secretariat', name: 'Secretariat', article: secretariat.article, verified: secretariat.verified, detail: bodies.secretariat },
    ...bodies.committees.map((body) => ({ id: body.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'), kind: 'committee', name: body.name, article: body.article ?? null, verified: body.verified, detail: body as Json })),
    ...bodies.known_decisions.map((body) => ({ id: body.id.toLowerCase().replace(/[^a-z0-9]+/g, '-'), kind: 'decision', name: body.id, article: null, verified: body.verified, detail: body as Json })),
  ]
  for (const [ordinal, body] of all.entries()) {
    await db.query(
      `INSERT INTO institution (id, kind, name, article, verified, ordinal, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO UPDATE SET kind = $2, name = $3, article = $4, verified = $5, ordinal = $6, detail = $7`,
      [body.id, body.kind, body.name, body.article, body.verified, ordinal, JSON.stringify(body.detail)])
  }
}

type ProvisionRow = { id: string; kind: string; label: string; chapter: number | null; ordinal: number; section: string | null; title: Texts; parties: string | null; verified: boolean
  numberVerified: boolean; titleFrEsVerified: boolean; source: string | null; sourceFr: string | null; sourceEs: string | null; note: string | null }

async function provision(db: pg.Client, row: ProvisionRow) {
  await db.query(
    `INSERT INTO provision (id, kind, label, chapter, ordinal, section, title, parties, verified, number_verified, title_fr_es_verified, source_url, source_url_fr, source_url_es, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (id) DO UPDATE SET kind = $2, label = $3, chapter = $4, ordinal = $5, section = $6, title = $7, parties = $8, verified = $9, number_verified = $10,
       title_fr_es_verified = $11, source_url = $12, source_url_fr = $13, source_url_es = $14, note = $15`,
    [row.id, row.kind, row.label, row.chapter, row.ordinal, row.section, row.title, row.parties, row.verified, row.numberVerified, row.titleFrEsVerified, row.source, row.sourceFr, row.sourceEs, row.note])
}

async function loadStates(db: pg.Client) {
  for (const [ordinal, state] of STATES.entries()) {
    await db.query(
      `INSERT INTO state (machine, code, ordinal, label, initial, terminal) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (machine, code) DO UPDATE SET ordinal = $3, label = $4, initial = $5, terminal = $6`,
      [state.machine, state.code, ordinal, state.label, state.initial ?? false, state.terminal ?? false])
  }
  for (const state of STATES) {
    for (const to of state.to) await db.query('INSERT INTO state_successor (machine, "from", "to") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [state.machine, state.code, to])
  }
}

async function loadPaths(db: pg.Client, file: PathsFile) {
  const steps = new Map(file.steps.map((step) => [step.id, step]))
  const json = (value: Json | Texts | undefined) => (value === null || value === undefined ? null : JSON.stringify(value))
  for (const path of file.paths) {
    // Version 1 is the shipped map; later versions are made by that Party's staff and never overwritten here.
    const id = `${path.id}@1`
    await db.query(
      `INSERT INTO procedure_map (id, party, instrument_kind, version, note, planning) VALUES ($1, $2, $3, 1, $4, $5)
       ON CONFLICT (id) DO UPDATE SET note = $4, planning = $5`, [id, path.party, path.instrument_kind, json(path.note) ?? '{}', json(path.planning) ?? '{}'])
    for (const [ordinal, key] of path.steps.entries()) {
      const step = steps.get(key)
      if (!step) throw new Error(`approval-paths.json: path ${path.id} names the unknown step ${key}`)
      await db.query(
        `INSERT INTO procedure_step (map_id, key, ordinal, role, name, body, authority, evidence, duration, anchor, status, verified, uncertainty)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (map_id, key) DO UPDATE SET ordinal = $3, role = $4, name = $5, body = $6, authority = $7, evidence = $8, duration = $9, anchor = $10, status = $11, verified = $12, uncertainty = $13`,
        [id, key, ordinal, step.role, step.name, step.body, json(step.authority), step.evidence, json(step.duration), json(step.anchor), step.status, step.verified, json(step.uncertainty)])
    }
    for (const [ordinal, route] of path.routes.entries()) {
      await db.query(
        `INSERT INTO procedure_route (map_id, ordinal, "from", "to", kind, unless, lifted_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (map_id, ordinal) DO UPDATE SET "from" = $3, "to" = $4, kind = $5, unless = $6, lifted_by = $7, note = $8`,
        [id, ordinal, route.from, route.to, route.kind, json(route.unless), json(route.lifted_by), json(route.note)])
    }
  }
  for (const join of file.joins) {
    await db.query('INSERT INTO procedure_join (instrument_kind, rule) VALUES ($1, $2) ON CONFLICT (instrument_kind) DO UPDATE SET rule = $2', [join.instrument_kind, JSON.stringify(join)])
  }
  for (const flag of file.legal_flags) {
    await db.query(
      `INSERT INTO legal_flag (id, party, severity, status, verified, rule) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET party = $2, severity = $3, status = $4, verified = $5, rule = $6`,
      [flag.id, flag.party, flag.severity, flag.status, flag.verified, JSON.stringify(flag)])
  }
}

/** Adds the proposals that are not there yet; what has been edited since is never overwritten. */
async function loadProposals(db: pg.Client, file: ProposalFile): Promise<number> {
  const { rows } = await db.query<{ id: string; source_key: string }>('SELECT id, source_key FROM proposal WHERE source_key IS NOT NULL')
  const ids = new Map(rows.map((row) => [row.source_key, row.id]))
  const fresh = file.proposals.filter((proposal) => !ids.has(proposal.id))
  const moved = await db.query<{ at: Date }>('SELECT now() AS at')
  const base = moved.rows[0]!.at.getTime()
  for (const [index, proposal] of fresh.entries()) {
    const number = Number(proposal.id.replace('PR-', ''))
    const procedures = proceduresNeeded(proposal.likely_instrument, proposal.binds)
    const inserted = await db.query<{ id: string }>(
      `INSERT INTO proposal (number, source_key, title, summary, note, instrument_kind, instrument_reason, instrument_judged_by, chapters, pillar, proponent, proponent_names,
         proponent_type, binds, ask_of, procedures, strategic_class, industries, industries_label, proposed_on, verified, our_reading, disclosure, moved_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'register', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 'public', $22) RETURNING id`,
      [number, proposal.id, proposal.title, proposal.summary, proposal.note ?? {}, proposal.likely_instrument, proposal.instrument_reason ?? {}, proposal.chapters, proposal.pillar, proposal.proponent,
        proposal.proponent_names ?? {}, proposal.proponent_type, proposal.binds, proposal.ask_of, procedures, proposal.strategic_class, proposal.industries, labels(proposal, file), proposal.date, proposal.verified,
        // R-001 first in the newest-first order of a fresh register: one millisecond apart.
        OUR_READING, new Date(base - index)])
    const id = inserted.rows[0]!.id
    ids.set(proposal.id, id)
    for (const written of new Set(proposal.articles.map(canonicalProvision))) {
      await db.query('INSERT INTO proposal_provision (proposal_id, provision_id) VALUES ($1, $2)', [id, written])
    }
    await db.query(
      `INSERT INTO proposal_source (proposal_id, source_key, url, captured_at, last_checked, verified, note) VALUES ($1, $2, $3, $4, NULL, $5, $6)`,
      [id, proposal.source_id, proposal.source_url, `by ${file.as_of}`, proposal.verified, proposal.note ?? {}])
    for (const party of procedures) {
      await db.query('INSERT INTO approval_track (proposal_id, party, map_id) VALUES ($1, $2, $3)', [id, party, `${party}-${proposal.likely_instrument}@1`])
    }
    await db.query(
      `INSERT INTO event (kind, proposal_id, actor_role, what, cause) VALUES ('proposal.created', $1, 'secretariat', $2, 'reference data')`,
      [id, JSON.stringify({ sourceKey: proposal.id, asOf: file.as_of })])
  }
  for (const proposal of fresh) {
    for (const relation of proposal.relations) {
      const to = ids.get(relation.to)
      if (!to) throw new Error(`proposals.json: ${proposal.id} relates to the unknown ${relation.to}`)
      await db.query('INSERT INTO proposal_relation (from_id, to_id, kind, why) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [ids.get(proposal.id), to, relation.kind, relation.why ?? {}])
    }
  }
  return fresh.length
}

function labels(proposal: ProposalFile['proposals'][number], file: ProposalFile): Texts {
  if (proposal.industries_label) return proposal.industries_label
  const of = (language: 'en' | 'fr' | 'es') => proposal.industries.map((code) => file.industry_names[code]?.[language]).filter(Boolean).join(', ') || null
  return { en: of('en'), fr: of('fr'), es: of('es') }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { OWNER_DATABASE_URL: ownerUrl, DATABASE_URL: appUrl } = process.env
  if (!ownerUrl || !appUrl) throw new Error('OWNER_DATABASE_URL and DATABASE_URL must be set')
  await loadReference({ ownerUrl, appUrl, log: (line) => process.stderr.write(`${line}\n`) })
}
