-- Keeps which sources an edition was signed with.
CREATE OR REPLACE FUNCTION edition_keeps_its_citations() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM procedures_citation WHERE edition_id = OLD.id;
    ELSE
        INSERT INTO procedures_citation (document_id, edition_id, key, citing_table, citing_row)
        SELECT DISTINCT NEW.document_id, NEW.id, source #>> '{}', TG_TABLE_NAME, NEW.id
        FROM jsonb_path_query(NEW.content, '$.sources[*].key') AS source;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_keeps_its_citations AFTER INSERT OR DELETE ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION edition_keeps_its_citations();

-- reverse
DROP TRIGGER procedures_edition_keeps_its_citations ON procedures_edition;
DROP FUNCTION edition_keeps_its_citations();
