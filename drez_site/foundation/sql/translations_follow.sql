-- Translations are approved beside their original: once that says something else, they wait again.
-- The trigger's arguments: columns in pairs, an original and what holds its translations; and those of words_wait.sql.
CREATE OR REPLACE FUNCTION translations_follow() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    pairs text[] := string_to_array(TG_ARGV[0], ' ');
    before jsonb := to_jsonb(OLD);
    now_there jsonb := to_jsonb(NEW);
BEGIN
    FOR n IN 1 .. cardinality(pairs) BY 2 LOOP
        CONTINUE WHEN words_alone(before->>pairs[n]) IS NOT DISTINCT FROM words_alone(now_there->>pairs[n]);
        PERFORM words_wait_again(TG_TABLE_NAME, pairs[n + 1], string_to_array(TG_ARGV[1], ' '), NEW.id);
    END LOOP;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION translations_follow();
