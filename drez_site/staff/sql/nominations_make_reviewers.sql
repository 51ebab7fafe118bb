-- Puts whoever was confirmed into the group of reviewers, and takes them out when their nomination ends.
CREATE OR REPLACE FUNCTION nominations_make_reviewers() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.confirmed_at IS NOT NULL AND NEW.ended_at IS NULL THEN
        INSERT INTO staff_staffmember_groups (staffmember_id, group_id)
        SELECT NEW.person_id, id FROM auth_group WHERE name = '{{ clinical_reviewer }}'
        ON CONFLICT DO NOTHING;
    ELSIF TG_OP <> 'INSERT' AND OLD.confirmed_at IS NOT NULL THEN
        DELETE FROM staff_staffmember_groups membership USING auth_group
        WHERE membership.staffmember_id = OLD.person_id AND auth_group.id = membership.group_id
            AND auth_group.name = '{{ clinical_reviewer }}';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER staff_reviewernomination_makes_reviewers AFTER INSERT OR UPDATE ON staff_reviewernomination
    FOR EACH ROW EXECUTE FUNCTION nominations_make_reviewers();

-- reverse
DROP TRIGGER staff_reviewernomination_makes_reviewers ON staff_reviewernomination;
DROP FUNCTION nominations_make_reviewers();
