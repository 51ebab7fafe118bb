-- Keeps a document that has signed editions: deleted and written anew in one step, it would lend them its address.
CREATE OR REPLACE FUNCTION signed_document_is_never_deleted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_edition WHERE document_id = OLD.id) THEN
        PERFORM refuse_signature(TG_NAME,
            'This document has signed editions, so it is never deleted. Take its page down instead.', TG_TABLE_NAME);
    END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER signed_document_is_never_deleted BEFORE DELETE ON procedures_document
    FOR EACH ROW EXECUTE FUNCTION signed_document_is_never_deleted();

-- reverse
DROP TRIGGER signed_document_is_never_deleted ON procedures_document;
DROP FUNCTION signed_document_is_never_deleted();
