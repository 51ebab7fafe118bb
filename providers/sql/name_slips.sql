-- The word, and what is left of it without any one letter (see providers.models.SearchName).
CREATE OR REPLACE FUNCTION name_slips(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN length(word) < 3 THEN ARRAY[word] ELSE
        word || ARRAY(SELECT DISTINCT left(word, n - 1) || substr(word, n + 1) FROM generate_series(1, length(word)) n)
    END
$$;

-- reverse
DROP FUNCTION name_slips(text);
