-- Keeps a publication that signed words name or a mark of a retraction names: its key would be free for another paper.
CREATE OR REPLACE FUNCTION signed_source_is_never_deleted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_retraction WHERE publication_id = OLD.id) THEN
        PERFORM refuse_signature(TG_NAME,
            'Somebody marked this source as retracted, so it is never deleted: the mark tells who said so.', TG_TABLE_NAME);
    END IF;
    IF EXISTS (
        SELECT FROM procedures_edition edition JOIN procedures_document document ON document.id = edition.document_id
        WHERE document.kind = 'evidence' AND document.slug = OLD.key
           OR edition.content -> 'sources' @> jsonb_build_array(jsonb_build_object('key', OLD.key)))
    THEN
        PERFORM refuse_signature(TG_NAME, 'Signed words name this source, so it is never deleted.', TG_TABLE_NAME);
    END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER signed_source_is_never_deleted BEFORE DELETE ON procedures_publication
    FOR EACH ROW EXECUTE FUNCTION signed_source_is_never_deleted();

-- reverse
DROP TRIGGER signed_source_is_never_deleted ON procedures_publication;
DROP FUNCTION signed_source_is_never_deleted();
