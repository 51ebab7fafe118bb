-- Takes a submission back when its document becomes that of another page: its words were read as those of the old one.
CREATE OR REPLACE FUNCTION other_page_ends_submission() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM procedures_submission WHERE document_id = OLD.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_document_other_page_ends_submission AFTER UPDATE ON procedures_document
    FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind OR OLD.language IS DISTINCT FROM NEW.language
        OR OLD.procedure_id IS DISTINCT FROM NEW.procedure_id OR OLD.slug IS DISTINCT FROM NEW.slug)
    EXECUTE FUNCTION other_page_ends_submission();

-- reverse
DROP TRIGGER procedures_document_other_page_ends_submission ON procedures_document;
DROP FUNCTION other_page_ends_submission();
