-- What patients may read of a row's free texts: of each field, the words that a reviewer approved last.
-- Nothing of a field that was emptied since (write_waiting_words.sql).
CREATE OR REPLACE FUNCTION approved_words(of_table text, of_row bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(newest.field, newest.words), '{}') FROM (
        SELECT DISTINCT ON (field) field, words FROM foundation_approvedwords
        WHERE subject_table = of_table AND subject_id = of_row
        ORDER BY field, id DESC) newest
    WHERE newest.words <> ''
$$;

-- reverse
DROP FUNCTION approved_words(text, bigint);
