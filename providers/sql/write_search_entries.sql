-- Makes the index true for these doctors, writing only what differs; the caller holds the locks.
CREATE OR REPLACE FUNCTION write_search_entries(providers bigint[]) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'The search index is kept true in READ COMMITTED transactions only, not in %.',
            upper(current_setting('transaction_isolation')) USING ERRCODE = 'feature_not_supported';
    END IF;
    WITH truth AS MATERIALIZED (SELECT * FROM true_search_entries(providers)),
        gone AS (
            DELETE FROM providers_searchentry entry WHERE entry.provider_id = ANY(providers)
                AND NOT EXISTS (SELECT FROM truth WHERE truth.practice_id = entry.practice_id)),
        spelled AS (
            INSERT INTO providers_searchname (word)
                SELECT DISTINCT used.word FROM truth, unnest(tsvector_to_array(truth.names)) used (word)
                WHERE NOT EXISTS (SELECT FROM providers_searchname known WHERE known.word = used.word)
                ORDER BY used.word
            ON CONFLICT DO NOTHING)
    INSERT INTO providers_searchentry AS entry
            (practice_id, provider_id, sort_name, names, latitude, longitude, terms, accepted_on, refused_on,
             seen_from, seen_until)
        SELECT truth.practice_id, truth.provider_id, truth.sort_name, truth.names, truth.latitude, truth.longitude,
            truth.terms, truth.accepted_on, truth.refused_on, truth.seen_from, truth.seen_until
        FROM truth
        ON CONFLICT (practice_id) DO UPDATE SET
            provider_id = excluded.provider_id, sort_name = excluded.sort_name, names = excluded.names,
            latitude = excluded.latitude, longitude = excluded.longitude, terms = excluded.terms,
            accepted_on = excluded.accepted_on, refused_on = excluded.refused_on,
            seen_from = excluded.seen_from, seen_until = excluded.seen_until
        WHERE (entry.provider_id, entry.sort_name, entry.names, entry.latitude, entry.longitude, entry.terms,
               entry.accepted_on, entry.refused_on, entry.seen_from, entry.seen_until)
            IS DISTINCT FROM
            (excluded.provider_id, excluded.sort_name, excluded.names, excluded.latitude, excluded.longitude,
             excluded.terms, excluded.accepted_on, excluded.refused_on, excluded.seen_from, excluded.seen_until);
    -- Only while providers/rebuilding.py makes the index anew.
    IF to_regclass('providers_searchentry_beside') IS NOT NULL THEN
        INSERT INTO providers_savedmeanwhile (provider_id) SELECT unnest(providers);
    END IF;
END $$;

-- reverse
DROP FUNCTION write_search_entries(bigint[]);
