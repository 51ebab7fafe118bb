-- Refuses to delete or empty marks of retractions.
CREATE OR REPLACE FUNCTION retractions_are_never_deleted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_signature('retractions_are_never_deleted',
        'A mark of a retraction is never deleted: a reviewer refuses it.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_retraction_is_never_deleted BEFORE DELETE ON procedures_retraction
    FOR EACH ROW EXECUTE FUNCTION retractions_are_never_deleted();
CREATE OR REPLACE TRIGGER procedures_retractions_are_never_emptied BEFORE TRUNCATE ON procedures_retraction
    FOR EACH STATEMENT EXECUTE FUNCTION retractions_are_never_deleted();

-- reverse
DROP TRIGGER procedures_retractions_are_never_emptied ON procedures_retraction;
DROP TRIGGER procedures_retraction_is_never_deleted ON procedures_retraction;
DROP FUNCTION retractions_are_never_deleted();
