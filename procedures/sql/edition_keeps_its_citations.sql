-- Keeps which sources an edition was signed with, and what it says of each; of the source it sums up, all.
CREATE OR REPLACE FUNCTION edition_keeps_its_citations() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM procedures_citation WHERE edition_id = OLD.id;
    ELSE
        INSERT INTO procedures_citation (document_id, edition_id, key, citing_table, citing_row, facts, sums_up)
        SELECT DISTINCT ON (signed.key) NEW.document_id, NEW.id, signed.key, TG_TABLE_NAME, NEW.id, signed.facts, signed.sums_up
        FROM (
            SELECT facts ->> 'key' AS key, facts, false AS sums_up FROM jsonb_path_query(NEW.content, '$.sources[*]') AS facts
            UNION ALL
            -- Signed before summaries held the facts about their source: nothing was said of it.
            SELECT slug, coalesce(nullif(NEW.content -> 'source', 'null'), jsonb_build_object('key', slug)), true
            FROM procedures_document WHERE id = NEW.document_id AND kind = 'evidence' AND length(slug) <= 40
        ) AS signed
        ORDER BY signed.key, signed.sums_up DESC;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_keeps_its_citations AFTER INSERT OR DELETE ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION edition_keeps_its_citations();

-- reverse
DROP TRIGGER procedures_edition_keeps_its_citations ON procedures_edition;
DROP FUNCTION edition_keeps_its_citations();
