-- Locks the documents of those of these editions that wait for their day, and their translations: a signature of one comes first, or sees what follows.
-- Before any other lock, as a signature does. Whoever comes with one already (a reviewer who retires) may meet a signature
-- that waits for it: the database then ends one of the two, and nothing of it is done.
CREATE OR REPLACE FUNCTION signatures_wait(editions bigint[]) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- Of most signatures: without a look at every document.
    IF NOT EXISTS (SELECT FROM procedures_edition WHERE id = ANY (editions) AND live_from > clock_timestamp()) THEN
        RETURN;
    END IF;
    PERFORM FROM procedures_document AS document
    WHERE EXISTS (
        SELECT FROM procedures_edition AS edition JOIN procedures_document AS signed ON signed.id = edition.document_id
        WHERE edition.id = ANY (editions) AND edition.live_from > clock_timestamp()
            AND signed.kind = document.kind AND signed.slug = document.slug
            AND signed.procedure_id IS NOT DISTINCT FROM document.procedure_id)
    ORDER BY document.id FOR UPDATE OF document;
END $$;

-- reverse
DROP FUNCTION signatures_wait(bigint[]);
