-- Who saved a draft on the way from the base to these words, or ever brought in a text that the base has not.
-- A way that came back to the same words is cut short there. A draft that was brought back, and one that first held such
-- a text, came from the drafts before it, back to words that patients read: whoever saved those counts too.
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
    first_saying AS MATERIALIZED (SELECT words, min(number) AS number FROM state WHERE number > 0 GROUP BY words),
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
    holds AS MATERIALIZED (SELECT DISTINCT number, text FROM leaf JOIN brought_in USING (text) WHERE number > 0),
    read_by_patients AS MATERIALIZED (
        SELECT words FROM state WHERE number = -1
        UNION
        SELECT words FROM state JOIN procedures_revision AS revision USING (number)
            JOIN procedures_edition AS edition USING (document_id, content_hash)
        WHERE document_id = of_document AND NOT EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = edition.id)
            AND NOT EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = edition.id)
    ),
    came_from (number) AS (
        SELECT first_saying.number
        FROM first_saying JOIN state USING (words) JOIN way ON way.number = state.number, ends WHERE way.number > first
        UNION
        SELECT first_saying.number FROM first_saying, ends WHERE first_saying.number <= last AND EXISTS (
            SELECT text FROM holds WHERE holds.number = first_saying.number
            EXCEPT SELECT text FROM holds WHERE holds.number = first_saying.number - 1
        )
        UNION
        SELECT first_saying.number
        FROM came_from JOIN state AS before ON before.number = came_from.number - 1 JOIN first_saying USING (words)
        WHERE words NOT IN (SELECT words FROM read_by_patients WHERE words IS NOT NULL)
    )
    SELECT saved_by_id, saved_as::text
    FROM procedures_revision AS revision
    WHERE document_id = of_document AND (
        number IN (SELECT number FROM came_from)
        OR number - 1 IN (SELECT number FROM way) AND number <= (SELECT last FROM ends)
    )
$$;

-- reverse
DROP FUNCTION writers_of_typed_words(bigint, jsonb);
