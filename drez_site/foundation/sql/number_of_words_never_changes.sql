-- Refuses another number for a row with free texts: their approvals are found by it. Swapped numbers would swap words.
CREATE OR REPLACE FUNCTION number_of_words_never_changes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The number of a row never changes: its approved words are found by it.'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

-- reverse
DROP FUNCTION number_of_words_never_changes();
