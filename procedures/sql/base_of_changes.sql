-- The words that changes of a document are counted from: those of its base_edition, or nothing.
CREATE OR REPLACE FUNCTION base_of_changes(of_document bigint) RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT content FROM procedures_edition WHERE id = base_edition(of_document)), '{}')
$$;

-- reverse
DROP FUNCTION base_of_changes(bigint);
