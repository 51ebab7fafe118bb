-- What was called off stays so: a demonstration's goes, but only with its edition.
CREATE OR REPLACE FUNCTION called_off_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF TG_WHEN = 'BEFORE'
            AND site_is_demonstration() AND (SELECT is_demonstration FROM procedures_edition WHERE id = OLD.edition_id)
        THEN
            RETURN OLD;
        END IF;
        IF TG_WHEN = 'AFTER' AND NOT EXISTS (SELECT FROM procedures_edition WHERE id = OLD.edition_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    PERFORM refuse_signature('called_off_stays',
        'An edition that was called off stays so. Sign its words again.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_calledoff_stays BEFORE UPDATE OR DELETE ON procedures_calledoff
    FOR EACH ROW EXECUTE FUNCTION called_off_stays();
CREATE OR REPLACE TRIGGER procedures_calledoff_is_never_emptied BEFORE TRUNCATE ON procedures_calledoff
    FOR EACH STATEMENT EXECUTE FUNCTION called_off_stays();
DROP TRIGGER IF EXISTS procedures_calledoff_goes_with_its_edition ON procedures_calledoff;
CREATE CONSTRAINT TRIGGER procedures_calledoff_goes_with_its_edition AFTER DELETE ON procedures_calledoff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION called_off_stays();

-- reverse
DROP TRIGGER procedures_calledoff_goes_with_its_edition ON procedures_calledoff;
DROP TRIGGER procedures_calledoff_is_never_emptied ON procedures_calledoff;
DROP TRIGGER procedures_calledoff_stays ON procedures_calledoff;
DROP FUNCTION called_off_stays();
