-- Refuses to call the clinic real while any table of the site still holds a demonstration row.
CREATE OR REPLACE FUNCTION clinic_profile_keeps_demonstration_apart() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    demonstrable regclass;
    one_is_left boolean;
BEGIN
    IF NOT NEW.is_demonstration THEN
        FOR demonstrable IN
            SELECT attrelid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE attname = 'is_demonstration' AND relkind = 'r' AND NOT attisdropped
                AND attrelid <> TG_RELID AND pg_table_is_visible(attrelid)
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE is_demonstration)', demonstrable) INTO one_is_left;
            IF one_is_left THEN
                RAISE EXCEPTION 'Demonstration data is still here (%). Run manage.py start_clinic first.', demonstrable
                    USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER clinic_clinicprofile_has_no_demonstration_left BEFORE INSERT OR UPDATE ON clinic_clinicprofile
    FOR EACH ROW EXECUTE FUNCTION clinic_profile_keeps_demonstration_apart();

-- reverse
DROP TRIGGER clinic_clinicprofile_has_no_demonstration_left ON clinic_clinicprofile;
DROP FUNCTION clinic_profile_keeps_demonstration_apart();
