-- The words that a patient typed: without titles and initials, unless there is nothing else.
CREATE OR REPLACE FUNCTION typed_name_words(typed text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH typed_words AS (
        SELECT left(word, 40) AS word, position,
            length(word) > 1 AND word <> ALL (string_to_array('{{ titles }}', ' ')) AS is_name
        FROM unnest(string_to_array(folded_name(left(typed, 400)), ' ')) WITH ORDINALITY words (word, position)
        WHERE word <> '')
    SELECT coalesce(array_agg(word ORDER BY position), '{}') FROM (
        SELECT word, min(position) AS position FROM typed_words
        WHERE is_name OR NOT EXISTS (SELECT FROM typed_words WHERE is_name)
        GROUP BY word ORDER BY min(position) LIMIT 6) few
$$;

-- reverse
DROP FUNCTION typed_name_words(text);
