// Synthetic proposals for benchmarks: plausible words, uneven facets, one public register.
import { withClient } from '../scripts/lib/database.mjs'

/** Fills up to `rows` public proposals as the register's secretariat through the app role, then analyses. */
export async function fill({ appUrl, superUrl }, rows) {
  await withClient(appUrl, async (db) => {
    await db.query('BEGIN')
    await db.query(`SELECT set_config('app.role', 'secretariat', true), setseed(0.42)`)
    await db.query(
      `INSERT INTO proposal (number, title, summary, instrument_kind, instrument_judged_by, chapters, pillar, proponent, proponent_type, binds, ask_of, procedures, strategic_class, proposed_on, verified, disclosure, negotiation_state, moved_at)
       SELECT 1000 + n,
         jsonb_build_object('en', 'Synthetic proposal ' || n || ' on ' || w || ' and trade', 'fr', 'Proposition synthétique ' || n || ' sur ' || w, 'es', 'Propuesta sintética ' || n || ' sobre ' || w),
         jsonb_build_object('en', 'A commitment on ' || w || ' for the region, with dates and evidence.'),
         (ARRAY['side_letter','new_annex','amendment_legislation','amendment_legislation','amendment_no_legislation','psr_commission','commission_decision','uniform_regulations','other'])[1 + floor(random() * 9)],
         'register', ARRAY[c] || CASE WHEN random() < 0.5 THEN ARRAY[1 + (c * 7) % 34] ELSE '{}'::int[] END,
         (ARRAY['strategic-industry','non-market-limits','legacy-trade-irritant','institutional'])[1 + floor(random() * 4)],
         'Association ' || (n % 900), (ARRAY['party','legislator','think-tank','industry','union'])[1 + floor(random() * 5)],
         CASE WHEN random() < 0.6 THEN ARRAY['US','CA','MX'] ELSE ARRAY['US','MX'] END, ARRAY[(ARRAY['US','CA','MX'])[1 + floor(random() * 3)]], ARRAY['US','CA','MX'],
         (ARRAY['defense','dual-use','enabling','nonstrategic',NULL])[1 + floor(random() * 5)], '2025-' || lpad((1 + n % 12)::text, 2, '0'), random() < 0.9, 'public',
         (ARRAY['proposed','proposed','under_discussion','parked','agreed_ad_referendum'])[1 + floor(random() * 5)], now() - n * interval '1 minute'
       FROM (SELECT n, 1 + floor(random() * 34)::int AS c, (ARRAY['batteries','data flows','dairy','steel','labour','semiconductors','pharmaceuticals','fisheries'])[1 + floor(random() * 8)] AS w
             FROM generate_series(1, $1::int - (SELECT count(*)::int FROM proposal)) n) s`, [rows])
    await db.query('COMMIT')
  })
  await withClient(superUrl, (db) => db.query('VACUUM ANALYZE'))
}
