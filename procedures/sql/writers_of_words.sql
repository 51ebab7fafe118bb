-- Who wrote what stands in these words of a document and not in the edition that patients read: see ADR 29.
CREATE OR REPLACE FUNCTION writers_of_words(of_document bigint, signed jsonb)
RETURNS TABLE (account bigint, name text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT * FROM writers_of_typed_words(of_document, signed)
    UNION
    SELECT * FROM writers_of_named_rows(of_document, signed)
$$;

-- reverse
DROP FUNCTION writers_of_words(bigint, jsonb);
