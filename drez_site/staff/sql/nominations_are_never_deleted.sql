-- Refuses to delete or empty nominations: they say who let whom sign.
CREATE OR REPLACE FUNCTION nominations_are_never_deleted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_nomination('nominations_are_never_deleted',
        'Who proposed whom, and who confirmed it, is never deleted: end the nomination.');
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER staff_reviewernomination_is_never_deleted BEFORE DELETE ON staff_reviewernomination
    FOR EACH ROW EXECUTE FUNCTION nominations_are_never_deleted();
CREATE OR REPLACE TRIGGER staff_reviewernominations_are_never_emptied BEFORE TRUNCATE ON staff_reviewernomination
    FOR EACH STATEMENT EXECUTE FUNCTION nominations_are_never_deleted();

-- reverse
DROP TRIGGER staff_reviewernominations_are_never_emptied ON staff_reviewernomination;
DROP TRIGGER staff_reviewernomination_is_never_deleted ON staff_reviewernomination;
DROP FUNCTION nominations_are_never_deleted();
