-- The hash that ties a signature to its words.
CREATE OR REPLACE FUNCTION words_hash(words jsonb) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(words::text, 'UTF8')), 'hex')
$$;

-- reverse
DROP FUNCTION words_hash(jsonb);
