-- Who saved a draft on the way from the base to these words, or ever brought in a text that the base has not.
-- A way that came back to the same words is cut short there; of drafts that were brought back, whoever saved them first
-- counts too. Who only goes back to a saved draft brings no text in.
CREATE OR REPLACE FUNCTION writers_of_typed_words(of_document bigint, signed jsonb)
RETURNS TABLE (account bigint, name text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE compared (number, content) AS (
        SELECT -1, base_of_changes(of_document)
        UNION ALL SELECT 0, signed
        UNION ALL SELECT number, content FROM procedures_revision WHERE document_id = of_document
    ),
    leaf AS MATERIALIZED (SELECT number, typed.* FROM compared, typed_words(content) AS typed),
    state AS MATERIALIZED (
        SELECT compared.number, md5(string_agg(place || E'\n' || text, E'\n' ORDER BY place)) AS words
        FROM compared LEFT JOIN leaf USING (number) GROUP BY compared.number
    ),
    last_saying AS (
        SELECT (SELECT max(number) FROM state WHERE number > 0 AND words = sought.words) AS number, sought.number AS which
        FROM state AS sought WHERE sought.number <= 0
    ),
    ends AS (
        SELECT coalesce((SELECT number FROM last_saying WHERE which = -1), 0) AS first,
            coalesce((SELECT number FROM last_saying WHERE which = 0), (SELECT max(number) FROM state)) AS last
    ),
    way (number) AS (
        SELECT first FROM ends
        UNION ALL
        SELECT (
            SELECT max(again.number) FROM state AS next JOIN state AS again USING (words)
            WHERE next.number = way.number + 1 AND again.number <= ends.last
        )
        FROM way, ends WHERE way.number < ends.last
    ),
    brought_in AS (
        SELECT text FROM leaf WHERE number = 0 EXCEPT SELECT text FROM leaf WHERE number = -1
    ),
    holds AS MATERIALIZED (SELECT DISTINCT number, text FROM leaf JOIN brought_in USING (text) WHERE number > 0)
    SELECT saved_by_id, saved_as::text
    FROM procedures_revision AS revision, ends
    WHERE document_id = of_document AND number <= last AND (
        number - 1 IN (SELECT number FROM way)
        OR number IN (
            SELECT min(same.number) FROM way JOIN state AS said USING (number) JOIN state AS same USING (words)
            WHERE said.number > first AND same.number > 0 GROUP BY words
        )
        OR number IN (SELECT min(state.number) FROM state WHERE state.number > 0 GROUP BY words) AND EXISTS (
            SELECT text FROM holds WHERE holds.number = revision.number
            EXCEPT SELECT text FROM holds WHERE holds.number = revision.number - 1
        )
    )
$$;

-- reverse
DROP FUNCTION writers_of_typed_words(bigint, jsonb);
