-- Lets in only withdrawals of the newest edition by a clinical reviewer.
-- The clock is read once all is locked: what goes live while a withdrawal waits is what patients read.
CREATE OR REPLACE FUNCTION withdrawal_is_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    taken_down procedures_edition;
BEGIN
    SELECT * INTO taken_down FROM procedures_edition WHERE id = NEW.edition_id;
    PERFORM FROM procedures_document WHERE id = taken_down.document_id FOR UPDATE;
    PERFORM FROM reviewer_as_signed(NEW.withdrawn_by_id);
    IF NOT FOUND THEN
        PERFORM refuse_signature('withdrawal_is_by_a_clinical_reviewer',
            'Only an active member of the group {{ clinical_reviewer }} withdraws.', TG_TABLE_NAME);
    END IF;
    NEW.withdrawn_at := clock_timestamp();
    IF taken_down.live_from > NEW.withdrawn_at THEN
        PERFORM refuse_signature('withdrawal_takes_down_what_patients_read',
            'Nobody reads this edition yet: call it off.', TG_TABLE_NAME);
    END IF;
    IF EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = taken_down.id) OR EXISTS (
        SELECT FROM procedures_edition AS newer
        WHERE document_id = taken_down.document_id AND number > taken_down.number
            AND (live_from IS NULL OR live_from <= NEW.withdrawn_at)
            AND NOT EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = newer.id))
    THEN
        PERFORM refuse_signature('withdrawal_takes_down_the_newest_edition',
            'There is a newer edition: withdraw that one.', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_withdrawal_is_signed BEFORE INSERT ON procedures_withdrawal
    FOR EACH ROW EXECUTE FUNCTION withdrawal_is_signed();

-- reverse
DROP TRIGGER procedures_withdrawal_is_signed ON procedures_withdrawal;
DROP FUNCTION withdrawal_is_signed();
