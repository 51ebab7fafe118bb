-- Ends the nomination of an account that retires, or as which somebody may sign in from now on.
CREATE OR REPLACE FUNCTION retired_reviewers_are_none() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE staff_reviewernomination SET ended_at = statement_timestamp()
    WHERE person_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER staff_staffmember_retired_reviewers_are_none AFTER UPDATE ON staff_staffmember
    FOR EACH ROW WHEN ((OLD.is_active AND NOT NEW.is_active) OR (NEW.is_staff AND NOT OLD.is_staff) OR OLD.id <> NEW.id)
    EXECUTE FUNCTION retired_reviewers_are_none();

-- reverse
DROP TRIGGER staff_staffmember_retired_reviewers_are_none ON staff_staffmember;
DROP FUNCTION retired_reviewers_are_none();
