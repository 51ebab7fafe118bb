-- Lets a demonstration withdrawal go only with its edition.
CREATE OR REPLACE FUNCTION demonstration_withdrawal_goes_with_its_edition() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_edition WHERE id = OLD.edition_id) THEN
        PERFORM refuse_signature('demonstration_withdrawal_goes_with_its_edition',
            'A demonstration withdrawal is deleted with its edition, so that nothing revives.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS procedures_withdrawal_goes_with_its_edition ON procedures_withdrawal;
CREATE CONSTRAINT TRIGGER procedures_withdrawal_goes_with_its_edition AFTER DELETE ON procedures_withdrawal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION demonstration_withdrawal_goes_with_its_edition();

-- reverse
DROP TRIGGER procedures_withdrawal_goes_with_its_edition ON procedures_withdrawal;
DROP FUNCTION demonstration_withdrawal_goes_with_its_edition();
