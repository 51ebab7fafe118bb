-- Refuses to change, delete or empty withdrawals.
CREATE OR REPLACE FUNCTION withdrawals_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF site_is_demonstration() AND (SELECT is_demonstration FROM procedures_edition WHERE id = OLD.edition_id) THEN
            RETURN OLD;
        END IF;
    END IF;
    PERFORM refuse_signature('withdrawals_never_change',
        'A withdrawal is never changed or deleted. Only a new signature brings the page back.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_withdrawal_never_changes BEFORE UPDATE OR DELETE ON procedures_withdrawal
    FOR EACH ROW EXECUTE FUNCTION withdrawals_never_change();
CREATE OR REPLACE TRIGGER procedures_withdrawal_is_never_emptied BEFORE TRUNCATE ON procedures_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION withdrawals_never_change();

-- reverse
DROP TRIGGER procedures_withdrawal_is_never_emptied ON procedures_withdrawal;
DROP TRIGGER procedures_withdrawal_never_changes ON procedures_withdrawal;
DROP FUNCTION withdrawals_never_change();
