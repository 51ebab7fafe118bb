-- Whoever changed a place since it last said what the base says, or ever wrote there what stands there now.
-- Of places that differ from the base alone: see SECURITY.md.
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
        SELECT place, coalesce(before.words, '') AS base_said, coalesce(after.words, '') AS said_last
        FROM words_by_place(base) AS before FULL JOIN words_by_place(signed) AS after USING (place)
        WHERE before.words IS DISTINCT FROM after.words
    ),
    standing AS MATERIALIZED (
        SELECT saved.number, here.place, here.words
        FROM saved, words_by_place(saved.content) AS here
        WHERE here.place IN (SELECT place FROM changed)
    ),
    ever AS (
        SELECT saved.saved_by_id, saved.saved_as, said_last, coalesce(words, '') AS said,
            lag(coalesce(words, ''), 1, '') OVER (PARTITION BY changed.place ORDER BY saved.number) AS said_before
        FROM saved CROSS JOIN changed
        LEFT JOIN standing ON standing.number = saved.number AND standing.place = changed.place
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
    UNION
    SELECT saved_by_id, saved_as::text FROM ever WHERE said = said_last AND said <> said_before
$$;

-- reverse
DROP FUNCTION writers_of_words(bigint, jsonb, jsonb);
