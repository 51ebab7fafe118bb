-- Lets a mark of a retraction begin as a mark alone, and then only be seconded, confirmed or refused, once each.
CREATE OR REPLACE FUNCTION retraction_is_marked() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    reviewer bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF coalesce(NEW.seconded_by_id, NEW.confirmed_by_id, NEW.refused_by_id) IS NOT NULL
            OR coalesce(NEW.seconded_at, NEW.confirmed_at, NEW.refused_at) IS NOT NULL
        THEN
            PERFORM refuse_signature('retraction_begins_as_a_mark',
                'A retraction is marked first, and confirmed or refused by somebody else.', TG_TABLE_NAME);
        END IF;
        -- In the order of signatures: documents of which this calls an edition off, and then the source.
        PERFORM signatures_wait(ARRAY(
            SELECT edition_id FROM procedures_citation JOIN procedures_publication AS publication USING (key)
            WHERE publication.id = NEW.publication_id AND edition_id IS NOT NULL AND NOT sums_up));
        -- Signatures on it come before the mark, which then sees them, or after it.
        PERFORM FROM procedures_publication WHERE id = NEW.publication_id FOR UPDATE;
        NEW.marked_at := statement_timestamp();
        RETURN NEW;
    END IF;
    IF (OLD.id, OLD.publication_id, OLD.retracted_on, OLD.notice, OLD.marked_by_id, OLD.marked_at)
        IS DISTINCT FROM (NEW.id, NEW.publication_id, NEW.retracted_on, NEW.notice, NEW.marked_by_id, NEW.marked_at)
        OR OLD.refused_by_id IS NOT NULL
        OR (OLD.seconded_by_id IS NOT NULL AND OLD.seconded_by_id IS DISTINCT FROM NEW.seconded_by_id)
        OR (OLD.confirmed_by_id IS NOT NULL AND OLD.confirmed_by_id IS DISTINCT FROM NEW.confirmed_by_id)
    THEN
        PERFORM refuse_signature('retraction_says_who_did_what',
            'A mark of a retraction is never changed: refuse it, and make another.', TG_TABLE_NAME);
    END IF;
    FOREACH reviewer IN ARRAY ARRAY[
        CASE WHEN OLD.confirmed_by_id IS NULL THEN NEW.confirmed_by_id END,
        CASE WHEN OLD.refused_by_id IS NULL THEN NEW.refused_by_id END]
    LOOP
        CONTINUE WHEN reviewer IS NULL;
        PERFORM FROM reviewer_as_signed(reviewer);
        IF NOT FOUND THEN
            PERFORM refuse_signature('retraction_is_judged_by_a_clinical_reviewer',
                'Only an active member of the group {{ clinical_reviewer }} confirms or refuses a retraction.', TG_TABLE_NAME);
        END IF;
    END LOOP;
    IF OLD.refused_by_id IS NULL AND signer_waits_until(NEW.refused_by_id) IS NOT NULL THEN
        PERFORM refuse_signature('retraction_is_not_refused_after_a_reset',
            'Somebody reset how you sign in less than {{ hold_hours }} hours ago: another reviewer refuses the mark, or vouches for you first.',
            TG_TABLE_NAME);
    END IF;
    NEW.seconded_at := CASE WHEN OLD.seconded_by_id IS NULL AND NEW.seconded_by_id IS NOT NULL
        THEN statement_timestamp() ELSE OLD.seconded_at END;
    NEW.confirmed_at := CASE WHEN OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL
        THEN statement_timestamp() ELSE OLD.confirmed_at END;
    NEW.refused_at := CASE WHEN NEW.refused_by_id IS NOT NULL THEN statement_timestamp() END;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_retraction_is_marked BEFORE INSERT OR UPDATE ON procedures_retraction
    FOR EACH ROW EXECUTE FUNCTION retraction_is_marked();

-- reverse
DROP TRIGGER procedures_retraction_is_marked ON procedures_retraction;
DROP FUNCTION retraction_is_marked();
