-- Whatever writes free texts of a table, they wait for a reviewer. When the table is emptied, what was approved of it ends.
-- The trigger's arguments are their fields; and a column with its values of which rows have a grammar and wait for nobody.
CREATE OR REPLACE FUNCTION words_wait() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of_field text;
    touched bigint[];
BEGIN
    FOREACH of_field IN ARRAY string_to_array(TG_ARGV[0], ' ') LOOP
        EXECUTE format(CASE TG_OP
            WHEN 'TRUNCATE' THEN 'SELECT array_agg(subject_id) FROM (
                SELECT subject_id FROM foundation_waitingwords WHERE subject_table = %2$L AND field = %1$L
                UNION SELECT subject_id FROM foundation_approvedwords WHERE subject_table = %2$L AND field = %1$L) known'
            WHEN 'INSERT' THEN 'SELECT array_agg(id) FROM new_rows WHERE %1$I::text <> '''''
            WHEN 'DELETE' THEN 'SELECT array_agg(id) FROM old_rows WHERE %1$I::text <> '''''
            ELSE 'SELECT array_agg(id) FROM (SELECT id, %1$I FROM new_rows EXCEPT SELECT id, %1$I FROM old_rows) changed'
            END, of_field, TG_TABLE_NAME) INTO touched;
        IF touched IS NOT NULL THEN
            PERFORM write_waiting_words(TG_TABLE_NAME, of_field, string_to_array(TG_ARGV[1], ' '), touched);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION words_wait();
