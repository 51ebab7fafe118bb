-- Each row that a rebuild would add, remove or change, and what is wrong with it.
CREATE OR REPLACE FUNCTION wrong_search_entries() RETURNS TABLE (practice_id bigint, fault text) LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
    SELECT coalesce(truth.practice_id, entry.practice_id),
        CASE WHEN entry.practice_id IS NULL THEN 'missing' WHEN truth.practice_id IS NULL THEN 'left over'
        ELSE 'wrong ' || concat_ws(', ',
            CASE WHEN truth.provider_id IS DISTINCT FROM entry.provider_id THEN 'doctor' END,
            CASE WHEN (truth.sort_name, truth.names) IS DISTINCT FROM (entry.sort_name, entry.names) THEN 'name' END,
            CASE WHEN (truth.latitude, truth.longitude) IS DISTINCT FROM (entry.latitude, entry.longitude)
                THEN 'position' END,
            CASE WHEN truth.terms IS DISTINCT FROM entry.terms THEN 'terms' END,
            CASE WHEN (truth.accepted_on, truth.refused_on) IS DISTINCT FROM (entry.accepted_on, entry.refused_on)
                THEN 'new patients' END,
            CASE WHEN (truth.seen_from, truth.seen_until) IS DISTINCT FROM (entry.seen_from, entry.seen_until)
                THEN 'days' END)
        END
    FROM true_search_entries(ARRAY(SELECT id FROM providers_provider)) truth
    FULL JOIN providers_searchentry entry ON entry.practice_id = truth.practice_id
    WHERE (truth.practice_id, truth.provider_id, truth.sort_name, truth.names, truth.latitude, truth.longitude,
           truth.terms, truth.accepted_on, truth.refused_on, truth.seen_from, truth.seen_until)
        IS DISTINCT FROM
        (entry.practice_id, entry.provider_id, entry.sort_name, entry.names, entry.latitude, entry.longitude,
         entry.terms, entry.accepted_on, entry.refused_on, entry.seen_from, entry.seen_until)
$$;

-- reverse
DROP FUNCTION wrong_search_entries();
