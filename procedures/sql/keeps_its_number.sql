-- Watches a table whose numbers what is signed is found by.
CREATE OR REPLACE TRIGGER {{ table }}_keeps_its_number BEFORE UPDATE ON {{ table }}
    FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION number_never_changes();

-- reverse
DROP TRIGGER {{ table }}_keeps_its_number ON {{ table }};
