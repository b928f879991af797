-- What the policy suite (prisma/policies) found when it read 0002 as another delegation would.
-- Each repair names what could be learned or done before it.

-- 1. Proposals -------------------------------------------------------------------
-- Staff of any Party could rewrite what another Party had published under its own name.
-- The common register (no owner) is kept by the secretariat and every Party's staff; a
-- published record with an owner by that Party's staff and lead, and its states by the secretariat.
DROP POLICY editing ON proposal;
CREATE POLICY editing ON proposal FOR UPDATE TO trilateral_app USING (
  (disclosure = 'public' AND ((SELECT actor_role()) = 'secretariat'
    OR ((SELECT actor_role()) = 'staff' AND (owner_party IS NULL OR owner_party = (SELECT actor_party())))))
  OR (owner_party = (SELECT actor_party()) AND (disclosure = 'internal' OR (SELECT actor_role()) = 'lead')))
  WITH CHECK (
  (disclosure = 'public' AND ((SELECT actor_role()) = 'secretariat'
    OR ((SELECT actor_role()) = 'staff' AND (owner_party IS NULL OR owner_party = (SELECT actor_party())))))
  OR (owner_party = (SELECT actor_party()) AND (disclosure = 'internal' OR (SELECT actor_role()) = 'lead')));

-- A source key is unique over all rows, so entering one told whether a hidden record had it.
ALTER TABLE proposal ADD CONSTRAINT proposal_source_key_only_public CHECK (source_key IS NULL OR disclosure = 'public');

-- What hangs on a record: a tabled copy's provisions, sources, holders and relations are as
-- immutable as its words. They are written in the transaction that makes the copy, and never after.
CREATE OR REPLACE FUNCTION may_edit_proposal(p uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM proposal WHERE id = p AND (
    (disclosure = 'public' AND (actor_role() = 'secretariat'
      OR (actor_role() = 'staff' AND (owner_party IS NULL OR owner_party = actor_party()))))
    OR (owner_party = actor_party() AND (disclosure = 'internal'
      OR (actor_role() = 'lead' AND disclosure IN ('cleared', 'public')))))) $$;
CREATE FUNCTION is_being_tabled(p uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM proposal WHERE id = p AND disclosure IN ('tabled', 'joint') AND version = 1
    AND actor_role() = 'lead' AND owner_party = actor_party()
    AND xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)) $$;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['proposal_provision', 'proposal_source', 'proposal_holder'] LOOP
    EXECUTE format('ALTER POLICY entering ON %I WITH CHECK (may_edit_proposal(proposal_id) OR is_being_tabled(proposal_id))', t);
  END LOOP;
END $$;
ALTER POLICY entering ON proposal_relation WITH CHECK (may_edit_proposal(from_id) OR is_being_tabled(from_id));

CREATE OR REPLACE FUNCTION proposal_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  -- Generated columns are not yet computed in NEW here: comparing them refused every withdrawal.
  always CONSTANT text[] := ARRAY['version', 'moved_at', 'audience', 'words'];
  before jsonb := to_jsonb(OLD) - always;
  after jsonb := to_jsonb(NEW) - always;
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
  -- Tabling makes an immutable copy: only its withdrawal may be written on it, once.
  IF OLD.disclosure IN ('tabled', 'joint')
     AND ((after - 'withdrawn_at') <> (before - 'withdrawn_at')
          OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)) THEN
    RAISE EXCEPTION 'a tabled copy cannot be changed' USING ERRCODE = 'TR002';
  END IF;
  -- A Party's published words are that Party's: the secretariat moves their states and dates.
  IF OLD.disclosure = 'public' AND OLD.owner_party IS NOT NULL AND OLD.owner_party IS DISTINCT FROM actor_party()
     AND (after - ARRAY['negotiation_state', 'text_state', 'publication_state', 'due_on', 'withdrawn_at'])
      <> (before - ARRAY['negotiation_state', 'text_state', 'publication_state', 'due_on', 'withdrawn_at']) THEN
    RAISE EXCEPTION 'the words of a Party are changed by that Party' USING ERRCODE = 'TR002';
  END IF;
  RETURN NEW;
END $$;

-- Any lead could claim any copy: the primary key then told whether another Party's record was one.
ALTER POLICY copying ON proposal_copy WITH CHECK ((SELECT actor_role()) = 'lead'
  AND EXISTS (SELECT 1 FROM proposal p WHERE p.id = copy_id AND p.owner_party = (SELECT actor_party()) AND p.disclosure IN ('tabled', 'joint', 'public'))
  AND EXISTS (SELECT 1 FROM proposal p WHERE p.id = from_id AND p.owner_party = (SELECT actor_party()) AND p.disclosure IN ('internal', 'cleared')));

-- 2. Problem reports --------------------------------------------------------------
-- A reporter who left the Party kept reading the answers on the Party's internal record.
ALTER POLICY keepers ON problem_report USING (audience && (SELECT actor_audience())
  OR (reporter_id = (SELECT actor_user()) AND EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id)));
-- A reader of a report could widen its audience, change its words, or move it to another record;
-- a reporter could enter an answer with it.
ALTER POLICY reporting ON problem_report WITH CHECK (reporter_id IS NOT DISTINCT FROM (SELECT actor_user())
  AND answered_at IS NULL AND answer IS NULL AND EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id));
REVOKE UPDATE ON problem_report FROM trilateral_app;
GRANT UPDATE (answered_at, answer) ON problem_report TO trilateral_app;

-- 3. Tracks -------------------------------------------------------------------------
-- A track could be moved to another record or map, and begun for another Party as already complete.
REVOKE UPDATE ON approval_track FROM trilateral_app;
GRANT UPDATE (state, version, started_at, ended_at) ON approval_track TO trilateral_app;
ALTER POLICY starting ON approval_track WITH CHECK (
  (may_edit_proposal(proposal_id)
   OR ((SELECT actor_role()) = 'lead' AND EXISTS (SELECT 1 FROM proposal p WHERE p.id = proposal_id AND p.owner_party = (SELECT actor_party()))))
  AND (party = (SELECT actor_party()) OR (state = 'not_started' AND ended_at IS NULL)));
-- A record names who made it: it could be signed with another person's name or role.
ALTER POLICY recording ON track_record WITH CHECK (party = (SELECT actor_party()) AND (SELECT actor_role()) IN ('staff', 'lead')
  AND by_id IS NOT DISTINCT FROM (SELECT actor_user()) AND by_role = (SELECT actor_role()));

-- 4. Events --------------------------------------------------------------------------
-- An event could be signed with another's role and Party, and anybody could address one, about
-- no record, to any Party.
ALTER POLICY writing ON event WITH CHECK (actor_id IS NOT DISTINCT FROM (SELECT actor_user())
  AND actor_role = (SELECT actor_role()) AND actor_party IS NOT DISTINCT FROM (SELECT actor_party())
  AND (proposal_id IS NOT NULL OR (SELECT actor_role()) NOT IN ('anonymous', 'stakeholder', 'mailer')));

-- 5. Accounts ------------------------------------------------------------------------
-- Anyone could confirm the own address, enable the own disabled account or change the own address;
-- a lead or an administrator could give another's account an address of theirs and so, by a
-- password reset, become that person: an administrator inside a Party.
CREATE FUNCTION app_user_columns() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  mine boolean := NEW.id IS NOT DISTINCT FROM actor_user();
BEGIN
  IF current_user = 'trilateral_owner' THEN RETURN NEW; END IF;
  IF NEW.email <> OLD.email OR NEW.created_at <> OLD.created_at
     OR (NEW.email_confirmed_at IS DISTINCT FROM OLD.email_confirmed_at AND actor_role() <> 'gate')
     OR (NEW.disabled_at IS DISTINCT FROM OLD.disabled_at AND (actor_role() <> 'administrator' OR mine OR OLD.party IS NOT NULL))
     OR ((NEW.name <> OLD.name OR NEW.language <> OLD.language) AND NOT mine AND actor_role() <> 'gate') THEN
    RAISE EXCEPTION 'this part of an account is changed by others' USING ERRCODE = 'TR002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER app_user_columns BEFORE UPDATE ON app_user FOR EACH ROW EXECUTE FUNCTION app_user_columns();

-- A person without a Party made the rule of admission NULL instead of false, and so allowed: a
-- lead could admit in any role, and turn a member into an administrator or secretariat.
CREATE OR REPLACE FUNCTION app_user_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'trilateral_owner' THEN RETURN NEW; END IF;
  IF NEW.demonstration <> OLD.demonstration OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'not changeable' USING ERRCODE = 'TR002';
  END IF;
  IF NEW.party IS NOT DISTINCT FROM OLD.party AND NEW.role = OLD.role THEN RETURN NEW; END IF;
  IF actor_role() = 'lead' AND actor_party() IS NOT NULL AND NEW.id IS DISTINCT FROM actor_user() THEN
    -- Admit a redeemed person of this Party's own invitation, with the role invited; or remove or change the Party's own member.
    IF OLD.party IS NULL AND OLD.role = 'stakeholder' AND NEW.party = actor_party() AND EXISTS (
         SELECT 1 FROM invitation i WHERE i.redeemed_by = NEW.id AND i.party = NEW.party AND i.role = NEW.role AND i.confirmed_at IS NULL AND i.refused_at IS NULL) THEN RETURN NEW; END IF;
    IF OLD.party IS NOT DISTINCT FROM actor_party()
       AND (NEW.party IS NOT DISTINCT FROM actor_party() OR (NEW.party IS NULL AND NEW.role = 'stakeholder')) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a lead admits and removes the own Party''s members only' USING ERRCODE = 'TR002';
  ELSIF actor_role() = 'gate' THEN
    IF OLD.party IS NULL AND OLD.role = 'stakeholder' AND NEW.role = 'lead' AND EXISTS (
         SELECT 1 FROM invitation i WHERE i.redeemed_by = NEW.id AND i.party = NEW.party AND i.role = 'lead' AND i.invited_by IS NULL AND i.confirmed_at IS NULL AND i.refused_at IS NULL) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the gate admits nobody to a Party' USING ERRCODE = 'TR002';
  ELSIF actor_role() = 'administrator' THEN
    IF NEW.party IS NULL AND OLD.party IS NULL AND NEW.id IS DISTINCT FROM actor_user() THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'an administrator gives nobody access to a Party' USING ERRCODE = 'TR002';
  END IF;
  RAISE EXCEPTION 'role and Party are given by others' USING ERRCODE = 'TR002';
END $$;

-- An invitation answered long ago kept showing the person's account to the lead, even after that
-- person had joined another Party.
ALTER POLICY reading ON app_user USING (
  (SELECT actor_role()) IN ('gate', 'administrator') OR id = (SELECT actor_user()) OR party = (SELECT actor_party())
  OR ((SELECT actor_role()) = 'lead' AND party IS NULL AND EXISTS (
    SELECT 1 FROM invitation i WHERE i.redeemed_by = app_user.id AND i.party = (SELECT actor_party()))));

-- A lead could write any person's id into an invitation as its redeemer, and so read that
-- person's account (every event carries its actor's id) or admit them unasked. Only the gate
-- redeems, in time and not after a refusal; only the Party answers.
ALTER POLICY inviting ON invitation WITH CHECK ((SELECT actor_role()) = 'lead' AND party = (SELECT actor_party())
  AND invited_by = (SELECT actor_user()) AND redeemed_at IS NULL AND redeemed_by IS NULL AND confirmed_at IS NULL AND refused_at IS NULL);
CREATE OR REPLACE FUNCTION invitation_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.party <> OLD.party OR NEW.role <> OLD.role OR NEW.email <> OLD.email OR NEW.token_hash <> OLD.token_hash
     OR NEW.invited_by IS DISTINCT FROM OLD.invited_by OR NEW.expires_at > OLD.expires_at OR NEW.id <> OLD.id
     OR (OLD.redeemed_by IS NOT NULL AND (NEW.redeemed_by IS DISTINCT FROM OLD.redeemed_by OR NEW.redeemed_at IS DISTINCT FROM OLD.redeemed_at))
     OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at)
     OR (OLD.refused_at IS NOT NULL AND NEW.refused_at IS DISTINCT FROM OLD.refused_at) THEN
    RAISE EXCEPTION 'an invitation is used once and does not change' USING ERRCODE = 'TR002';
  END IF;
  IF current_user <> 'trilateral_owner' AND NEW.redeemed_by IS DISTINCT FROM OLD.redeemed_by
     AND (actor_role() <> 'gate' OR OLD.expires_at <= now() OR OLD.refused_at IS NOT NULL) THEN
    RAISE EXCEPTION 'an invitation is redeemed in time, by the person, at the gate' USING ERRCODE = 'TR002';
  END IF;
  RETURN NEW;
END $$;

-- A revoked session could be revived, or prolonged, by its own person.
CREATE FUNCTION session_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.user_id <> OLD.user_id
     OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
     OR (NEW.expires_at > OLD.expires_at AND actor_role() <> 'gate') THEN
    RAISE EXCEPTION 'a session ends, it does not come back' USING ERRCODE = 'TR002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_guard BEFORE UPDATE ON session FOR EACH ROW EXECUTE FUNCTION session_guard();

-- 6. Search --------------------------------------------------------------------------
-- The owner may not revoke on a function of the search role unless it inherits from it, and was
-- only warned: everybody kept the right to call it.
SET LOCAL ROLE trilateral_search;
REVOKE ALL ON FUNCTION search_proposals(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_proposals(text) TO trilateral_app;
RESET ROLE;
