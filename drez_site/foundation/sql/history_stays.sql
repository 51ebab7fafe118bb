-- This table holds what was before: its rows are written once.
CREATE OR REPLACE TRIGGER {{ table }}_stays BEFORE UPDATE OR DELETE ON {{ table }}
    FOR EACH ROW EXECUTE FUNCTION refuse_rewritten_history();
CREATE OR REPLACE TRIGGER {{ table }}_is_never_emptied BEFORE TRUNCATE ON {{ table }}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewritten_history();

-- reverse
DROP TRIGGER {{ table }}_is_never_emptied ON {{ table }};
DROP TRIGGER {{ table }}_stays ON {{ table }};
