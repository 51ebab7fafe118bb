-- Refuses to write citations by hand: they follow the words of drafts and editions.
CREATE OR REPLACE FUNCTION citations_are_derived() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        PERFORM refuse_signature('citations_are_derived',
            'Citations follow the words of drafts and editions: change those.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_citation_is_derived BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON procedures_citation
    FOR EACH STATEMENT EXECUTE FUNCTION citations_are_derived();

-- reverse
DROP TRIGGER procedures_citation_is_derived ON procedures_citation;
DROP FUNCTION citations_are_derived();
