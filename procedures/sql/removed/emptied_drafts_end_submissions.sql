-- Takes all submissions back when a table of drafts is emptied; the file part_of_a_draft puts it on a table.
CREATE OR REPLACE FUNCTION emptied_drafts_end_submissions() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM procedures_submission;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION emptied_drafts_end_submissions();
