-- The body of the contract: a day after the last reset by an administrator for which no other reviewer vouched.
CREATE OR REPLACE FUNCTION signer_waits_until(account bigint) RETURNS timestamptz
    LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT max(made_at) + interval '{{ hold_hours }} hours' FROM staff_signinreset
    WHERE person_id = account AND made_by_id IS NOT NULL AND vouched_by_id IS NULL
        AND made_at > statement_timestamp() - interval '{{ hold_hours }} hours'
$$;

-- reverse
CREATE OR REPLACE FUNCTION signer_waits_until(account bigint) RETURNS timestamptz
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'signer_waits_until(account) is declared and has no body yet: migrate the app staff.';
END $$;
