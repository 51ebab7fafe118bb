-- Who wrote what a document only names (see named_rows), as far as no live edition says it so.
-- Whoever saved the row since it last said what one says, and of one that was brought back, before it first stood so, too
-- (everybody who ever did, if nobody is known to have saved it as it stands here); and whoever saved a draft in which it
-- newly stood or was gone.
CREATE OR REPLACE FUNCTION writers_of_named_rows(of_document bigint, signed jsonb)
RETURNS TABLE (account bigint, name text) LANGUAGE sql STABLE SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    -- Copies in memory (||): each look into a stored content would unpack it anew.
    WITH base AS MATERIALIZED (SELECT base_of_changes(of_document) || '{}' AS content),
    changed AS MATERIALIZED (
        SELECT DISTINCT list, key, said FROM named_rows(signed) WHERE NOT is_named_so(of_document, list, key, said)
    ),
    gone AS MATERIALIZED (
        SELECT list, key FROM base, named_rows(content) EXCEPT SELECT list, key FROM named_rows(signed)
    ),
    same_row AS MATERIALIZED (
        SELECT DISTINCT changed.list, changed.key, bore.row
        FROM changed JOIN procedures_rowrevision AS bore ON bore.list = changed.list
            AND bore.content->>(CASE changed.list WHEN 'sources' THEN 'key' ELSE 'slug' END) = changed.key
            AND (bore.list <> 'terms' OR bore.content->>'language' = signed->>'language')
    ),
    naming AS MATERIALIZED (
        SELECT sought.list, sought.key, edition.content || '{}' AS content
        FROM (SELECT DISTINCT list, key FROM same_row) AS sought
            JOIN procedures_edition AS edition ON marks_of_named_rows(content) @> ARRAY[sought.list || ' ' || sought.key]
            JOIN procedures_document AS document ON document.id = document_id
            JOIN procedures_document AS draft
                ON (draft.language, draft.is_demonstration) = (document.language, document.is_demonstration)
        WHERE draft.id = of_document AND edition.id = base_edition(document_id)
    ),
    live AS MATERIALIZED (
        SELECT DISTINCT named.* FROM naming, named_rows(content) AS named
        WHERE (named.list, named.key) = (naming.list, naming.key)
    ),
    state AS MATERIALIZED (
        SELECT changed.list, changed.key, changed.said, kept.id, kept.saved_by_id, kept.saved_as::text,
            says_of_row(kept.content, changed.said) AS is_signed_now,
            EXISTS (
                SELECT FROM live WHERE live.list = changed.list AND live.key = changed.key
                    AND says_of_row(kept.content, live.said)
            ) AS is_live
        FROM changed JOIN same_row USING (list, key)
            JOIN procedures_rowrevision AS kept ON kept.list = same_row.list AND kept.row = same_row.row
    ),
    said_at AS (
        SELECT list, key, said, min(id) AS first, max(id) AS last FROM state WHERE is_signed_now GROUP BY list, key, said
    ),
    span AS MATERIALIZED (
        SELECT list, key, said, until,
            (SELECT coalesce(max(id), 0) FROM state WHERE is_live AND id < until
                AND (state.list, state.key, state.said) = (said_at.list, said_at.key, said_at.said)) AS since
        FROM said_at, unnest(ARRAY[first, last]) AS until
    ),
    saved AS MATERIALIZED (
        SELECT number, saved_by_id, saved_as::text, content || '{}' AS content
        FROM procedures_revision WHERE document_id = of_document
    ),
    held AS MATERIALIZED (SELECT saved.number, named.* FROM saved, named_rows(content) AS named)
    SELECT saved_by_id, saved_as
    FROM state LEFT JOIN span USING (list, key, said) WHERE until IS NULL OR id <= until AND id > since
    UNION
    SELECT saved_by_id, saved_as FROM saved WHERE EXISTS (
        SELECT list, key, held.said FROM held JOIN changed USING (list, key) WHERE held.number = saved.number AND held.said = changed.said
        EXCEPT SELECT list, key, said FROM held WHERE held.number = saved.number - 1
    )
    UNION
    SELECT saved_by_id, saved_as FROM saved WHERE EXISTS (
        SELECT list, key FROM held JOIN gone USING (list, key) WHERE held.number = saved.number - 1
        EXCEPT SELECT list, key FROM held WHERE held.number = saved.number
    )
$$;

-- reverse
DROP FUNCTION writers_of_named_rows(bigint, jsonb);
