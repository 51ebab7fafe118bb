-- The contract that says until when an account signs nothing, because others hold what it signs in with: null for no time.
CREATE OR REPLACE FUNCTION signer_waits_until(account bigint) RETURNS timestamptz
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'signer_waits_until(account) is declared and has no body yet: migrate the app staff.';
END $$;

-- reverse
DROP FUNCTION signer_waits_until(bigint);
