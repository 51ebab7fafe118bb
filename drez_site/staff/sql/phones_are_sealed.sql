-- Lets in only secrets of phones that are sealed; one from before there were keys stays its owner's until the night seals it.
CREATE OR REPLACE FUNCTION phones_are_sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.key NOT LIKE 'v1.%' AND (TG_OP = 'INSERT' OR (NEW.key, NEW.user_id) <> (OLD.key, OLD.user_id)) THEN
        RAISE EXCEPTION 'The secret of a phone is kept sealed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'phones_are_sealed', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER otp_totp_totpdevice_is_sealed BEFORE INSERT OR UPDATE ON otp_totp_totpdevice
    FOR EACH ROW EXECUTE FUNCTION phones_are_sealed();

-- reverse
DROP TRIGGER otp_totp_totpdevice_is_sealed ON otp_totp_totpdevice;
DROP FUNCTION phones_are_sealed();
