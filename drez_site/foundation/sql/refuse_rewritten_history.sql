-- Keeps every version as it was written; the file history_stays puts it on a table.
-- What is made up goes with the demonstration, and the owner of the tables can forget somebody.
CREATE OR REPLACE FUNCTION refuse_rewritten_history() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF site_is_demonstration() OR pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'History is never rewritten: it says who changed what. Only the owner of the tables can delete a version.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'history_is_never_rewritten', TABLE = TG_TABLE_NAME;
END $$;

-- reverse
DROP FUNCTION refuse_rewritten_history();
