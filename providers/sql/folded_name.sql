-- A name without capitals, accents, apostrophes and punctuation: "O'Brien-Núñez" is "obrien nunez".
CREATE OR REPLACE FUNCTION folded_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        replace(replace(replace(replace(
            translate(lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f''`\u00b4\u02bb\u02bc\u2018\u2019]', '', 'g')),
                      'ØøŁłĐđÐðıħ', 'oollddddih'),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2010-\u2015]+', ' ', 'g'))
$$;

-- reverse
DROP FUNCTION folded_name(text);
