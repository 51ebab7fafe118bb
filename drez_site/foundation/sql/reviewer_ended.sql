-- The contract that says somebody stopped being a clinical reviewer: declared here, its body comes from procedures.
CREATE OR REPLACE FUNCTION reviewer_ended(account bigint) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'reviewer_ended(account) is declared and has no body yet: migrate the app procedures.';
END $$;

-- reverse
DROP FUNCTION reviewer_ended(bigint);
