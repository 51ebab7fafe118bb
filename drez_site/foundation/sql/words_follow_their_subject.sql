-- Words are approved of whom or what their row names: once that is another, they wait again.
-- Nothing (null) is nobody else: a number that becomes known leaves them alone.
-- The trigger's arguments: the columns that say who it is; the texts; and the closed values of words_wait.sql.
CREATE OR REPLACE FUNCTION words_follow_their_subject() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    now_there jsonb := to_jsonb(NEW);
    of_field text;
BEGIN
    IF EXISTS (
        SELECT FROM unnest(string_to_array(TG_ARGV[0], ' ')) AS known
        WHERE before->>known IS NOT NULL AND words_alone(before->>known) IS DISTINCT FROM words_alone(now_there->>known))
    THEN
        FOREACH of_field IN ARRAY string_to_array(TG_ARGV[1], ' ') LOOP
            PERFORM words_wait_again(TG_TABLE_NAME, of_field, string_to_array(TG_ARGV[2], ' '), NEW.id);
        END LOOP;
    END IF;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION words_follow_their_subject();
