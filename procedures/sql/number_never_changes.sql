-- Refuses another number for a row: what is signed finds its page by it. Swapped numbers would swap pages.
CREATE OR REPLACE FUNCTION number_never_changes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_signature(TG_NAME, 'The number of a row never changes: what was signed is found by it.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION number_never_changes();
