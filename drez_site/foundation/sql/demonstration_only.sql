-- Lets the table hold demonstration rows alone while the server keeps nothing safe.
CREATE OR REPLACE TRIGGER {{ table }}_demonstration_only BEFORE INSERT OR UPDATE ON {{ table }}
    FOR EACH ROW EXECUTE FUNCTION refuse_real_rows();

-- reverse
DROP TRIGGER {{ table }}_demonstration_only ON {{ table }};
