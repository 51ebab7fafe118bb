-- The accounts that wrote what waits in a field, as the history of its row says.
-- They are everybody who changed it since it last said what was approved, and whoever ever brought in these very words.
-- A change by a command is nobody's.
CREATE OR REPLACE FUNCTION writers_of_waiting_words(of_table text, of_row bigint, of_field text, waiting text)
    RETURNS bigint[] LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    writers bigint[];
BEGIN
    EXECUTE format(
        'WITH saved AS (
             SELECT history_id, history_user_id, words_alone(%1$I::text) AS words,
                 lag(words_alone(%1$I::text), 1, '''') OVER (ORDER BY history_id) AS before
             FROM %2$I WHERE id = $1)
         SELECT array_agg(DISTINCT history_user_id) FROM saved
         WHERE words IS DISTINCT FROM before AND history_user_id IS NOT NULL
             AND (words = $3 OR history_id > coalesce((SELECT max(history_id) FROM saved WHERE words = $2), 0))',
        of_field, regexp_replace(of_table, '_', '_historical'))
    INTO writers USING of_row, approved_words(of_table, of_row)->>of_field, waiting;
    RETURN coalesce(writers, '{}');
END $$;

-- reverse
DROP FUNCTION writers_of_waiting_words(text, bigint, text, text);
