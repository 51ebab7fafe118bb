-- Numbers each saved state of a glossary word or a source as it comes, and refuses to change or delete one.
CREATE OR REPLACE FUNCTION row_revisions_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.saved_at := statement_timestamp();
        RETURN NEW;
    END IF;
    PERFORM refuse_signature('row_revisions_never_change',
        'A saved word or source is never changed: it says who wrote what.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_rowrevision_never_changes BEFORE INSERT OR UPDATE OR DELETE ON procedures_rowrevision
    FOR EACH ROW EXECUTE FUNCTION row_revisions_never_change();
CREATE OR REPLACE TRIGGER procedures_rowrevision_is_never_emptied BEFORE TRUNCATE ON procedures_rowrevision
    FOR EACH STATEMENT EXECUTE FUNCTION row_revisions_never_change();

-- reverse
DROP TRIGGER procedures_rowrevision_is_never_emptied ON procedures_rowrevision;
DROP TRIGGER procedures_rowrevision_never_changes ON procedures_rowrevision;
DROP FUNCTION row_revisions_never_change();
