-- Calls off those of these editions whose day is still to come. What is read already stays.
CREATE OR REPLACE FUNCTION call_off(editions bigint[], because text) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO procedures_calledoff (edition_id, why, reason, called_off_at)
    SELECT id, because, '', statement_timestamp()
    FROM procedures_edition WHERE id = ANY (editions) AND live_from > statement_timestamp()
    ON CONFLICT DO NOTHING
$$;

-- reverse
DROP FUNCTION call_off(bigint[], text);
