-- Locks the documents, and their translations, of those of the given editions that are not live yet.
-- So a signature on one of them either commits before the caller goes on, or waits and then sees what the caller changed.
-- Call it before taking any other lock: signing takes its locks in this order. A caller that already holds a lock (a
-- reviewer who retires) can deadlock with a signature; PostgreSQL then cancels one of the two, and rolls it back whole.
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
