-- Refuses to change, delete or empty the addresses that were ever used.
CREATE OR REPLACE FUNCTION addresses_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_signature('addresses_never_change',
        'An address that a signed page ever had stays written down: it leads to that page for ever.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedure_address_never_changes BEFORE UPDATE OR DELETE ON procedures_procedureaddress
    FOR EACH ROW EXECUTE FUNCTION addresses_never_change();
CREATE OR REPLACE TRIGGER procedure_addresses_are_never_emptied BEFORE TRUNCATE ON procedures_procedureaddress
    FOR EACH STATEMENT EXECUTE FUNCTION addresses_never_change();

-- reverse
DROP TRIGGER procedure_addresses_are_never_emptied ON procedures_procedureaddress;
DROP TRIGGER procedure_address_never_changes ON procedures_procedureaddress;
DROP FUNCTION addresses_never_change();
