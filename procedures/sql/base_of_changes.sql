-- The words that changes of a document are counted from: the newest edition's, or nothing once it was withdrawn.
-- An edition that was called off before its day was never read.
CREATE OR REPLACE FUNCTION base_of_changes(of_document bigint) RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((
        SELECT CASE WHEN EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = newest.id) THEN '{}' ELSE content END
        FROM procedures_edition AS newest
        WHERE document_id = of_document AND NOT EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = newest.id)
        ORDER BY number DESC LIMIT 1
    ), '{}')
$$;

-- reverse
DROP FUNCTION base_of_changes(bigint);
