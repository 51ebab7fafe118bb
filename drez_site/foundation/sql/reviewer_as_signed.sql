-- The contract that says what a signature names of an active clinical reviewer: declared here, its body comes from staff.
CREATE OR REPLACE FUNCTION reviewer_as_signed(account bigint)
    RETURNS TABLE (name text, credentials text, conflicts_of_interest text)
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'reviewer_as_signed(account) is declared and has no body yet: migrate the app staff.';
END $$;

-- reverse
DROP FUNCTION reviewer_as_signed(bigint);
