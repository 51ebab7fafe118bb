-- Keeps which sources a row of a draft cites; the file citations_of_a_draft puts it on a table.
CREATE OR REPLACE FUNCTION draft_keeps_its_citations() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    written jsonb;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM procedures_citation WHERE citing_table = TG_TABLE_NAME;
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM procedures_citation WHERE citing_table = TG_TABLE_NAME AND citing_row = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        written := to_jsonb(NEW);
        INSERT INTO procedures_citation (document_id, key, citing_table, citing_row)
        SELECT coalesce((written->>'document_id')::bigint, NEW.id), cited.key, TG_TABLE_NAME, NEW.id
        FROM (
            SELECT key FROM cited_keys(written) AS key
            UNION
            SELECT written->>'slug' WHERE TG_TABLE_NAME = 'procedures_document' AND written->>'kind' = 'evidence'
        ) AS cited
        WHERE length(cited.key) <= 40;
    END IF;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION draft_keeps_its_citations();
