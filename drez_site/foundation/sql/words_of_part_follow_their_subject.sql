-- Free texts of a part of this table's rows wait again once the row is of somebody or something else.
CREATE OR REPLACE TRIGGER {{ part }}_words_follow_their_subject AFTER UPDATE ON {{ table }}
    FOR EACH ROW EXECUTE FUNCTION words_follow_their_subject(
        '{{ whom }}', '{{ fields }}', '{{ closed }}', '{{ part }}', '{{ column }}');

-- reverse
DROP TRIGGER {{ part }}_words_follow_their_subject ON {{ table }};
