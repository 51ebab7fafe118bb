-- The edition that changes of a document are counted from: the newest, or none once it was withdrawn.
-- One that was called off before its day was never read.
CREATE OR REPLACE FUNCTION base_edition(of_document bigint) RETURNS bigint LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT CASE WHEN EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = newest.id) THEN NULL ELSE id END
        FROM procedures_edition AS newest
        WHERE document_id = of_document AND NOT EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = newest.id)
        ORDER BY number DESC LIMIT 1
    );
END $$;

-- reverse
DROP FUNCTION base_edition(bigint);
