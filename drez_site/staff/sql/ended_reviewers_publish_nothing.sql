-- Tells of whoever stops being a clinical reviewer; a signature under way is given first.
-- `reviewer_ended` runs twice. The first run locks the documents, because a signature locks these before the account.
-- Then the account is locked, and the second run finds the editions that this reviewer signed in between.
CREATE OR REPLACE FUNCTION ended_reviewers_publish_nothing() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM reviewer_ended(NEW.person_id); -- documents first, as a signature locks them; then what it signed meanwhile
    PERFORM FROM staff_staffmember WHERE id = NEW.person_id FOR NO KEY UPDATE;
    PERFORM reviewer_ended(NEW.person_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER staff_reviewernomination_ends_what_is_to_come AFTER UPDATE ON staff_reviewernomination
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND NEW.confirmed_at IS NOT NULL)
    EXECUTE FUNCTION ended_reviewers_publish_nothing();

-- reverse
DROP TRIGGER staff_reviewernomination_ends_what_is_to_come ON staff_reviewernomination;
DROP FUNCTION ended_reviewers_publish_nothing();
