-- Refuses TRUNCATE on the clinic profile, which no trigger of rows would see.
CREATE OR REPLACE FUNCTION clinic_profile_is_never_emptied() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The clinic profile is never emptied.'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE OR REPLACE TRIGGER clinic_clinicprofile_is_never_emptied BEFORE TRUNCATE ON clinic_clinicprofile
    FOR EACH STATEMENT EXECUTE FUNCTION clinic_profile_is_never_emptied();

-- reverse
DROP TRIGGER clinic_clinicprofile_is_never_emptied ON clinic_clinicprofile;
DROP FUNCTION clinic_profile_is_never_emptied();
