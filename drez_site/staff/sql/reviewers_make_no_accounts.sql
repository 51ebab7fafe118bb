-- Keeps those who sign apart from those who make accounts: otherwise one person writes by an account for nobody, and signs.
CREATE OR REPLACE FUNCTION reviewers_make_no_accounts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    key text := CASE TG_TABLE_NAME WHEN 'staff_staffmember' THEN 'id' ELSE 'staffmember_id' END;
    person staff_staffmember;
    roles text[];
BEGIN
    -- Locked, so that of two roles given at once the second sees the first.
    SELECT * INTO person FROM staff_staffmember WHERE id = (to_jsonb(NEW)->>key)::bigint FOR UPDATE;
    roles := ARRAY(
        SELECT auth_group.name FROM staff_staffmember_groups membership JOIN auth_group ON auth_group.id = membership.group_id
        WHERE membership.staffmember_id = person.id);
    IF '{{ clinical_reviewer }}' = ANY (roles) AND (person.is_superuser OR '{{ administrator }}' = ANY (roles)) THEN
        PERFORM refuse_nomination('reviewers_make_no_accounts',
            'Nobody is a clinical reviewer and an administrator at once: who makes accounts does not sign what they write.');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER staff_staffmember_groups_make_no_accounts AFTER INSERT OR UPDATE ON staff_staffmember_groups
    FOR EACH ROW EXECUTE FUNCTION reviewers_make_no_accounts();
CREATE OR REPLACE TRIGGER staff_staffmember_reviewers_make_no_accounts AFTER UPDATE ON staff_staffmember
    FOR EACH ROW WHEN (NEW.is_superuser AND NOT OLD.is_superuser) EXECUTE FUNCTION reviewers_make_no_accounts();

-- reverse
DROP TRIGGER staff_staffmember_reviewers_make_no_accounts ON staff_staffmember;
DROP TRIGGER staff_staffmember_groups_make_no_accounts ON staff_staffmember_groups;
DROP FUNCTION reviewers_make_no_accounts();
