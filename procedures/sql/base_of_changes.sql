-- The words that changes of a document are counted from: the newest edition's, or nothing once it was withdrawn.
CREATE OR REPLACE FUNCTION base_of_changes(of_document bigint) RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((
        SELECT content FROM procedures_edition AS newest
        WHERE document_id = of_document
            AND number = (SELECT max(number) FROM procedures_edition WHERE document_id = of_document)
            AND NOT EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = newest.id)
    ), '{}')
$$;

-- reverse
DROP FUNCTION base_of_changes(bigint);
