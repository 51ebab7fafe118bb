-- Refuses with a sentence for people and the name of the rule for programs.
CREATE OR REPLACE FUNCTION refuse_signature(rule text, sentence text, on_table text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', sentence USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = on_table;
END $$;

-- reverse
DROP FUNCTION refuse_signature(text, text, text);
