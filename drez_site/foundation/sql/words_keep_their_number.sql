-- Watches a table whose free texts are approved by the number of their row.
CREATE OR REPLACE TRIGGER {{ table }}_words_keep_their_number BEFORE UPDATE ON {{ table }}
    FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION number_of_words_never_changes();

-- reverse
DROP TRIGGER {{ table }}_words_keep_their_number ON {{ table }};
