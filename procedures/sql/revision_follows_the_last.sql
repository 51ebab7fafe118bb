-- Numbers and hashes each saved draft as it comes.
CREATE OR REPLACE FUNCTION revision_follows_the_last() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    next_number integer;
BEGIN
    PERFORM FROM procedures_document WHERE id = NEW.document_id FOR UPDATE;
    SELECT coalesce(max(number), 0) + 1 INTO next_number FROM procedures_revision WHERE document_id = NEW.document_id;
    IF NEW.number <> next_number THEN
        PERFORM refuse_signature('revision_number_follows_the_last',
            format('The next saved draft of this document is number %s.', next_number), TG_TABLE_NAME);
    END IF;
    NEW.content_hash := words_hash(NEW.content);
    NEW.saved_at := statement_timestamp();
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_revision_follows_the_last BEFORE INSERT ON procedures_revision
    FOR EACH ROW EXECUTE FUNCTION revision_follows_the_last();

-- reverse
DROP TRIGGER procedures_revision_follows_the_last ON procedures_revision;
DROP FUNCTION revision_follows_the_last();
