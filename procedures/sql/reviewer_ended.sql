-- The body of the contract: what somebody signed who is no reviewer any more does not go live.
CREATE OR REPLACE FUNCTION reviewer_ended(account bigint) RETURNS void
    LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT call_off(ARRAY(SELECT id FROM procedures_edition WHERE reviewer_id = account), 'signer')
$$;

-- reverse
CREATE OR REPLACE FUNCTION reviewer_ended(account bigint) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'reviewer_ended(account) is declared and has no body yet: migrate the app procedures.';
END $$;
