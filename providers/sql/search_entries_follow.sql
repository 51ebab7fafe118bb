-- Refreshes the doctors of the rows just written; the trigger's argument is the column that names the doctor.
-- Who adds a practice locks its location too, FOR SHARE: whoever moves the location cannot see the practice yet, so
-- one of the two must wait for the other. Waiting helps because each statement sees what was committed before it.
CREATE OR REPLACE FUNCTION search_entries_follow() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_TABLE_NAME = 'providers_practice' AND TG_OP <> 'DELETE' THEN
        PERFORM FROM providers_location WHERE id IN (SELECT location_id FROM new_rows) ORDER BY id FOR SHARE;
    END IF;
    EXECUTE CASE TG_OP
        WHEN 'INSERT' THEN format('SELECT array_agg(DISTINCT %1$I) FROM new_rows', TG_ARGV[0])
        WHEN 'DELETE' THEN format('SELECT array_agg(DISTINCT %1$I) FROM old_rows', TG_ARGV[0])
        ELSE format('SELECT array_agg(id) FROM (SELECT %1$I FROM old_rows UNION SELECT %1$I FROM new_rows) rows(id)',
                    TG_ARGV[0])
        END INTO touched;
    IF touched IS NOT NULL THEN
        PERFORM refresh_search_entries(touched);
    END IF;
    RETURN NULL;
END $$;

-- reverse
DROP FUNCTION search_entries_follow();
