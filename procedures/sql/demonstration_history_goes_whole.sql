-- Lets demonstration editions go only with all the others of their document.
CREATE OR REPLACE FUNCTION demonstration_history_goes_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_edition WHERE document_id = OLD.document_id) THEN
        PERFORM refuse_signature('demonstration_history_goes_whole',
            'Demonstration editions are deleted with the whole history of their document, so that nothing older revives.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS procedures_edition_history_goes_whole ON procedures_edition;
CREATE CONSTRAINT TRIGGER procedures_edition_history_goes_whole AFTER DELETE ON procedures_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION demonstration_history_goes_whole();

-- reverse
DROP TRIGGER procedures_edition_history_goes_whole ON procedures_edition;
DROP FUNCTION demonstration_history_goes_whole();
