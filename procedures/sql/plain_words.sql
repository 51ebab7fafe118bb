-- A text without its marks: citations, links, pictures, stars, and the signs of lists.
-- Each paragraph, heading and item of a list ends as a sentence does, so that none runs into the next.
CREATE OR REPLACE FUNCTION plain_words(markdown text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(markdown,
        '[ \t]*\[@[^\]]*\]', '', 'g'),
        '!?\[([^\]]*)\]\([^)]*\)', '\1', 'g'),
        '(^|\n)[ \t]*#+[ \t]+([^\n]*)', E'\\1\n\\2\n\n', 'g'),
        '(^|\n)[ \t]*([-*]|[0-9]+\.)[ \t]+', E'\\1\n', 'g'),
        '[*`]+', '', 'g'),
        '([^\s.?!:;,"”’)_])(["”’)]*)[ \t]*(?=\n[ \t]*\n)', '\1\2.', 'g'),
        '[_\s]+', ' ', 'g'))
$$;

-- reverse
DROP FUNCTION plain_words(text);
