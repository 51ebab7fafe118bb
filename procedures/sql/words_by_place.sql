-- What stands at every place of a content; a place is a leaf. What is empty, null or false stands nowhere.
CREATE OR REPLACE FUNCTION words_by_place(content jsonb) RETURNS TABLE (place text[], words text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH RECURSIVE node (path, value) AS (
        SELECT ARRAY[]::text[], content
        UNION ALL
        SELECT node.path || child.name, child.value
        FROM node, LATERAL (
            SELECT field.key AS name, field.value
            FROM jsonb_each(CASE jsonb_typeof(node.value) WHEN 'object' THEN node.value ELSE '{}' END) AS field
            UNION ALL
            SELECT (item.number - 1)::text, item.value
            FROM jsonb_array_elements(CASE jsonb_typeof(node.value) WHEN 'array' THEN node.value ELSE '[]' END)
                WITH ORDINALITY AS item (value, number)
        ) AS child
    ),
    leaf AS (
        SELECT path, btrim(replace(value #>> '{}', E'\r\n', E'\n'), E' \t\n\r') AS said
        FROM node
        WHERE jsonb_typeof(value) NOT IN ('object', 'array') AND value <> 'false' AND path <> '{declaration}'
    )
    SELECT path, said FROM leaf WHERE said <> ''
$$;

-- reverse
DROP FUNCTION words_by_place(jsonb);
