-- The accounts that wrote what waits in a field, as the history of its row says.
-- They are everybody who changed it since it last said what was approved, and whoever ever brought in these very words.
-- Of rows that were merged into this one, everybody who ever wrote in that field counts. A change by a command is nobody's.
CREATE OR REPLACE FUNCTION writers_of_waiting_words(of_table text, of_row bigint, of_field text, waiting text)
    RETURNS bigint[] LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    writers bigint[];
    merged bigint[] := '{}';
BEGIN
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = of_table::regclass AND attname = 'merged_into_id') THEN
        EXECUTE format(
            'WITH RECURSIVE merged AS (
                 SELECT id FROM %1$I WHERE merged_into_id = $1
                 UNION SELECT before.id FROM %1$I AS before JOIN merged ON before.merged_into_id = merged.id)
             SELECT coalesce(array_agg(id), ''{}'') FROM merged', of_table)
        INTO merged USING of_row;
    END IF;
    EXECUTE format(
        'WITH saved AS (
             SELECT id, history_id, history_user_id, words_alone(%1$I::text) AS words,
                 lag(words_alone(%1$I::text), 1, '''') OVER (PARTITION BY id ORDER BY history_id) AS before
             FROM %2$I WHERE id = $1 OR id = ANY ($4))
         SELECT array_agg(DISTINCT history_user_id) FROM saved
         WHERE words IS DISTINCT FROM before AND history_user_id IS NOT NULL
             AND (words = $3 OR id <> $1
                 OR history_id > coalesce((SELECT max(history_id) FROM saved WHERE id = $1 AND words = $2), 0))',
        of_field, regexp_replace(of_table, '_', '_historical'))
    INTO writers USING of_row, approved_words(of_table, of_row)->>of_field, waiting, merged;
    RETURN coalesce(writers, '{}');
END $$;

-- reverse
DROP FUNCTION writers_of_waiting_words(text, bigint, text, text);
