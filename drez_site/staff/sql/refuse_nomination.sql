-- Refuses with a sentence for people and the name of the rule for programs.
CREATE OR REPLACE FUNCTION refuse_nomination(rule text, sentence text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', sentence
        USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = 'staff_reviewernomination';
END $$;

-- reverse
DROP FUNCTION refuse_nomination(text, text);
