"""A clinic's site holds signed editions, so it never calls itself a demonstration again.

Demonstration editions can be deleted on a demonstration site; without this, claiming to be one would be a way in.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION real_clinic_stays_real() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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

CREATE TRIGGER drez_site_clinicprofile_real_clinic_stays_real BEFORE UPDATE OR DELETE ON drez_site_clinicprofile
    FOR EACH ROW EXECUTE FUNCTION real_clinic_stays_real();
CREATE FUNCTION clinic_profile_is_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The clinic profile is never emptied.'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER drez_site_clinicprofile_is_never_emptied BEFORE TRUNCATE ON drez_site_clinicprofile
    FOR EACH STATEMENT EXECUTE FUNCTION clinic_profile_is_never_emptied();
"""

NO_FUNCTIONS = "DROP FUNCTION real_clinic_stays_real, clinic_profile_is_never_emptied CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("drez_site", "0004_contact"), ("procedures", "0004_signatures")]

    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS)]
