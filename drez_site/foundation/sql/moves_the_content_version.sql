-- Patients read what stands in this table, so every change of it makes a new version of the content.
CREATE OR REPLACE TRIGGER {{ table }}_moves_the_content_version
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {{ table }}
    FOR EACH STATEMENT EXECUTE FUNCTION move_content_version();

-- reverse
DROP TRIGGER {{ table }}_moves_the_content_version ON {{ table }};
