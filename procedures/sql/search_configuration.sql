-- How words of a language are looked for: by their stems, without accents. Of a language without any, as they are.
CREATE OR REPLACE FUNCTION search_configuration(language text) RETURNS regconfig LANGUAGE sql STABLE STRICT AS $$
    SELECT coalesce((SELECT oid::regconfig FROM pg_ts_config WHERE cfgname = 'site_' || language), 'simple')
$$;

-- reverse
DROP FUNCTION search_configuration(text);
