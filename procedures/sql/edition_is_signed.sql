-- Lets in only editions that another clinical reviewer signed, word for word as submitted.
CREATE OR REPLACE FUNCTION edition_is_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    draft procedures_document;
    signer record;
    last_number integer;
    previous procedures_edition;
    original procedures_edition;
    written_before procedures_edition;
BEGIN
    -- One signature at a time for each document; a second waits here, and then sees the first.
    SELECT * INTO draft FROM procedures_document WHERE id = NEW.document_id FOR UPDATE;
    -- Its sources against marks alone, which call editions off: before the lock of any edition, as a mark does.
    PERFORM FROM procedures_publication
    WHERE key IN (SELECT source ->> 'key' FROM jsonb_path_query(NEW.content, '$.sources[*]') AS source)
    ORDER BY id FOR KEY SHARE;
    SELECT coalesce(max(number), 0) INTO last_number FROM procedures_edition WHERE document_id = NEW.document_id;
    SELECT * INTO previous FROM procedures_edition AS edition
    WHERE document_id = NEW.document_id AND NOT EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = edition.id)
    ORDER BY number DESC LIMIT 1;
    NEW.published_at := statement_timestamp();
    IF NEW.live_from <= NEW.published_at THEN
        NEW.live_from := NULL; -- its day has begun meanwhile
    END IF;

    SELECT * INTO signer FROM reviewer_as_signed(NEW.reviewer_id);
    IF NOT FOUND THEN
        PERFORM refuse_signature('edition_is_signed_by_a_clinical_reviewer',
            'Only an active member of the group {{ clinical_reviewer }} signs.', TG_TABLE_NAME);
    END IF;
    IF signer_waits_until(NEW.reviewer_id) IS NOT NULL THEN
        PERFORM refuse_signature('edition_is_not_signed_after_a_reset',
            'Somebody reset how you sign in less than {{ hold_hours }} hours ago: wait, or have another reviewer vouch for you.', TG_TABLE_NAME);
    END IF;
    IF (NEW.reviewer_name, NEW.reviewer_credentials, NEW.reviewer_conflicts)
        IS DISTINCT FROM (signer.name, signer.credentials, signer.conflicts_of_interest)
    THEN
        PERFORM refuse_signature('edition_shows_its_reviewer_as_they_are',
            'Name, credentials and conflicts of interest are those of the account that signs.', TG_TABLE_NAME);
    END IF;
    IF NEW.is_demonstration <> draft.is_demonstration OR (NEW.is_demonstration AND NOT site_is_demonstration()) THEN
        PERFORM refuse_signature('edition_is_as_real_as_its_draft',
            'An edition is demonstration data exactly when its draft is, and only on a demonstration site.', TG_TABLE_NAME);
    END IF;
    IF NEW.number <> last_number + 1 THEN
        PERFORM refuse_signature('edition_number_follows_the_last',
            format('The next edition of this document is number %s.', last_number + 1), TG_TABLE_NAME);
    END IF;
    IF NEW.content_hash <> words_hash(NEW.content)
        OR NEW.content->>'kind' IS DISTINCT FROM draft.kind
        OR NEW.content->>'language' IS DISTINCT FROM draft.language
    THEN
        PERFORM refuse_signature('edition_hash_is_that_of_its_words',
            'The hash is not that of these words, or they belong to another document.', TG_TABLE_NAME);
    END IF;
    -- A day of grace: the clinic may be ahead of the server's clock.
    IF NEW.reviewed_on > (statement_timestamp() AT TIME ZONE 'UTC')::date + 1 THEN
        PERFORM refuse_signature('edition_is_not_reviewed_in_the_future',
            'The review has not happened yet: give the day of the review.', TG_TABLE_NAME);
    END IF;
    IF (NEW.live_from AT TIME ZONE 'UTC')::date >= NEW.review_due THEN
        PERFORM refuse_signature('edition_goes_live_before_its_next_review',
            'Its next review would be due before anybody reads it: choose an earlier day.', TG_TABLE_NAME);
    END IF;
    IF NEW.kind IN ('minor', 'renewal') AND previous.live_from > statement_timestamp() THEN
        PERFORM refuse_signature('edition_follows_what_patients_read',
            format('Edition %s waits for its day: call it off first, or sign a full review.', previous.number), TG_TABLE_NAME);
    END IF;
    SELECT * INTO original FROM edition_translated(NEW.document_id, NEW.content);
    PERFORM FROM procedures_edition WHERE id = original.id AND live_from > statement_timestamp() FOR SHARE;
    IF original.live_from > coalesce(NEW.live_from, NEW.published_at)
        OR EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = original.id)
    THEN
        PERFORM refuse_signature('edition_translates_what_patients_read',
            format('Patients do not read edition %s of the English page by then: choose a later day, or translate another.', original.number), TG_TABLE_NAME);
    END IF;
    IF EXISTS (
        SELECT FROM procedures_withdrawal AS withdrawal JOIN procedures_edition AS down ON down.id = withdrawal.edition_id
        WHERE down.document_id = original.document_id AND down.number >= original.number AND NOT EXISTS (
            SELECT FROM procedures_edition AS newer
            WHERE newer.document_id = down.document_id AND newer.number > down.number
                AND NOT EXISTS (SELECT FROM procedures_calledoff WHERE edition_id = newer.id)
        )
    ) THEN
        PERFORM refuse_signature('edition_translates_what_is_not_taken_down',
            'The English page was taken down: sign it in English first, and translate that edition.', TG_TABLE_NAME);
    END IF;
    IF NEW.kind = 'minor' AND (
        previous.id IS NULL
        OR (NEW.reviewed_on, NEW.review_due) <> (previous.reviewed_on, previous.review_due)
        OR EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = previous.id)
    ) THEN
        PERFORM refuse_signature('edition_minor_correction_keeps_the_dates',
            'A minor correction follows a live edition and keeps its review dates.', TG_TABLE_NAME);
    END IF;

    IF NEW.kind IN ('renewal', 'again') THEN
        SELECT * INTO written_before FROM procedures_edition
        WHERE document_id = NEW.document_id AND content_hash = NEW.content_hash
            AND (NEW.kind = 'again' OR id = previous.id)
            AND (NEW.kind = 'again' OR NOT EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = previous.id))
        ORDER BY number DESC LIMIT 1;
        IF written_before.id IS NULL THEN
            PERFORM refuse_signature('edition_signs_words_that_were_signed',
                'These are not the words of an edition that can be signed again.', TG_TABLE_NAME);
        END IF;
    ELSE
        -- Locked: whoever takes it back or submits again comes before this signature, or after it.
        PERFORM FROM procedures_submission
        WHERE document_id = NEW.document_id AND content_hash = NEW.content_hash FOR UPDATE;
        IF NOT FOUND THEN
            PERFORM refuse_signature('edition_signs_the_submitted_draft',
                'These are not the words of the submitted draft: it was changed or signed since. Read it again.', TG_TABLE_NAME);
        END IF;
        IF NOT EXISTS (
            SELECT FROM procedures_revision WHERE document_id = NEW.document_id AND content_hash = NEW.content_hash
        ) THEN
            PERFORM refuse_signature('edition_signs_a_saved_draft',
                'These words were never saved as a draft, so nobody knows who wrote them: submit the draft again.', TG_TABLE_NAME);
        END IF;
        DELETE FROM procedures_submission WHERE document_id = NEW.document_id;
    END IF;
    SELECT coalesce(array_agg(DISTINCT account) FILTER (WHERE account IS NOT NULL), '{}'),
        coalesce(array_agg(DISTINCT name), '{}')
    INTO NEW.writer_accounts, NEW.writers
    FROM writers_of_words(NEW.document_id, NEW.content);
    IF NEW.writers = '{}' THEN
        written_before := previous;
    END IF;
    IF written_before.id IS NOT NULL THEN
        SELECT coalesce(array_agg(DISTINCT account) FILTER (WHERE account IS NOT NULL), '{}') || NEW.writer_accounts,
            coalesce(array_agg(DISTINCT name) FILTER (WHERE name IS NOT NULL), '{}') || NEW.writers
        INTO NEW.writer_accounts, NEW.writers
        FROM procedures_edition AS same
            LEFT JOIN unnest(same.writer_accounts) AS account ON true LEFT JOIN unnest(same.writers) AS name ON true
        WHERE same.document_id = NEW.document_id AND same.content_hash = written_before.content_hash;
        NEW.writer_accounts := ARRAY(SELECT DISTINCT unnest(NEW.writer_accounts) ORDER BY 1);
        NEW.writers := ARRAY(SELECT DISTINCT unnest(NEW.writers) ORDER BY 1);
    END IF;
    IF NEW.reviewer_id = ANY (NEW.writer_accounts) THEN
        PERFORM refuse_signature('edition_is_not_signed_by_its_writers',
            'Whoever wrote some of these words does not sign them: ask another reviewer.', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_is_signed BEFORE INSERT ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION edition_is_signed();

-- reverse
DROP TRIGGER procedures_edition_is_signed ON procedures_edition;
DROP FUNCTION edition_is_signed();
