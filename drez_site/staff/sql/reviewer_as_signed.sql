-- The body of the contract: the account's row, locked until the signature is stored; nothing unless it may sign.
-- Who is in the group has a nomination that stands; it is asked for once more, whatever became of the group.
-- Locked first: whoever ends a nomination locks that row and changes others, which only a later statement sees.
CREATE OR REPLACE FUNCTION reviewer_as_signed(account bigint)
    RETURNS TABLE (name text, credentials text, conflicts_of_interest text)
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM staff_staffmember WHERE id = account FOR SHARE;
    RETURN QUERY
    SELECT person.full_name::text, person.credentials::text, person.conflicts_of_interest::text
    FROM staff_staffmember person
    WHERE person.id = account AND person.is_active AND EXISTS (
        SELECT FROM staff_staffmember_groups membership JOIN auth_group ON auth_group.id = membership.group_id
        WHERE membership.staffmember_id = person.id AND auth_group.name = '{{ clinical_reviewer }}')
        AND EXISTS (
            SELECT FROM staff_reviewernomination nomination
            WHERE nomination.person_id = person.id AND nomination.confirmed_at IS NOT NULL AND nomination.ended_at IS NULL);
END $$;

-- reverse
CREATE OR REPLACE FUNCTION reviewer_as_signed(account bigint)
    RETURNS TABLE (name text, credentials text, conflicts_of_interest text)
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'reviewer_as_signed(account) is declared and has no body yet: migrate the app staff.';
END $$;
