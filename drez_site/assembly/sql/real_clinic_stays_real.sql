-- Keeps a site with signed editions real: as a demonstration it could delete them.
CREATE OR REPLACE FUNCTION real_clinic_stays_real() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT site_is_demonstration() AND EXISTS (SELECT FROM procedures_edition WHERE NOT is_demonstration) THEN
        IF TG_OP = 'UPDATE' THEN
            IF NOT NEW.is_demonstration AND NEW.id = OLD.id THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION 'This site holds editions that clinicians signed. It stays the site of a real clinic.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE TRIGGER clinic_clinicprofile_real_clinic_stays_real BEFORE UPDATE OR DELETE ON clinic_clinicprofile
    FOR EACH ROW EXECUTE FUNCTION real_clinic_stays_real();

-- reverse
DROP TRIGGER clinic_clinicprofile_real_clinic_stays_real ON clinic_clinicprofile;
DROP FUNCTION real_clinic_stays_real();
