-- Free texts of this table are public once a reviewer approved their words.
CREATE OR REPLACE TRIGGER {{ table }}_words_wait_insert AFTER INSERT ON {{ table }}
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION words_wait('{{ fields }}', '{{ closed }}');
CREATE OR REPLACE TRIGGER {{ table }}_words_wait_update AFTER UPDATE ON {{ table }}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION words_wait('{{ fields }}', '{{ closed }}');
CREATE OR REPLACE TRIGGER {{ table }}_words_wait_delete AFTER DELETE ON {{ table }}
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION words_wait('{{ fields }}', '{{ closed }}');
CREATE OR REPLACE TRIGGER {{ table }}_words_wait_truncate AFTER TRUNCATE ON {{ table }}
    FOR EACH STATEMENT EXECUTE FUNCTION words_wait('{{ fields }}', '{{ closed }}');

-- reverse
DROP TRIGGER {{ table }}_words_wait_truncate ON {{ table }};
DROP TRIGGER {{ table }}_words_wait_delete ON {{ table }};
DROP TRIGGER {{ table }}_words_wait_update ON {{ table }};
DROP TRIGGER {{ table }}_words_wait_insert ON {{ table }};
