-- Watches a table that holds a part of a draft: any change there takes the submission back.
CREATE OR REPLACE TRIGGER {{ table }}_change_ends_submission AFTER INSERT OR UPDATE OR DELETE ON {{ table }}
    FOR EACH ROW EXECUTE FUNCTION draft_change_ends_submission();
CREATE OR REPLACE TRIGGER {{ table }}_emptied_ends_submissions AFTER TRUNCATE ON {{ table }}
    FOR EACH STATEMENT EXECUTE FUNCTION emptied_drafts_end_submissions();

-- reverse
DROP TRIGGER {{ table }}_emptied_ends_submissions ON {{ table }};
DROP TRIGGER {{ table }}_change_ends_submission ON {{ table }};
