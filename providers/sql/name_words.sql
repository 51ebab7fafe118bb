-- The words under which a doctor is found; a name of several words is also one word, as in "delacruz".
CREATE OR REPLACE FUNCTION name_words(given_name text, family_name text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT word) FILTER (WHERE word <> ''), '{}')
    FROM unnest(ARRAY[folded_name(given_name), folded_name(family_name)]) name,
        unnest(string_to_array(name, ' ') || replace(name, ' ', '')) word
$$;

-- reverse
DROP FUNCTION name_words(text, text);
