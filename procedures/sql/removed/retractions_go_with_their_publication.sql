-- Lets marks of a retraction go only with their publication.
CREATE OR REPLACE FUNCTION retractions_go_with_their_publication() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        PERFORM refuse_signature('retractions_are_never_emptied',
            'Marks of retractions are never emptied: refuse one.', TG_TABLE_NAME);
    ELSIF EXISTS (SELECT FROM procedures_publication WHERE id = OLD.publication_id) THEN
        PERFORM refuse_signature('retractions_go_with_their_publication',
            'A mark of a retraction is never deleted: refuse it.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS procedures_retraction_goes_with_its_publication ON procedures_retraction;
CREATE CONSTRAINT TRIGGER procedures_retraction_goes_with_its_publication AFTER DELETE ON procedures_retraction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION retractions_go_with_their_publication();
CREATE OR REPLACE TRIGGER procedures_retraction_is_never_emptied BEFORE TRUNCATE ON procedures_retraction
    FOR EACH STATEMENT EXECUTE FUNCTION retractions_go_with_their_publication();

-- reverse
DROP TRIGGER procedures_retraction_is_never_emptied ON procedures_retraction;
DROP TRIGGER procedures_retraction_goes_with_its_publication ON procedures_retraction;
DROP FUNCTION retractions_go_with_their_publication();
