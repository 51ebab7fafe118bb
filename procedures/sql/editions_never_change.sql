-- Refuses to change, delete or empty signed editions.
CREATE OR REPLACE FUNCTION editions_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.is_demonstration AND site_is_demonstration() THEN
            RETURN OLD;
        END IF;
    END IF;
    PERFORM refuse_signature('editions_never_change',
        'A signed edition is never changed or deleted. Withdraw it, or sign a new one.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_never_changes BEFORE UPDATE OR DELETE ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION editions_never_change();
CREATE OR REPLACE TRIGGER procedures_edition_is_never_emptied BEFORE TRUNCATE ON procedures_edition
    FOR EACH STATEMENT EXECUTE FUNCTION editions_never_change();

-- reverse
DROP TRIGGER procedures_edition_is_never_emptied ON procedures_edition;
DROP TRIGGER procedures_edition_never_changes ON procedures_edition;
DROP FUNCTION editions_never_change();
