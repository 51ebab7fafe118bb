-- The keys that the texts of a row cite, as drez_site.foundation.markdown.citation_keys reads them.
-- White space is written out, because a database may know less of it than Python does.
CREATE OR REPLACE FUNCTION cited_keys(written jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT DISTINCT key[1]
    FROM jsonb_each_text(written) AS field (name, words),
        regexp_matches(words, '\[(@[A-Za-z0-9-]+(?:[\s\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*;[\s\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*@[A-Za-z0-9-]+)*)\]', 'g') AS citation,
        regexp_matches(citation[1], '@([A-Za-z0-9-]+)', 'g') AS key
    WHERE length(key[1]) <= 40 -- no publication has a longer one
$$;

-- reverse
DROP FUNCTION cited_keys(jsonb);
