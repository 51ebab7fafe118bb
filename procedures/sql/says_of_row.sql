-- Whether a saved row says what a content says of it; a content may hold fewer of its fields.
CREATE OR REPLACE FUNCTION says_of_row(row_said jsonb, content_said jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT NOT EXISTS (
        SELECT FROM jsonb_each(content_said) AS field WHERE field.value IS DISTINCT FROM row_said->field.key
    )
$$;

-- reverse
DROP FUNCTION says_of_row(jsonb, jsonb);
