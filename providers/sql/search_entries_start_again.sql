-- Rebuilds the index after a table that it is made of was emptied.
CREATE OR REPLACE FUNCTION search_entries_start_again() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rebuild_search_entries();
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION search_entries_start_again();
