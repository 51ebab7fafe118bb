-- What is approved of one free text is approved beside another: once that says something else, it waits again.
CREATE OR REPLACE FUNCTION words_follow() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO foundation_approvedwords
        (subject_table, subject_id, field, words, reviewer_name, reviewer_credentials, approved_at)
    SELECT TG_TABLE_NAME, NEW.id, TG_ARGV[0], '', '', '', statement_timestamp()
    WHERE approved_words(TG_TABLE_NAME, NEW.id) ? TG_ARGV[0];
    PERFORM write_waiting_words(TG_TABLE_NAME, TG_ARGV[0], '{id}', ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER {{ table }}_words_follow AFTER UPDATE ON {{ table }}
    FOR EACH ROW WHEN (words_alone(OLD.{{ leader }}) IS DISTINCT FROM words_alone(NEW.{{ leader }}))
    EXECUTE FUNCTION words_follow('{{ follower }}');

-- reverse
DROP TRIGGER {{ table }}_words_follow ON {{ table }};
DROP FUNCTION words_follow();
