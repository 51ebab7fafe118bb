-- Refuses to delete accounts: what somebody signed, wrote and confirmed finds its person by the account's number.
CREATE OR REPLACE FUNCTION accounts_are_never_deleted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'An account is never deleted: its name stands beside what the person did. Make it inactive instead.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'accounts_are_never_deleted', TABLE = TG_TABLE_NAME;
END $$;

CREATE OR REPLACE TRIGGER staff_staffmember_is_never_deleted BEFORE DELETE ON staff_staffmember
    FOR EACH ROW EXECUTE FUNCTION accounts_are_never_deleted();
CREATE OR REPLACE TRIGGER staff_staffmembers_are_never_emptied BEFORE TRUNCATE ON staff_staffmember
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_are_never_deleted();

-- reverse
DROP TRIGGER staff_staffmembers_are_never_emptied ON staff_staffmember;
DROP TRIGGER staff_staffmember_is_never_deleted ON staff_staffmember;
DROP FUNCTION accounts_are_never_deleted();
