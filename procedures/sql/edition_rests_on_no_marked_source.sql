-- Refuses editions that cite a paper marked as retracted. The summary of that paper itself may say so.
-- Its sources are locked since edition_is_signed.sql, which comes before: whoever is just marking one is seen.
CREATE OR REPLACE FUNCTION edition_rests_on_no_marked_source() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    marked text;
BEGIN
    SELECT string_agg(publication.key, ', ' ORDER BY publication.key) INTO marked
    FROM procedures_retraction retraction
        JOIN procedures_publication publication ON publication.id = retraction.publication_id
        JOIN procedures_document document ON document.id = NEW.document_id
    WHERE retraction.refused_by_id IS NULL
        AND NEW.content -> 'sources' @> jsonb_build_array(jsonb_build_object('key', publication.key))
        AND NOT (document.kind = 'evidence' AND document.slug = publication.key);
    IF marked IS NOT NULL THEN
        PERFORM refuse_signature('edition_rests_on_no_marked_source',
            format('These words cite what is marked as retracted: %s.', marked), TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_rests_on_no_marked_source BEFORE INSERT ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION edition_rests_on_no_marked_source();

-- reverse
DROP TRIGGER procedures_edition_rests_on_no_marked_source ON procedures_edition;
DROP FUNCTION edition_rests_on_no_marked_source();
