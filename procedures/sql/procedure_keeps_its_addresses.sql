-- Gives a procedure with signed editions only an address that none ever had, and writes down the old and the new one.
-- After the row is written: then whoever waited for the same address sees what the other one wrote.
CREATE OR REPLACE FUNCTION procedure_keeps_its_addresses() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    sentence CONSTANT text := 'This address belongs to a page that was signed, now or before. Choose one that was never used.';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.slug = OLD.slug THEN
            RETURN NULL;
        END IF;
    END IF;
    IF EXISTS (SELECT FROM procedures_procedureaddress WHERE slug = NEW.slug) THEN
        PERFORM refuse_signature('procedure_keeps_its_addresses', sentence, TG_TABLE_NAME);
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (
            SELECT FROM procedures_edition edition JOIN procedures_document document ON document.id = edition.document_id
            WHERE document.procedure_id = NEW.id)
        THEN
            INSERT INTO procedures_procedureaddress (slug, procedure_id) VALUES (OLD.slug, NEW.id) ON CONFLICT DO NOTHING;
            INSERT INTO procedures_procedureaddress (slug, procedure_id) VALUES (NEW.slug, NEW.id);
        END IF;
    END IF;
    RETURN NULL;
EXCEPTION WHEN unique_violation THEN
    PERFORM refuse_signature('procedure_keeps_its_addresses', sentence, TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedure_keeps_its_addresses AFTER INSERT OR UPDATE ON procedures_procedure
    FOR EACH ROW EXECUTE FUNCTION procedure_keeps_its_addresses();

-- reverse
DROP TRIGGER procedure_keeps_its_addresses ON procedures_procedure;
DROP FUNCTION procedure_keeps_its_addresses();
