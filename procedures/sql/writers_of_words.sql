-- Whoever changed a place that differs from the base since it last said what the base says: see SECURITY.md.
CREATE OR REPLACE FUNCTION writers_of_words(of_document bigint, base jsonb, signed jsonb)
RETURNS TABLE (account bigint, name text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH saved AS (
        SELECT number, content, content_hash, saved_by_id, saved_as FROM procedures_revision
        WHERE document_id = of_document AND number <= (
            SELECT max(number) FROM procedures_revision
            WHERE document_id = of_document AND content_hash = words_hash(signed)
        )
    ),
    chain AS MATERIALIZED (
        SELECT * FROM saved
        WHERE number >= coalesce((SELECT max(number) FROM saved WHERE content_hash = words_hash(base)), 0)
    ),
    changed AS MATERIALIZED (
        SELECT place, coalesce(before.words, '') AS base_said
        FROM words_by_place(base) AS before FULL JOIN words_by_place(signed) AS after USING (place)
        WHERE before.words IS DISTINCT FROM after.words
    ),
    standing AS MATERIALIZED (
        SELECT chain.number, here.place, here.words
        FROM chain, words_by_place(chain.content) AS here
    ),
    step AS (
        SELECT chain.number, chain.saved_by_id, chain.saved_as, base_said, coalesce(words, '') AS said,
            lag(coalesce(words, '')) OVER (PARTITION BY changed.place ORDER BY chain.number) AS said_before,
            max(chain.number) FILTER (WHERE coalesce(words, '') = base_said)
                OVER (PARTITION BY changed.place) AS last_as_base
        FROM chain CROSS JOIN changed
        LEFT JOIN standing ON standing.number = chain.number AND standing.place = changed.place
    )
    SELECT DISTINCT saved_by_id, saved_as::text FROM step
    WHERE number > coalesce(last_as_base, 0) AND said IS DISTINCT FROM said_before
$$;

-- reverse
DROP FUNCTION writers_of_words(bigint, jsonb, jsonb);
