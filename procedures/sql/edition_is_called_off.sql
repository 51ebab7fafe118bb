-- Lets an edition be called off before its day alone: by a clinical reviewer, or by what a trigger saw.
CREATE OR REPLACE FUNCTION edition_is_called_off() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- In the order of signatures: the documents, the account, the edition. One comes first, and the other sees it.
    IF NEW.why = 'reviewer' THEN
        PERFORM signatures_wait(ARRAY[NEW.edition_id]);
        PERFORM FROM reviewer_as_signed(NEW.called_off_by_id);
        IF NOT FOUND THEN
            PERFORM refuse_signature('calling_off_is_by_a_clinical_reviewer',
                'Only an active member of the group {{ clinical_reviewer }} calls an edition off.', TG_TABLE_NAME);
        END IF;
    ELSIF pg_trigger_depth() < 2 OR NEW.called_off_by_id IS NOT NULL THEN
        PERFORM refuse_signature('calling_off_follows_what_happened',
            'Only a clinical reviewer calls an edition off; the rest follows by itself.', TG_TABLE_NAME);
    END IF;
    -- Locked: a translation of it that is signed meanwhile is seen here, or sees this.
    PERFORM FROM procedures_edition WHERE id = NEW.edition_id FOR NO KEY UPDATE;
    IF NEW.why = 'reviewer' THEN
        NEW.called_off_at := clock_timestamp(); -- otherwise read before, by call_off or by what calls it
    END IF;
    IF NOT EXISTS (SELECT FROM procedures_edition WHERE id = NEW.edition_id AND live_from > NEW.called_off_at) THEN
        PERFORM refuse_signature('calling_off_is_before_its_day',
            'Patients read this edition already: withdraw it.', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_calledoff_is_allowed BEFORE INSERT ON procedures_calledoff
    FOR EACH ROW EXECUTE FUNCTION edition_is_called_off();

-- reverse
DROP TRIGGER procedures_calledoff_is_allowed ON procedures_calledoff;
DROP FUNCTION edition_is_called_off();
