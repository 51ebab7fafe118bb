-- Locks these doctors, then makes the index true for them.
-- FOR NO KEY UPDATE keeps two rebuilders apart just as FOR UPDATE does, and lets the foreign keys that another
-- transaction holds on the doctor (FOR KEY SHARE) alone, which FOR UPDATE would wait for and could deadlock with.
CREATE OR REPLACE FUNCTION refresh_search_entries(providers bigint[]) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM providers_provider WHERE id = ANY(providers) ORDER BY id FOR NO KEY UPDATE;
    PERFORM write_search_entries(providers);
END $$;

-- reverse
DROP FUNCTION refresh_search_entries(bigint[]);
