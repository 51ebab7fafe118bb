-- A text without its marks: citations, links, stars, and the signs of lists.
CREATE OR REPLACE FUNCTION plain_words(markdown text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(markdown,
        '\[@[^\]]*\]', '', 'g'),
        '\[([^\]]*)\]\([^)]*\)', '\1', 'g'),
        '(^|\n)[ \t]*([-*]|#+|[0-9]+\.)[ \t]+', '\1 ', 'g'),
        '[*_`\s]+', ' ', 'g'))
$$;

-- reverse
DROP FUNCTION plain_words(text);
