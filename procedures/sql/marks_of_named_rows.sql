-- By what an index finds the editions that name a row: its list and key, and the hash of all that is said of it.
-- Whoever changes this function or named_rows rebuilds the index edition_by_named_rows.
CREATE OR REPLACE FUNCTION marks_of_named_rows(content jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = public, pg_temp COST 10000 AS $$
    WITH copy AS MATERIALIZED (SELECT content || '{}' AS words) -- in memory: unpacked once
    SELECT coalesce(array_agg(mark), '{}')
    FROM copy, named_rows(words) AS named,
        unnest(ARRAY[list || ' ' || key, words_hash(jsonb_build_array(list, key, said))]) AS mark
    WHERE mark IS NOT NULL
$$;

-- reverse
DROP FUNCTION marks_of_named_rows(jsonb);
