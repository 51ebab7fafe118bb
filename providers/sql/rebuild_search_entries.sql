-- Makes the whole index true, in portions, so that a million doctors need no more memory than a few thousand.
-- One lock on the table of doctors shuts out everybody who refreshes.
CREATE OR REPLACE FUNCTION rebuild_search_entries() RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    portion bigint[];
BEGIN
    LOCK TABLE providers_provider IN EXCLUSIVE MODE;
    FOR portion IN
        SELECT array_agg(id) FROM (
            SELECT id, row_number() OVER (ORDER BY id) / 10000 AS number FROM (
                SELECT id FROM providers_provider UNION SELECT provider_id FROM providers_searchentry) everybody
        ) numbered GROUP BY number
    LOOP
        PERFORM write_search_entries(portion);
    END LOOP;
    DELETE FROM providers_searchname known WHERE NOT EXISTS (
        SELECT FROM (SELECT DISTINCT unnest(tsvector_to_array(names)) AS word FROM providers_searchentry) used
        WHERE used.word = known.word);
END $$;

-- reverse
DROP FUNCTION rebuild_search_entries();
