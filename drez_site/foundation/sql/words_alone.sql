-- A text without what no reader sees: how its lines end, and white space around it; no translations are no words.
CREATE OR REPLACE FUNCTION words_alone(typed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN typed = '{}' THEN '' ELSE btrim(replace(typed, E'\r\n', E'\n'), E' \t\n\r') END
$$;

-- reverse
DROP FUNCTION words_alone(text);
