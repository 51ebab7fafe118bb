-- Keeps kind, language, address and procedure of a document that has signed editions.
CREATE OR REPLACE FUNCTION signed_document_stays_what_it_is() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (OLD.kind, OLD.language, OLD.slug, OLD.procedure_id) IS DISTINCT FROM (NEW.kind, NEW.language, NEW.slug, NEW.procedure_id)
        AND EXISTS (SELECT FROM procedures_edition WHERE document_id = OLD.id)
    THEN
        PERFORM refuse_signature(TG_NAME,
            'This document has signed editions, so its kind, language, address and procedure stay as they are. Write a new document.',
            TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER signed_document_stays_what_it_is BEFORE UPDATE ON procedures_document
    FOR EACH ROW EXECUTE FUNCTION signed_document_stays_what_it_is();

-- reverse
DROP TRIGGER signed_document_stays_what_it_is ON procedures_document;
DROP FUNCTION signed_document_stays_what_it_is();
