-- Lets in only words that wait just so, from a clinical reviewer who wrote none of them.
CREATE OR REPLACE FUNCTION words_are_approved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    signer record;
    refusal text;
    rule text;
BEGIN
    IF NEW.words = '' AND NEW.approved_by_id IS NULL THEN  -- the end of an approval: nothing is public by it
        RETURN NEW;
    END IF;
    SELECT * INTO signer FROM reviewer_as_signed(NEW.approved_by_id);
    DELETE FROM foundation_waitingwords
    WHERE subject_table = NEW.subject_table AND subject_id = NEW.subject_id AND field = NEW.field AND words = NEW.words;
    IF NOT FOUND THEN
        rule := 'words_are_approved_as_they_wait';
        refusal := 'These words changed meanwhile, or somebody approved them: read what waits now.';
    ELSIF signer.name IS NULL THEN
        rule := 'words_are_approved_by_a_clinical_reviewer';
        refusal := 'Only an active member of the group {{ clinical_reviewer }} approves words.';
    ELSIF signer_waits_until(NEW.approved_by_id) IS NOT NULL THEN
        rule := 'words_are_not_approved_after_a_reset';
        refusal := 'Somebody reset how you sign in less than {{ hold_hours }} hours ago: wait, or have another reviewer vouch for you.';
    ELSIF NEW.approved_by_id = ANY (
        writers_of_waiting_words(NEW.subject_table, NEW.subject_id, NEW.field, NEW.words))
    THEN
        rule := 'words_are_not_approved_by_their_writers';
        refusal := 'Whoever wrote some of these words does not approve them: ask another reviewer.';
    END IF;
    IF rule IS NOT NULL THEN
        RAISE EXCEPTION '%', refusal USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.reviewer_name := signer.name;
    NEW.reviewer_credentials := signer.credentials;
    NEW.approved_at := statement_timestamp();
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER foundation_approvedwords_are_approved BEFORE INSERT ON foundation_approvedwords
    FOR EACH ROW EXECUTE FUNCTION words_are_approved();

-- reverse
DROP TRIGGER foundation_approvedwords_are_approved ON foundation_approvedwords;
DROP FUNCTION words_are_approved();
