-- Keeps every reset as it was made; only another clinical reviewer, whom nobody just reset, vouches, and once.
CREATE OR REPLACE FUNCTION resets_stay() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.made_at := statement_timestamp();
        IF NEW.vouched_by_id IS NOT NULL OR NEW.vouched_at IS NOT NULL THEN
            PERFORM refuse_nomination('reset_is_vouched_for_later', 'A reset is made first, and vouched for by somebody else.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
        PERFORM refuse_nomination('resets_stay', 'Who made whom a new sign-in link is never forgotten.');
    END IF;
    IF (NEW.id, NEW.person_id, NEW.made_at) <> (OLD.id, OLD.person_id, OLD.made_at)
        OR NEW.made_by_id IS DISTINCT FROM OLD.made_by_id OR OLD.vouched_by_id IS NOT NULL OR NEW.vouched_by_id IS NULL
    THEN
        PERFORM refuse_nomination('resets_stay', 'Who made whom a new sign-in link, and who vouched for it, is never changed.');
    END IF;
    IF NEW.vouched_by_id IN (OLD.person_id, OLD.made_by_id)
        OR NOT EXISTS (SELECT FROM reviewer_as_signed(NEW.vouched_by_id))
        OR signer_waits_until(NEW.vouched_by_id) IS NOT NULL
    THEN
        PERFORM refuse_nomination('reset_is_vouched_for_by_another_reviewer',
            'A clinical reviewer vouches who neither made the link nor got it, and whose own sign-in nobody reset today.');
    END IF;
    NEW.vouched_at := statement_timestamp();
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER staff_signinreset_stays BEFORE INSERT OR UPDATE OR DELETE ON staff_signinreset
    FOR EACH ROW EXECUTE FUNCTION resets_stay();
CREATE OR REPLACE TRIGGER staff_signinreset_is_never_emptied BEFORE TRUNCATE ON staff_signinreset
    FOR EACH STATEMENT EXECUTE FUNCTION resets_stay();

-- reverse
DROP TRIGGER staff_signinreset_is_never_emptied ON staff_signinreset;
DROP TRIGGER staff_signinreset_stays ON staff_signinreset;
DROP FUNCTION resets_stay();
