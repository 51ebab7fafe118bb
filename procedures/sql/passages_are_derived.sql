-- Refuses to write by hand what the search of the site finds: it is what editions say, and nothing else.
CREATE OR REPLACE FUNCTION passages_are_derived() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        PERFORM refuse_signature('passages_are_derived',
            'What the search finds follows the signed words: sign those.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_passage_is_derived BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON procedures_passage
    FOR EACH STATEMENT EXECUTE FUNCTION passages_are_derived();
CREATE OR REPLACE TRIGGER procedures_passageword_is_derived BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON procedures_passageword
    FOR EACH STATEMENT EXECUTE FUNCTION passages_are_derived();

-- reverse
DROP TRIGGER procedures_passageword_is_derived ON procedures_passageword;
DROP TRIGGER procedures_passage_is_derived ON procedures_passage;
DROP FUNCTION passages_are_derived();
