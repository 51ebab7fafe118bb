-- Refuses to change or empty saved drafts.
CREATE OR REPLACE FUNCTION revisions_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_signature('revisions_never_change',
        'A saved draft is never changed: it says who wrote what.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_revision_never_changes BEFORE UPDATE ON procedures_revision
    FOR EACH ROW EXECUTE FUNCTION revisions_never_change();
CREATE OR REPLACE TRIGGER procedures_revision_is_never_emptied BEFORE TRUNCATE ON procedures_revision
    FOR EACH STATEMENT EXECUTE FUNCTION revisions_never_change();

-- reverse
DROP TRIGGER procedures_revision_is_never_emptied ON procedures_revision;
DROP TRIGGER procedures_revision_never_changes ON procedures_revision;
DROP FUNCTION revisions_never_change();
