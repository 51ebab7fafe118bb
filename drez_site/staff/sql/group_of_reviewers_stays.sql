-- Lets no other group become that of the reviewers, with everybody in it.
CREATE OR REPLACE FUNCTION group_of_reviewers_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_nomination('group_of_reviewers_stays', 'No other group becomes that of the clinical reviewers.');
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER auth_group_of_reviewers_stays AFTER UPDATE ON auth_group
    FOR EACH ROW WHEN (OLD.id <> NEW.id OR (NEW.name = '{{ clinical_reviewer }}' AND OLD.name <> NEW.name))
    EXECUTE FUNCTION group_of_reviewers_stays();

-- reverse
DROP TRIGGER auth_group_of_reviewers_stays ON auth_group;
DROP FUNCTION group_of_reviewers_stays();
