-- Words are approved of whom or what their row names: once that is another, they wait again.
-- Nothing (null) is nobody else: a number that becomes known leaves them alone.
-- The trigger's arguments: the columns that say who it is; the texts; and the closed values of words_wait.sql. Where the
-- texts stand in a part of the row, also the table of the part, and its column that names the row.
CREATE OR REPLACE FUNCTION words_follow_their_subject() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    now_there jsonb := to_jsonb(NEW);
    of_table text := coalesce(TG_ARGV[3], TG_TABLE_NAME);
    of_rows bigint[] := ARRAY[NEW.id];
    of_row bigint;
    of_field text;
BEGIN
    IF EXISTS (
        SELECT FROM unnest(string_to_array(TG_ARGV[0], ' ')) AS known
        WHERE before->>known IS NOT NULL AND words_alone(before->>known) IS DISTINCT FROM words_alone(now_there->>known))
    THEN
        IF TG_ARGV[3] IS NOT NULL THEN
            EXECUTE format('SELECT coalesce(array_agg(id), ''{}'') FROM %I WHERE %I = $1', of_table, TG_ARGV[4])
            INTO of_rows USING NEW.id;
        END IF;
        FOREACH of_row IN ARRAY of_rows LOOP
            FOREACH of_field IN ARRAY string_to_array(TG_ARGV[1], ' ') LOOP
                PERFORM words_wait_again(of_table, of_field, string_to_array(TG_ARGV[2], ' '), of_row);
            END LOOP;
        END LOOP;
    END IF;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION words_follow_their_subject();
