-- Keeps the key of a publication that signed words rest on: its summary, and the pages that cite it, find it by that.
CREATE OR REPLACE FUNCTION signed_source_keeps_its_key() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM procedures_edition edition JOIN procedures_document document ON document.id = edition.document_id
        WHERE document.kind = 'evidence' AND document.slug IN (OLD.key, NEW.key)
           OR edition.content -> 'sources' @> jsonb_build_array(jsonb_build_object('key', OLD.key)))
    THEN
        PERFORM refuse_signature('signed_source_keeps_its_key',
            'Signed words name this source, so its key stays as it is.', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER signed_source_keeps_its_key BEFORE UPDATE ON procedures_publication
    FOR EACH ROW WHEN (OLD.key IS DISTINCT FROM NEW.key) EXECUTE FUNCTION signed_source_keeps_its_key();

-- reverse
DROP TRIGGER signed_source_keeps_its_key ON procedures_publication;
DROP FUNCTION signed_source_keeps_its_key();
