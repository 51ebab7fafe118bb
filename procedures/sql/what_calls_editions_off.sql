-- An edition that waits for its day is called off by a newer signature, when its page goes down, by a mark on a source, and with its original.
CREATE OR REPLACE FUNCTION what_calls_editions_off() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'procedures_edition' THEN
        PERFORM call_off(ARRAY(
            SELECT id FROM procedures_edition WHERE document_id = NEW.document_id AND number < NEW.number), 'newer');
    ELSIF TG_TABLE_NAME = 'procedures_withdrawal' THEN
        PERFORM call_off(ARRAY(
            SELECT other.id FROM procedures_edition AS other JOIN procedures_edition AS taken_down USING (document_id)
            WHERE taken_down.id = NEW.edition_id), 'withdrawn', NEW.withdrawn_at);
    ELSIF TG_TABLE_NAME = 'procedures_calledoff' THEN
        PERFORM call_off(ARRAY(
            SELECT translation.id
            FROM procedures_edition AS translation, edition_translated(translation.document_id, translation.content) AS original
            WHERE translation.live_from > NEW.called_off_at AND original.id = NEW.edition_id), 'original', NEW.called_off_at);
    ELSE
        PERFORM call_off(ARRAY(
            SELECT edition_id FROM procedures_citation JOIN procedures_publication AS publication USING (key)
            WHERE publication.id = NEW.publication_id AND edition_id IS NOT NULL AND NOT sums_up), 'marked');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_calls_others_off AFTER INSERT ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION what_calls_editions_off();
CREATE OR REPLACE TRIGGER procedures_withdrawal_calls_editions_off AFTER INSERT ON procedures_withdrawal
    FOR EACH ROW EXECUTE FUNCTION what_calls_editions_off();
CREATE OR REPLACE TRIGGER procedures_retraction_calls_editions_off AFTER INSERT ON procedures_retraction
    FOR EACH ROW EXECUTE FUNCTION what_calls_editions_off();
CREATE OR REPLACE TRIGGER procedures_calledoff_calls_translations_off AFTER INSERT ON procedures_calledoff
    FOR EACH ROW EXECUTE FUNCTION what_calls_editions_off();

-- reverse
DROP TRIGGER procedures_calledoff_calls_translations_off ON procedures_calledoff;
DROP TRIGGER procedures_retraction_calls_editions_off ON procedures_retraction;
DROP TRIGGER procedures_withdrawal_calls_editions_off ON procedures_withdrawal;
DROP TRIGGER procedures_edition_calls_others_off ON procedures_edition;
DROP FUNCTION what_calls_editions_off();
