-- Rebuilds the search index when the site begins or ceases to show made-up doctors.
CREATE OR REPLACE FUNCTION clinic_profile_moves_the_search_index() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rebuild_search_entries();
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER clinic_clinicprofile_moves_the_search_index AFTER INSERT OR UPDATE OF is_demonstration OR DELETE ON clinic_clinicprofile
    FOR EACH STATEMENT EXECUTE FUNCTION clinic_profile_moves_the_search_index();

-- reverse
DROP TRIGGER clinic_clinicprofile_moves_the_search_index ON clinic_clinicprofile;
DROP FUNCTION clinic_profile_moves_the_search_index();
