-- Calls off those of these editions whose day is still to come. What is read already stays.
-- Still to come at the moment of what calls them off, where that has read the clock; otherwise now.
DROP FUNCTION IF EXISTS call_off(bigint[], text); -- it knew no moment but its own
CREATE OR REPLACE FUNCTION call_off(editions bigint[], because text, at timestamptz DEFAULT NULL) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT signatures_wait(editions);
    INSERT INTO procedures_calledoff (edition_id, why, reason, called_off_at)
    SELECT id, because, '', read_at.moment
    FROM procedures_edition, (SELECT coalesce(at, clock_timestamp()) AS moment) AS read_at
    WHERE id = ANY (editions) AND live_from > read_at.moment
    ORDER BY id
    ON CONFLICT DO NOTHING
$$;

-- reverse
DROP FUNCTION call_off(bigint[], text, timestamptz);
