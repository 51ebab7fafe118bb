-- The glossary words and sources that a content only names, each as it stands in it.
CREATE OR REPLACE FUNCTION named_rows(content jsonb) RETURNS TABLE (list text, key text, said jsonb) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 'terms', term->>'slug', term
    FROM jsonb_array_elements(CASE jsonb_typeof(content->'terms') WHEN 'array' THEN content->'terms' ELSE '[]' END) AS term
    UNION ALL
    SELECT 'sources', source->>'key', source
    FROM jsonb_array_elements(CASE jsonb_typeof(content->'sources') WHEN 'array' THEN content->'sources' ELSE '[]' END) AS source
    UNION ALL
    SELECT 'sources', content->'source'->>'key', content->'source' WHERE jsonb_typeof(content->'source') = 'object'
$$;

-- reverse
DROP FUNCTION named_rows(jsonb);
