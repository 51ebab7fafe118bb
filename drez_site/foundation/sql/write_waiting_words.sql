-- Makes true for these rows which of their words wait for a reviewer.
-- Those do that say something, and not what was approved last. Rows do not of which a column (the first of `closed`) has
-- one of the other values. What waited before goes first: whoever is just approving it is waited for, and then seen.
-- Where nothing is said any more, an approval ends: of no words, by nobody. So it does with its row, or whoever wrote
-- another row under the same number would have its words stand there.
CREATE OR REPLACE FUNCTION write_waiting_words(of_table text, of_field text, closed text[], of_rows bigint[]) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM foundation_waitingwords
    WHERE subject_table = of_table AND field = of_field AND subject_id = ANY (of_rows);
    EXECUTE format(
        'INSERT INTO foundation_approvedwords
             (subject_table, subject_id, field, words, reviewer_name, reviewer_credentials, approved_at)
         SELECT $1, asked.id, $2, '''', '''', '''', statement_timestamp()
         FROM unnest($3) AS asked (id) LEFT JOIN %2$I AS here ON here.id = asked.id
         WHERE (here.id IS NULL OR words_alone(here.%1$I::text) = '''') AND approved_words($1, asked.id) ? $2',
        of_field, of_table)
    USING of_table, of_field, of_rows;
    EXECUTE format(
        'INSERT INTO foundation_waitingwords (subject_table, subject_id, field, words, since)
         SELECT $1, id, $2, words_alone(%1$I::text), statement_timestamp() FROM %2$I
         WHERE id = ANY ($3) AND words_alone(%1$I::text) <> '''' AND %3$I::text <> ALL ($4)
             AND words_alone(%1$I::text) IS DISTINCT FROM approved_words($1, id)->>$2', of_field, of_table, closed[1])
    USING of_table, of_field, of_rows, closed[2:];
END $$;

-- reverse
DROP FUNCTION write_waiting_words(text, text, text[], bigint[]);
