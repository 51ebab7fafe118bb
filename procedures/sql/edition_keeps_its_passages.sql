-- What the search of the site finds of an edition comes and goes with it.
CREATE OR REPLACE FUNCTION edition_keeps_its_passages() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM procedures_passageword WHERE edition_id = OLD.id;
        DELETE FROM procedures_passage WHERE edition_id = OLD.id;
    ELSE
        PERFORM write_passages(NEW);
        PERFORM write_passage_words(NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_keeps_its_passages AFTER INSERT OR DELETE ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION edition_keeps_its_passages();

-- reverse
DROP TRIGGER procedures_edition_keeps_its_passages ON procedures_edition;
DROP FUNCTION edition_keeps_its_passages();
