"""The database knows whether the site is a demonstration, and keeps made-up and real rows apart."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION site_is_demonstration() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT is_demonstration FROM drez_site_clinicprofile), true)
$$;

-- Attached to every table of demonstrable rows: a server without durable storage may hold made-up data only.
CREATE FUNCTION refuse_real_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.is_demonstration AND current_setting('drez_site.demonstration_only', true) = 'on' THEN
        RAISE EXCEPTION 'This database holds demonstration data only. Set DATABASE_URL to a PostgreSQL server of your own for real data.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION clinic_profile_keeps_demonstration_apart() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION clinic_profile_moves_the_search_index() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_regproc('rebuild_search_entries') IS NOT NULL THEN
        PERFORM rebuild_search_entries();
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER drez_site_clinicprofile_demonstration_only BEFORE INSERT OR UPDATE ON drez_site_clinicprofile
    FOR EACH ROW EXECUTE FUNCTION refuse_real_rows();
CREATE TRIGGER drez_site_clinicprofile_has_no_demonstration_left BEFORE INSERT OR UPDATE ON drez_site_clinicprofile
    FOR EACH ROW EXECUTE FUNCTION clinic_profile_keeps_demonstration_apart();
CREATE TRIGGER drez_site_clinicprofile_moves_the_search_index
    AFTER INSERT OR UPDATE OF is_demonstration OR DELETE ON drez_site_clinicprofile
    FOR EACH STATEMENT EXECUTE FUNCTION clinic_profile_moves_the_search_index();
"""

NO_FUNCTIONS = """
DROP TRIGGER drez_site_clinicprofile_moves_the_search_index ON drez_site_clinicprofile;
DROP TRIGGER drez_site_clinicprofile_has_no_demonstration_left ON drez_site_clinicprofile;
DROP TRIGGER drez_site_clinicprofile_demonstration_only ON drez_site_clinicprofile;
DROP FUNCTION clinic_profile_moves_the_search_index();
DROP FUNCTION clinic_profile_keeps_demonstration_apart();
DROP FUNCTION refuse_real_rows();
DROP FUNCTION site_is_demonstration();
"""


class Migration(migrations.Migration):
    dependencies = [("drez_site", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS)]
