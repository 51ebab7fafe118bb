-- Watches a table that holds a part of a draft: what it cites is kept.
CREATE OR REPLACE TRIGGER {{ table }}_keeps_its_citations AFTER INSERT OR UPDATE OR DELETE ON {{ table }}
    FOR EACH ROW EXECUTE FUNCTION draft_keeps_its_citations();
CREATE OR REPLACE TRIGGER {{ table }}_emptied_cites_nothing AFTER TRUNCATE ON {{ table }}
    FOR EACH STATEMENT EXECUTE FUNCTION draft_keeps_its_citations();

-- reverse
DROP TRIGGER {{ table }}_emptied_cites_nothing ON {{ table }};
DROP TRIGGER {{ table }}_keeps_its_citations ON {{ table }};
