-- Free texts of this table wait again once its row is of somebody or something else.
CREATE OR REPLACE TRIGGER {{ table }}_words_follow_their_subject AFTER UPDATE ON {{ table }}
    FOR EACH ROW EXECUTE FUNCTION words_follow_their_subject('{{ whom }}', '{{ fields }}', '{{ closed }}');

-- reverse
DROP TRIGGER {{ table }}_words_follow_their_subject ON {{ table }};
