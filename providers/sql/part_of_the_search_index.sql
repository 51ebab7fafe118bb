-- Watches a table that the search index is made of: one trigger for each event, for they cannot share transition tables.
CREATE OR REPLACE TRIGGER {{ table }}_search_insert AFTER INSERT ON {{ table }}
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_follow('{{ doctor_column }}');
CREATE OR REPLACE TRIGGER {{ table }}_search_update AFTER UPDATE ON {{ table }}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_follow('{{ doctor_column }}');
CREATE OR REPLACE TRIGGER {{ table }}_search_delete AFTER DELETE ON {{ table }}
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_follow('{{ doctor_column }}');
CREATE OR REPLACE TRIGGER {{ table }}_search_truncate AFTER TRUNCATE ON {{ table }}
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_start_again();

-- reverse
DROP TRIGGER {{ table }}_search_truncate ON {{ table }};
DROP TRIGGER {{ table }}_search_delete ON {{ table }};
DROP TRIGGER {{ table }}_search_update ON {{ table }};
DROP TRIGGER {{ table }}_search_insert ON {{ table }};
