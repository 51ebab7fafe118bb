-- Lets saved drafts go only with their document.
CREATE OR REPLACE FUNCTION revisions_go_with_their_document() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_document WHERE id = OLD.document_id) THEN
        PERFORM refuse_signature('revisions_go_with_their_document',
            'Saved drafts are deleted only with their document: they say who wrote what.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS procedures_revision_goes_with_its_document ON procedures_revision;
CREATE CONSTRAINT TRIGGER procedures_revision_goes_with_its_document AFTER DELETE ON procedures_revision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revisions_go_with_their_document();

-- reverse
DROP TRIGGER procedures_revision_goes_with_its_document ON procedures_revision;
DROP FUNCTION revisions_go_with_their_document();
