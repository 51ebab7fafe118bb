-- Keeps the group of the reviewers what it is: no other becomes it, with everybody in it, and it never goes.
CREATE OR REPLACE FUNCTION group_of_reviewers_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_nomination('group_of_reviewers_stays',
        'The group of the clinical reviewers keeps its name and is never deleted, and no other group becomes it.');
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER auth_group_of_reviewers_stays AFTER UPDATE ON auth_group
    FOR EACH ROW WHEN (OLD.id <> NEW.id OR (OLD.name <> NEW.name AND '{{ clinical_reviewer }}' IN (OLD.name, NEW.name)))
    EXECUTE FUNCTION group_of_reviewers_stays();
CREATE OR REPLACE TRIGGER auth_group_of_reviewers_is_never_deleted BEFORE DELETE ON auth_group
    FOR EACH ROW WHEN (OLD.name = '{{ clinical_reviewer }}') EXECUTE FUNCTION group_of_reviewers_stays();
CREATE OR REPLACE TRIGGER auth_groups_are_never_emptied BEFORE TRUNCATE ON auth_group
    FOR EACH STATEMENT EXECUTE FUNCTION group_of_reviewers_stays();

-- reverse
DROP TRIGGER auth_groups_are_never_emptied ON auth_group;
DROP TRIGGER auth_group_of_reviewers_is_never_deleted ON auth_group;
DROP TRIGGER auth_group_of_reviewers_stays ON auth_group;
DROP FUNCTION group_of_reviewers_stays();
