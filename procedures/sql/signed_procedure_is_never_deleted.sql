-- Keeps a procedure whose page is or was signed: deleted and written anew in one step, it would move that page.
CREATE OR REPLACE FUNCTION signed_procedure_is_never_deleted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_procedureaddress WHERE procedure_id = OLD.id) OR EXISTS (
        SELECT FROM procedures_edition edition JOIN procedures_document document ON document.id = edition.document_id
        WHERE document.procedure_id = OLD.id)
    THEN
        PERFORM refuse_signature(TG_NAME,
            'A page about this operation was signed, so the operation is never deleted. Take the page down instead.', TG_TABLE_NAME);
    END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER signed_procedure_is_never_deleted BEFORE DELETE ON procedures_procedure
    FOR EACH ROW EXECUTE FUNCTION signed_procedure_is_never_deleted();

-- reverse
DROP TRIGGER signed_procedure_is_never_deleted ON procedures_procedure;
DROP FUNCTION signed_procedure_is_never_deleted();
