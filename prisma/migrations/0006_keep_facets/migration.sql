-- In PL/pgSQL "found" is a variable of its own (did the last statement reach a row?), so the
-- parameter of that name in 0005 was never read and keeping counts always failed.
CREATE OR REPLACE FUNCTION keep_facets(wanted text, seen text, found jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine text := array_to_string(actor_audience(), '+');
BEGIN
  -- Bounded: strange filters cannot fill the disk.
  IF length(wanted) > 400 OR length($3::text) > 60000 THEN RETURN; END IF;
  IF (SELECT count(*) FROM facet_counts WHERE audience = mine) > 2000 THEN DELETE FROM facet_counts WHERE audience = mine; END IF;
  INSERT INTO facet_counts (audience, view, stamp, counts) VALUES (mine, wanted, seen, $3)
    ON CONFLICT (audience, view) DO UPDATE SET stamp = excluded.stamp, counts = excluded.counts;
END $$;
