-- Lets only those into the group of reviewers whose nomination stands; whoever leaves it needs a new one.
CREATE OR REPLACE FUNCTION reviewers_were_confirmed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        IF EXISTS (SELECT FROM auth_group WHERE id = NEW.group_id AND name = '{{ clinical_reviewer }}')
            AND NOT EXISTS (
                SELECT FROM staff_reviewernomination
                WHERE person_id = NEW.staffmember_id AND confirmed_at IS NOT NULL AND ended_at IS NULL)
        THEN
            PERFORM refuse_nomination('reviewers_were_confirmed',
                'Nobody becomes a clinical reviewer before an administrator proposed it and another reviewer confirmed it.');
        END IF;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE staff_reviewernomination SET ended_at = statement_timestamp()
        FROM auth_group
        WHERE person_id = OLD.staffmember_id AND confirmed_at IS NOT NULL AND ended_at IS NULL
            AND auth_group.id = OLD.group_id AND auth_group.name = '{{ clinical_reviewer }}';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER staff_staffmember_groups_were_confirmed AFTER INSERT OR UPDATE OR DELETE ON staff_staffmember_groups
    FOR EACH ROW EXECUTE FUNCTION reviewers_were_confirmed();

-- reverse
DROP TRIGGER staff_staffmember_groups_were_confirmed ON staff_staffmember_groups;
DROP FUNCTION reviewers_were_confirmed();
