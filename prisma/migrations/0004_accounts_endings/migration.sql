-- How membership ends. Kept by the database, so that no route can forget it.

-- A person who leaves a Party, or whose account is disabled, is signed out everywhere.
CREATE POLICY by_owner ON session TO trilateral_owner USING (true) WITH CHECK (true);
CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE session SET revoked_at = now() WHERE user_id = NEW.id AND revoked_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION end_sessions() FROM PUBLIC;
CREATE TRIGGER end_sessions AFTER UPDATE ON app_user FOR EACH ROW
  WHEN ((OLD.party IS NOT NULL AND NEW.party IS DISTINCT FROM OLD.party) OR (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL))
  EXECUTE FUNCTION end_sessions();

-- A removed member who never held an invitation (the first members of an installation) is no
-- longer visible to the lead, and an UPDATE whose result its author may not read is refused.
-- So removal is a function with the rule of app_user_guard inside. True when somebody was removed.
CREATE FUNCTION remove_member(member uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF actor_role() <> 'lead' OR actor_party() IS NULL OR actor_user() IS NULL OR member = actor_user() THEN
    RAISE EXCEPTION 'a lead removes the own Party''s members only' USING ERRCODE = 'TR002';
  END IF;
  UPDATE app_user SET party = NULL, role = 'stakeholder' WHERE id = member AND party = actor_party();
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION remove_member(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remove_member(uuid) TO trilateral_app;
