-- Takes a submission back when a row of its draft changes; the file part_of_a_draft puts it on a table.
CREATE OR REPLACE FUNCTION draft_change_ends_submission() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    row_before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    row_after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    key text := CASE TG_TABLE_NAME WHEN 'procedures_document' THEN 'id' ELSE 'document_id' END;
BEGIN
    IF row_before IS DISTINCT FROM row_after THEN
        DELETE FROM procedures_submission
        WHERE document_id IN ((row_before->>key)::bigint, (row_after->>key)::bigint);
    END IF;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION draft_change_ends_submission();
