-- Hashes each submitted draft, and refuses to change one.
CREATE OR REPLACE FUNCTION submission_is_hashed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM refuse_signature('submission_never_changes',
            'A submitted draft is never changed: submit it again.', TG_TABLE_NAME);
    END IF;
    NEW.content_hash := words_hash(NEW.content);
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_submission_is_hashed BEFORE INSERT OR UPDATE ON procedures_submission
    FOR EACH ROW EXECUTE FUNCTION submission_is_hashed();

-- reverse
DROP TRIGGER procedures_submission_is_hashed ON procedures_submission;
DROP FUNCTION submission_is_hashed();
