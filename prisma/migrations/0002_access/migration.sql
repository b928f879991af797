-- Who may read and write what, kept by the database. The application sets app.user,
-- app.role and app.party inside each transaction (lib/db.ts); without them nobody is
-- anybody and only the public register is visible. See docs/decisions/0003.

-- 1. The actor ------------------------------------------------------------------
-- After a transaction a local setting reads as the empty string, not NULL.
CREATE FUNCTION actor_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(nullif(current_setting('app.role', true), ''), 'anonymous') $$;
CREATE FUNCTION actor_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user', true), '')::uuid $$;
-- A Party's rooms open to the Party's own members only: the role is checked with the Party.
CREATE FUNCTION actor_party() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN current_setting('app.role', true) IN ('delegate', 'lead', 'staff')
                    THEN nullif(current_setting('app.party', true), '') END $$;
CREATE FUNCTION actor_audience() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT ARRAY['public']
        || CASE WHEN actor_party() IS NOT NULL THEN ARRAY[actor_party()] ELSE '{}'::text[] END
        || CASE WHEN actor_role() = 'secretariat' THEN ARRAY['secretariat'] ELSE '{}'::text[] END $$;

-- 2. Values ---------------------------------------------------------------------
ALTER TABLE proposal
  ADD CONSTRAINT proposal_disclosure_known CHECK (disclosure IN ('internal', 'cleared', 'tabled', 'joint', 'public')),
  ADD CONSTRAINT proposal_owner_known CHECK (owner_party IN ('US', 'CA', 'MX')),
  -- What is not public belongs to a Party; only the public register has none.
  ADD CONSTRAINT proposal_owned CHECK (disclosure = 'public' OR owner_party IS NOT NULL),
  ADD CONSTRAINT proposal_number_only_public CHECK ((number IS NOT NULL) = (disclosure = 'public')),
  ADD CONSTRAINT proposal_tabled_to CHECK ((cardinality(tabled_to) > 0) = (disclosure IN ('tabled', 'joint')) AND tabled_to <@ ARRAY['US', 'CA', 'MX']),
  ADD CONSTRAINT proposal_instrument_known CHECK (instrument_kind IN ('side_letter', 'new_annex', 'amendment_legislation', 'amendment_no_legislation', 'psr_commission', 'commission_decision', 'uniform_regulations', 'other')),
  ADD CONSTRAINT proposal_pillar_known CHECK (pillar IN ('strategic-industry', 'non-market-limits', 'legacy-trade-irritant', 'institutional')),
  ADD CONSTRAINT proposal_proponent_known CHECK (proponent_type IN ('party', 'legislator', 'think-tank', 'industry', 'union', 'unattributed')),
  ADD CONSTRAINT proposal_proponent_named CHECK (proponent IS NOT NULL OR proponent_type = 'unattributed'),
  ADD CONSTRAINT proposal_class_known CHECK (strategic_class IN ('defense', 'dual-use', 'enabling', 'nonstrategic')),
  ADD CONSTRAINT proposal_parties_known CHECK (binds <@ ARRAY['US', 'CA', 'MX'] AND ask_of <@ ARRAY['US', 'CA', 'MX'] AND procedures <@ ARRAY['US', 'CA', 'MX']),
  ADD CONSTRAINT proposal_chapters_known CHECK (1 <= ALL (chapters) AND 34 >= ALL (chapters)),
  ADD CONSTRAINT proposal_titled CHECK (coalesce(nullif(title ->> 'en', ''), nullif(title ->> 'fr', ''), nullif(title ->> 'es', '')) IS NOT NULL),
  ADD CONSTRAINT proposal_proposed_on CHECK (proposed_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$');
ALTER TABLE provision ADD CONSTRAINT provision_kind_known CHECK (kind IN ('article', 'annex', 'side_letter'));
ALTER TABLE proposal_holder ADD CONSTRAINT holder_party_known CHECK (party IN ('US', 'CA', 'MX'));
ALTER TABLE proposal_relation
  ADD CONSTRAINT relation_kind_known CHECK (kind IN ('package', 'supports', 'conflicts', 'supersedes')),
  ADD CONSTRAINT relation_not_self CHECK (from_id <> to_id);
ALTER TABLE approval_track ADD CONSTRAINT track_party_known CHECK (party IN ('US', 'CA', 'MX'));
ALTER TABLE track_record
  ADD CONSTRAINT record_what_known CHECK (what IN ('done', 'planned', 'withdrawn')),
  ADD CONSTRAINT record_evidence_known CHECK (evidence_kind IN ('link', 'citation', 'file')),
  ADD CONSTRAINT record_done_needs_evidence CHECK (what <> 'done' OR (evidence_kind IS NOT NULL AND length(evidence) > 0)),
  ADD CONSTRAINT record_withdraws CHECK ((what = 'withdrawn') = (withdraws IS NOT NULL));
ALTER TABLE app_user
  ADD CONSTRAINT user_role_known CHECK (role IN ('stakeholder', 'delegate', 'lead', 'staff', 'secretariat', 'administrator')),
  ADD CONSTRAINT user_party_with_role CHECK ((party IS NOT NULL) = (role IN ('delegate', 'lead', 'staff'))),
  ADD CONSTRAINT user_party_known CHECK (party IN ('US', 'CA', 'MX')),
  ADD CONSTRAINT user_language_known CHECK (language IN ('en', 'fr', 'es')),
  ADD CONSTRAINT user_email_lower CHECK (email = lower(email));
ALTER TABLE invitation
  ADD CONSTRAINT invitation_party_known CHECK (party IN ('US', 'CA', 'MX')),
  ADD CONSTRAINT invitation_role_known CHECK (role IN ('delegate', 'lead', 'staff'));
ALTER TABLE email_token ADD CONSTRAINT token_purpose_known CHECK (purpose IN ('confirm', 'reset'));
ALTER TABLE state ADD CONSTRAINT state_machine_known CHECK (machine IN ('negotiation', 'text', 'publication', 'approval'));
ALTER TABLE state_successor
  ADD FOREIGN KEY (machine, "from") REFERENCES state (machine, code),
  ADD FOREIGN KEY (machine, "to") REFERENCES state (machine, code);
ALTER TABLE oidc_identity ADD FOREIGN KEY (user_id) REFERENCES app_user (id) ON DELETE CASCADE;
ALTER TABLE credential ADD FOREIGN KEY (user_id) REFERENCES app_user (id) ON DELETE CASCADE;
ALTER TABLE session ADD FOREIGN KEY (user_id) REFERENCES app_user (id) ON DELETE CASCADE;
ALTER TABLE email_token ADD FOREIGN KEY (user_id) REFERENCES app_user (id) ON DELETE CASCADE;

-- 3. Grants ---------------------------------------------------------------------
GRANT USAGE ON SCHEMA public TO trilateral_app, trilateral_search;
GRANT SELECT ON source, chapter, provision, institution, reference_document, state, state_successor,
  procedure_map, procedure_step, procedure_route, procedure_join, legal_flag TO trilateral_app;
GRANT SELECT, INSERT, UPDATE ON proposal, approval_track TO trilateral_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON proposal_provision, proposal_source, proposal_holder, proposal_relation TO trilateral_app;
GRANT SELECT, INSERT ON proposal_copy, track_record, event TO trilateral_app;   -- append-only
GRANT SELECT, INSERT, UPDATE ON problem_report, app_user, credential, session, invitation, email_token, mail TO trilateral_app;
GRANT SELECT, INSERT, DELETE ON oidc_identity TO trilateral_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON throttle TO trilateral_app;
GRANT SELECT (id, audience, words) ON proposal TO trilateral_search;
DO $$ BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    GRANT SELECT ON _prisma_migrations TO trilateral_app;
  END IF;
END $$;

-- 4. Row-level security -----------------------------------------------------------
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['proposal', 'proposal_copy', 'proposal_provision', 'proposal_source', 'proposal_holder',
    'proposal_relation', 'problem_report', 'approval_track', 'track_record', 'event', 'app_user', 'credential',
    'oidc_identity', 'session', 'invitation', 'email_token', 'mail', 'throttle'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;

-- Proposals. Confidentiality is RESTRICTIVE: no later permissive policy can widen it.
CREATE POLICY audience ON proposal AS RESTRICTIVE FOR ALL TO trilateral_app
  USING (audience && (SELECT actor_audience())) WITH CHECK (audience && (SELECT actor_audience()));
CREATE POLICY reading ON proposal FOR SELECT TO trilateral_app USING (true);
CREATE POLICY entering ON proposal FOR INSERT TO trilateral_app WITH CHECK (
  ((SELECT actor_role()) = 'secretariat' AND owner_party IS NULL AND disclosure = 'public')
  OR (owner_party = (SELECT actor_party()) AND disclosure = 'internal')
  OR ((SELECT actor_role()) = 'lead' AND owner_party = (SELECT actor_party()) AND disclosure IN ('tabled', 'public')));
CREATE POLICY editing ON proposal FOR UPDATE TO trilateral_app USING (
  (disclosure = 'public' AND (SELECT actor_role()) IN ('secretariat', 'staff'))
  OR (owner_party = (SELECT actor_party()) AND disclosure = 'internal')
  OR ((SELECT actor_role()) = 'lead' AND owner_party = (SELECT actor_party())))
  WITH CHECK (
  (disclosure = 'public' AND (SELECT actor_role()) IN ('secretariat', 'staff'))
  OR (owner_party = (SELECT actor_party()) AND disclosure = 'internal')
  OR ((SELECT actor_role()) = 'lead' AND owner_party = (SELECT actor_party())));
-- The id-returning search runs as the search role, which sees words and audience and nothing else.
CREATE POLICY searching ON proposal FOR SELECT TO trilateral_search USING (true);

CREATE FUNCTION may_edit_proposal(p uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM proposal WHERE id = p AND (
    (disclosure = 'public' AND actor_role() IN ('secretariat', 'staff'))
    OR (owner_party = actor_party() AND disclosure = 'internal')
    OR (actor_role() = 'lead' AND owner_party = actor_party()))) $$;

CREATE FUNCTION proposal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'the record was changed meanwhile' USING ERRCODE = 'TR001';
  END IF;
  IF NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at OR NEW.owner_party IS DISTINCT FROM OLD.owner_party
     OR NEW.source_key IS DISTINCT FROM OLD.source_key OR NEW.number IS DISTINCT FROM OLD.number
     OR NEW.tabled_to <> OLD.tabled_to THEN
    RAISE EXCEPTION 'identity, number, owner and addressees of a record do not change' USING ERRCODE = 'TR002';
  END IF;
  IF NEW.disclosure <> OLD.disclosure
     AND NOT (actor_role() = 'lead' AND OLD.disclosure IN ('internal', 'cleared') AND NEW.disclosure IN ('internal', 'cleared')) THEN
    RAISE EXCEPTION 'disclosure moves by clearance and by copies only' USING ERRCODE = 'TR002';
  END IF;
  -- Tabling makes an immutable copy: only its withdrawal may be written on it.
  IF OLD.disclosure IN ('tabled', 'joint')
     AND (to_jsonb(NEW) - ARRAY['version', 'moved_at', 'withdrawn_at']) <> (to_jsonb(OLD) - ARRAY['version', 'moved_at', 'withdrawn_at']) THEN
    RAISE EXCEPTION 'a tabled copy cannot be changed' USING ERRCODE = 'TR002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_guard BEFORE UPDATE ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_guard();

CREATE POLICY owner_only ON proposal_copy AS RESTRICTIVE FOR ALL TO trilateral_app
  USING (party = (SELECT actor_party())) WITH CHECK (party = (SELECT actor_party()));
CREATE POLICY reading ON proposal_copy FOR SELECT TO trilateral_app USING (true);
CREATE POLICY copying ON proposal_copy FOR INSERT TO trilateral_app WITH CHECK ((SELECT actor_role()) = 'lead');

-- What hangs on a proposal is seen with it and written with it.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['proposal_provision', 'proposal_source', 'proposal_holder'] LOOP
    EXECUTE format('CREATE POLICY with_proposal ON %I AS RESTRICTIVE FOR ALL TO trilateral_app USING (EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id)) WITH CHECK (EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id))', t);
    EXECUTE format('CREATE POLICY reading ON %I FOR SELECT TO trilateral_app USING (true)', t);
    EXECUTE format('CREATE POLICY entering ON %I FOR INSERT TO trilateral_app WITH CHECK (may_edit_proposal(proposal_id))', t);
    EXECUTE format('CREATE POLICY editing ON %I FOR UPDATE TO trilateral_app USING (may_edit_proposal(proposal_id)) WITH CHECK (may_edit_proposal(proposal_id))', t);
    EXECUTE format('CREATE POLICY removing ON %I FOR DELETE TO trilateral_app USING (may_edit_proposal(proposal_id))', t);
  END LOOP;
END $$;

-- A relation shows that both ends exist: both must be visible.
CREATE POLICY with_both ON proposal_relation AS RESTRICTIVE FOR ALL TO trilateral_app
  USING (EXISTS (SELECT 1 FROM proposal p WHERE p.id = from_id) AND EXISTS (SELECT 1 FROM proposal p WHERE p.id = to_id))
  WITH CHECK (EXISTS (SELECT 1 FROM proposal p WHERE p.id = from_id) AND EXISTS (SELECT 1 FROM proposal p WHERE p.id = to_id));
CREATE POLICY reading ON proposal_relation FOR SELECT TO trilateral_app USING (true);
CREATE POLICY entering ON proposal_relation FOR INSERT TO trilateral_app WITH CHECK (may_edit_proposal(from_id));
CREATE POLICY removing ON proposal_relation FOR DELETE TO trilateral_app USING (may_edit_proposal(from_id));

-- Anyone may report; the keepers of the record and the reporter read the report.
CREATE POLICY keepers ON problem_report AS RESTRICTIVE FOR SELECT TO trilateral_app
  USING (audience && (SELECT actor_audience()) OR reporter_id = (SELECT actor_user()));
CREATE POLICY reading ON problem_report FOR SELECT TO trilateral_app USING (true);
CREATE POLICY reporting ON problem_report FOR INSERT TO trilateral_app
  WITH CHECK (EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id) AND reporter_id IS NOT DISTINCT FROM (SELECT actor_user()));
CREATE POLICY answering ON problem_report FOR UPDATE TO trilateral_app
  USING (audience && (SELECT actor_audience())) WITH CHECK (audience && (SELECT actor_audience()));
CREATE FUNCTION problem_report_audience() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN p.disclosure = 'public' THEN ARRAY['secretariat'] ELSE p.audience END INTO NEW.audience FROM proposal p WHERE p.id = NEW.proposal_id;
  IF NEW.audience IS NULL THEN RAISE EXCEPTION 'no such record' USING ERRCODE = 'TR003'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER problem_report_audience BEFORE INSERT ON problem_report FOR EACH ROW EXECUTE FUNCTION problem_report_audience();

-- Approval tracks and their append-only records.
CREATE POLICY with_proposal ON approval_track AS RESTRICTIVE FOR ALL TO trilateral_app
  USING (EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id)) WITH CHECK (EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id));
CREATE POLICY reading ON approval_track FOR SELECT TO trilateral_app USING (true);
CREATE POLICY starting ON approval_track FOR INSERT TO trilateral_app WITH CHECK (may_edit_proposal(proposal_id));
CREATE POLICY own_party ON approval_track FOR UPDATE TO trilateral_app
  USING (party = (SELECT actor_party()) AND (SELECT actor_role()) IN ('staff', 'lead'))
  WITH CHECK (party = (SELECT actor_party()) AND (SELECT actor_role()) IN ('staff', 'lead'));
CREATE POLICY with_track ON track_record AS RESTRICTIVE FOR ALL TO trilateral_app
  USING (EXISTS (SELECT 1 FROM approval_track t WHERE t.id = track_id) AND (NOT internal OR party = (SELECT actor_party())))
  WITH CHECK (EXISTS (SELECT 1 FROM approval_track t WHERE t.id = track_id AND t.party = track_record.party));
CREATE POLICY reading ON track_record FOR SELECT TO trilateral_app USING (true);
CREATE POLICY recording ON track_record FOR INSERT TO trilateral_app
  WITH CHECK (party = (SELECT actor_party()) AND (SELECT actor_role()) IN ('staff', 'lead'));

-- Events take their audience from what they speak of; they can be narrower, never wider.
CREATE FUNCTION event_audience() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_subject text[];
BEGIN
  IF NEW.proposal_id IS NOT NULL THEN
    SELECT p.audience INTO of_subject FROM proposal p WHERE p.id = NEW.proposal_id;
    IF of_subject IS NULL THEN RAISE EXCEPTION 'no such record' USING ERRCODE = 'TR003'; END IF;
    IF cardinality(NEW.audience) = 0 OR NOT (NEW.audience <@ of_subject OR 'public' = ANY (of_subject)) THEN
      NEW.audience := of_subject;
    END IF;
  END IF;
  IF cardinality(NEW.audience) = 0 THEN RAISE EXCEPTION 'an event needs an audience' USING ERRCODE = 'TR003'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_audience BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_audience();
CREATE POLICY audience ON event AS RESTRICTIVE FOR SELECT TO trilateral_app USING (audience && (SELECT actor_audience()));
CREATE POLICY reading ON event FOR SELECT TO trilateral_app USING (true);
CREATE POLICY writing ON event FOR INSERT TO trilateral_app WITH CHECK (actor_id IS NOT DISTINCT FROM (SELECT actor_user()));

-- 5. Accounts ---------------------------------------------------------------------
-- 'gate' is the sign-in gate itself, before anyone is known (features/accounts/gate.ts).
CREATE POLICY reading ON app_user FOR SELECT TO trilateral_app USING (
  (SELECT actor_role()) IN ('gate', 'administrator') OR id = (SELECT actor_user()) OR party = (SELECT actor_party())
  OR ((SELECT actor_role()) = 'lead' AND EXISTS (SELECT 1 FROM invitation i WHERE i.redeemed_by = app_user.id AND i.party = (SELECT actor_party()))));
CREATE POLICY registering ON app_user FOR INSERT TO trilateral_app WITH CHECK (
  party IS NULL AND ((SELECT actor_role()) = 'gate' AND role = 'stakeholder' OR (SELECT actor_role()) = 'administrator'));
-- Nobody enters a Party but by its lead; the first lead by an invitation made on the server (invited_by null).
CREATE POLICY by_gate ON app_user FOR UPDATE TO trilateral_app USING ((SELECT actor_role()) = 'gate')
  WITH CHECK ((SELECT actor_role()) = 'gate');
CREATE POLICY by_self ON app_user FOR UPDATE TO trilateral_app USING (id = (SELECT actor_user())) WITH CHECK (id = (SELECT actor_user()));
CREATE POLICY by_lead ON app_user FOR UPDATE TO trilateral_app
  USING ((SELECT actor_role()) = 'lead' AND (party = (SELECT actor_party()) OR (party IS NULL AND EXISTS (
    SELECT 1 FROM invitation i WHERE i.redeemed_by = app_user.id AND i.party = (SELECT actor_party()) AND i.confirmed_at IS NULL AND i.refused_at IS NULL))))
  WITH CHECK ((SELECT actor_role()) = 'lead' AND (party = (SELECT actor_party()) OR party IS NULL));
CREATE POLICY by_administrator ON app_user FOR UPDATE TO trilateral_app
  USING ((SELECT actor_role()) = 'administrator') WITH CHECK ((SELECT actor_role()) = 'administrator');
CREATE POLICY by_owner ON app_user TO trilateral_owner USING (true) WITH CHECK (true);
CREATE FUNCTION app_user_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'trilateral_owner' THEN RETURN NEW; END IF;
  IF NEW.demonstration <> OLD.demonstration OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'not changeable' USING ERRCODE = 'TR002';
  END IF;
  IF NEW.party IS DISTINCT FROM OLD.party OR NEW.role <> OLD.role THEN
    IF actor_role() = 'lead' AND NEW.id IS DISTINCT FROM actor_user() THEN
      -- Admit a redeemed person of this Party's own invitation, with the role invited; or remove or change the Party's own member.
      IF NOT ((OLD.party IS NULL AND OLD.role = 'stakeholder' AND NEW.party = actor_party() AND EXISTS (
                 SELECT 1 FROM invitation i WHERE i.redeemed_by = NEW.id AND i.party = NEW.party AND i.role = NEW.role AND i.confirmed_at IS NULL AND i.refused_at IS NULL))
              OR (OLD.party = actor_party() AND (NEW.party = actor_party() OR (NEW.party IS NULL AND NEW.role = 'stakeholder')))) THEN
        RAISE EXCEPTION 'a lead admits and removes the own Party''s members only' USING ERRCODE = 'TR002';
      END IF;
    ELSIF actor_role() = 'gate' THEN
      IF NOT (OLD.party IS NULL AND OLD.role = 'stakeholder' AND NEW.role = 'lead' AND EXISTS (
                SELECT 1 FROM invitation i WHERE i.redeemed_by = NEW.id AND i.party = NEW.party AND i.role = 'lead' AND i.invited_by IS NULL AND i.confirmed_at IS NULL)) THEN
        RAISE EXCEPTION 'the gate admits nobody to a Party' USING ERRCODE = 'TR002';
      END IF;
    ELSIF actor_role() = 'administrator' THEN
      IF NEW.party IS NOT NULL OR OLD.party IS NOT NULL OR NEW.id = actor_user() THEN
        RAISE EXCEPTION 'an administrator gives nobody access to a Party' USING ERRCODE = 'TR002';
      END IF;
    ELSE
      RAISE EXCEPTION 'role and Party are given by others' USING ERRCODE = 'TR002';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER app_user_guard BEFORE UPDATE ON app_user FOR EACH ROW EXECUTE FUNCTION app_user_guard();

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['credential', 'oidc_identity', 'email_token', 'throttle'] LOOP
    EXECUTE format('CREATE POLICY gate_only ON %I FOR ALL TO trilateral_app USING ((SELECT actor_role()) = ''gate'') WITH CHECK ((SELECT actor_role()) = ''gate'')', t);
  END LOOP;
END $$;
CREATE POLICY by_owner ON credential TO trilateral_owner USING (true) WITH CHECK (true);
CREATE POLICY gate ON session FOR ALL TO trilateral_app USING ((SELECT actor_role()) = 'gate') WITH CHECK ((SELECT actor_role()) = 'gate');
CREATE POLICY own_reading ON session FOR SELECT TO trilateral_app USING (user_id = (SELECT actor_user()));
CREATE POLICY own_ending ON session FOR UPDATE TO trilateral_app USING (user_id = (SELECT actor_user())) WITH CHECK (user_id = (SELECT actor_user()));

CREATE POLICY own_party ON invitation FOR SELECT TO trilateral_app
  USING ((SELECT actor_role()) = 'gate' OR ((SELECT actor_role()) = 'lead' AND party = (SELECT actor_party())));
CREATE POLICY inviting ON invitation FOR INSERT TO trilateral_app
  WITH CHECK ((SELECT actor_role()) = 'lead' AND party = (SELECT actor_party()) AND invited_by = (SELECT actor_user()));
CREATE POLICY answering ON invitation FOR UPDATE TO trilateral_app
  USING ((SELECT actor_role()) = 'gate' OR ((SELECT actor_role()) = 'lead' AND party = (SELECT actor_party())))
  WITH CHECK ((SELECT actor_role()) = 'gate' OR ((SELECT actor_role()) = 'lead' AND party = (SELECT actor_party())));
CREATE POLICY by_owner ON invitation TO trilateral_owner USING (true) WITH CHECK (true);
CREATE POLICY by_owner ON event TO trilateral_owner USING (true) WITH CHECK (true);
CREATE FUNCTION invitation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.party <> OLD.party OR NEW.role <> OLD.role OR NEW.email <> OLD.email OR NEW.token_hash <> OLD.token_hash
     OR NEW.invited_by IS DISTINCT FROM OLD.invited_by OR NEW.expires_at > OLD.expires_at
     OR (OLD.redeemed_by IS NOT NULL AND (NEW.redeemed_by IS DISTINCT FROM OLD.redeemed_by OR NEW.redeemed_at IS DISTINCT FROM OLD.redeemed_at)) THEN
    RAISE EXCEPTION 'an invitation is used once and does not change' USING ERRCODE = 'TR002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invitation_guard BEFORE UPDATE ON invitation FOR EACH ROW EXECUTE FUNCTION invitation_guard();

-- Mail is written by the gate and by leads, read by the mailer only.
CREATE POLICY writing ON mail FOR INSERT TO trilateral_app WITH CHECK ((SELECT actor_role()) IN ('gate', 'lead', 'mailer'));
CREATE POLICY sending ON mail FOR SELECT TO trilateral_app USING ((SELECT actor_role()) = 'mailer');
CREATE POLICY marking ON mail FOR UPDATE TO trilateral_app USING ((SELECT actor_role()) = 'mailer') WITH CHECK ((SELECT actor_role()) = 'mailer');
CREATE POLICY by_owner ON mail FOR SELECT TO trilateral_owner USING (true);
-- The administrator sees that a mail waits, to whom and of what kind: never its body or link.
CREATE FUNCTION mail_waiting() RETURNS TABLE (id uuid, recipient text, kind text, created_at timestamptz, attempts int, failing boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.recipient, m.kind, m.created_at, m.attempts, m.last_error IS NOT NULL FROM mail m
  WHERE m.sent_at IS NULL AND actor_role() = 'administrator' ORDER BY m.created_at $$;
REVOKE ALL ON FUNCTION mail_waiting() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_waiting() TO trilateral_app;

-- 6. Search -------------------------------------------------------------------------
-- @@ is not leakproof, so under RLS the GIN index would not be used. This function runs as the
-- search role, applies the actor's predicate inside, and returns ids only; RLS filters again outside.
CREATE FUNCTION search_proposals(q text) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id FROM proposal p
  WHERE p.words @@ (websearch_to_tsquery('words_en', q) || websearch_to_tsquery('words_fr', q)
                    || websearch_to_tsquery('words_es', q) || websearch_to_tsquery('words_simple', q))
    AND p.audience && actor_audience() $$;
GRANT CREATE ON SCHEMA public TO trilateral_search;
ALTER FUNCTION search_proposals(text) OWNER TO trilateral_search;
REVOKE CREATE ON SCHEMA public FROM trilateral_search;
REVOKE ALL ON FUNCTION search_proposals(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_proposals(text) TO trilateral_app;
