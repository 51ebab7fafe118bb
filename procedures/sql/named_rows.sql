-- What a content only names, each as it stands in it: glossary words, sources, and the names and looks of operations.
-- Whoever changes this rebuilds the index edition_by_named_rows.
CREATE OR REPLACE FUNCTION named_rows(content jsonb) RETURNS TABLE (list text, key text, said jsonb) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 'terms', term->>'slug', term
    FROM jsonb_array_elements(CASE jsonb_typeof(content->'terms') WHEN 'array' THEN content->'terms' ELSE '[]' END) AS term
    UNION ALL
    SELECT 'sources', source->>'key', source
    FROM jsonb_array_elements(CASE jsonb_typeof(content->'sources') WHEN 'array' THEN content->'sources' ELSE '[]' END) AS source
    UNION ALL
    SELECT 'sources', content->'source'->>'key', content->'source' WHERE jsonb_typeof(content->'source') = 'object'
    UNION ALL
    SELECT DISTINCT 'procedures', told->>'procedure', (
        SELECT jsonb_object_agg(field.key, field.value) FROM jsonb_each(told) AS field
        WHERE field.key IN ('operation', 'look', 'color')
    )
    FROM (
        SELECT content AS told
        UNION ALL
        SELECT finding FROM jsonb_array_elements(CASE jsonb_typeof(content->'findings') WHEN 'array' THEN content->'findings' ELSE '[]' END) AS finding
        UNION ALL
        SELECT standing FROM jsonb_array_elements(CASE jsonb_typeof(content->'standings') WHEN 'array' THEN content->'standings' ELSE '[]' END) AS standing
    ) AS telling
    WHERE told->>'procedure' <> '' AND told ? 'operation'
$$;

-- reverse
DROP FUNCTION named_rows(jsonb);
