-- Refreshes the doctors who practice at the locations just written.
CREATE OR REPLACE FUNCTION search_entries_follow_locations() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        touched := ARRAY(SELECT DISTINCT provider_id FROM providers_practice
                         WHERE location_id IN (SELECT id FROM old_rows));
    ELSE
        touched := ARRAY(SELECT DISTINCT provider_id FROM providers_practice
                         WHERE location_id IN (SELECT id FROM new_rows));
    END IF;
    PERFORM refresh_search_entries(touched);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER providers_location_search_insert AFTER INSERT ON providers_location
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_follow_locations();
CREATE OR REPLACE TRIGGER providers_location_search_update AFTER UPDATE ON providers_location
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_follow_locations();
CREATE OR REPLACE TRIGGER providers_location_search_delete AFTER DELETE ON providers_location
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_follow_locations();
CREATE OR REPLACE TRIGGER providers_location_search_truncate AFTER TRUNCATE ON providers_location
    FOR EACH STATEMENT EXECUTE FUNCTION search_entries_start_again();

-- reverse
DROP TRIGGER providers_location_search_truncate ON providers_location;
DROP TRIGGER providers_location_search_delete ON providers_location;
DROP TRIGGER providers_location_search_update ON providers_location;
DROP TRIGGER providers_location_search_insert ON providers_location;
DROP FUNCTION search_entries_follow_locations();
