"""The promise in the database: nothing medical is public without a clinician's signature.

Every function fixes its search path with pg_temp last, so that a temporary table cannot stand in for ours.
"""

from django.db import migrations

PARTS = ["glancefact", "section", "step", "figure", "urgentsign", "question"]

FUNCTIONS = """
CREATE FUNCTION refuse_signature(rule text, sentence text, on_table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', sentence USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = on_table;
END $$;

CREATE FUNCTION words_hash(words jsonb) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(words::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION is_clinical_reviewer(staff bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM drez_site_staffmember person
        JOIN drez_site_staffmember_groups membership ON membership.staffmember_id = person.id
        JOIN auth_group ON auth_group.id = membership.group_id
        WHERE person.id = staff AND person.is_active AND auth_group.name = 'Clinical reviewer'
    )
$$;

-- Submissions

CREATE FUNCTION submission_is_hashed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM refuse_signature('submission_never_changes',
            'A submitted draft is never changed: submit it again.', TG_TABLE_NAME);
    END IF;
    NEW.content_hash := words_hash(NEW.content);
    RETURN NEW;
END $$;

CREATE FUNCTION draft_change_ends_submission() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    row_before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    row_after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    key text := CASE TG_TABLE_NAME WHEN 'procedures_document' THEN 'id' ELSE 'document_id' END;
BEGIN
    IF row_before IS DISTINCT FROM row_after THEN
        DELETE FROM procedures_submission
        WHERE document_id IN ((row_before->>key)::bigint, (row_after->>key)::bigint);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION emptied_drafts_end_submissions() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM procedures_submission;
    RETURN NULL;
END $$;

CREATE FUNCTION signed_document_stays_what_it_is() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (OLD.kind, OLD.language, OLD.slug, OLD.procedure_id) IS DISTINCT FROM (NEW.kind, NEW.language, NEW.slug, NEW.procedure_id)
        AND EXISTS (SELECT FROM procedures_edition WHERE document_id = OLD.id)
    THEN
        PERFORM refuse_signature(TG_NAME,
            'This document has signed editions, so its kind, language, address and procedure stay as they are. Write a new document.',
            TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

-- Editions

CREATE FUNCTION edition_is_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    draft procedures_document;
    signer drez_site_staffmember;
    previous procedures_edition;
    words_author bigint;
BEGIN
    -- One signature at a time for each document; a second waits here, and then sees the first.
    SELECT * INTO draft FROM procedures_document WHERE id = NEW.document_id FOR UPDATE;
    SELECT * INTO signer FROM drez_site_staffmember WHERE id = NEW.reviewer_id FOR SHARE;
    SELECT * INTO previous FROM procedures_edition WHERE document_id = NEW.document_id ORDER BY number DESC LIMIT 1;
    NEW.published_at := statement_timestamp();

    IF NOT is_clinical_reviewer(NEW.reviewer_id) THEN
        PERFORM refuse_signature('edition_is_signed_by_a_clinical_reviewer',
            'Only an active member of the group Clinical reviewer signs.', TG_TABLE_NAME);
    END IF;
    IF (NEW.reviewer_name, NEW.reviewer_credentials, NEW.reviewer_conflicts)
        IS DISTINCT FROM (signer.full_name, signer.credentials, signer.conflicts_of_interest)
    THEN
        PERFORM refuse_signature('edition_shows_its_reviewer_as_they_are',
            'Name, credentials and conflicts of interest are those of the account that signs.', TG_TABLE_NAME);
    END IF;
    IF NEW.reviewer_id = draft.last_author_id THEN
        PERFORM refuse_signature('edition_is_not_signed_by_the_last_author',
            'Whoever wrote the draft last does not sign it: ask another reviewer.', TG_TABLE_NAME);
    END IF;
    IF NEW.is_demonstration <> draft.is_demonstration OR (NEW.is_demonstration AND NOT site_is_demonstration()) THEN
        PERFORM refuse_signature('edition_is_as_real_as_its_draft',
            'An edition is demonstration data exactly when its draft is, and only on a demonstration site.', TG_TABLE_NAME);
    END IF;
    IF NEW.number <> coalesce(previous.number, 0) + 1 THEN
        PERFORM refuse_signature('edition_number_follows_the_last',
            format('The next edition of this document is number %s.', coalesce(previous.number, 0) + 1), TG_TABLE_NAME);
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
    IF NEW.kind = 'minor' AND (
        previous.id IS NULL
        OR (NEW.reviewed_on, NEW.review_due) <> (previous.reviewed_on, previous.review_due)
        OR EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = previous.id)
    ) THEN
        PERFORM refuse_signature('edition_minor_correction_keeps_the_dates',
            'A minor correction follows a live edition and keeps its review dates.', TG_TABLE_NAME);
    END IF;

    IF NEW.kind IN ('renewal', 'again') THEN
        SELECT author_id INTO words_author FROM procedures_edition
        WHERE document_id = NEW.document_id AND content_hash = NEW.content_hash
            AND (NEW.kind = 'again' OR id = previous.id)
            AND (NEW.kind = 'again' OR NOT EXISTS (SELECT FROM procedures_withdrawal WHERE edition_id = previous.id))
        ORDER BY number DESC LIMIT 1;
        IF words_author IS NULL THEN
            PERFORM refuse_signature('edition_signs_words_that_were_signed',
                'These are not the words of an edition that can be signed again.', TG_TABLE_NAME);
        END IF;
    ELSE
        -- Locked, so that an edit under way finishes first and its submission is gone.
        PERFORM FROM procedures_submission
        WHERE document_id = NEW.document_id AND content_hash = NEW.content_hash FOR UPDATE;
        IF NOT FOUND THEN
            PERFORM refuse_signature('edition_signs_the_submitted_draft',
                'These are not the words of the submitted draft: it was changed or signed since. Read it again.', TG_TABLE_NAME);
        END IF;
        words_author := draft.last_author_id;
        DELETE FROM procedures_submission WHERE document_id = NEW.document_id;
    END IF;
    IF NEW.author_id IS DISTINCT FROM words_author THEN
        PERFORM refuse_signature('edition_names_the_author_of_its_words',
            'The author of an edition is who wrote its words last.', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION editions_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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

CREATE FUNCTION demonstration_history_goes_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_edition WHERE document_id = OLD.document_id) THEN
        PERFORM refuse_signature('demonstration_history_goes_whole',
            'Demonstration editions are deleted with the whole history of their document, so that nothing older revives.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

-- Withdrawals

CREATE FUNCTION withdrawal_is_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    taken_down procedures_edition;
BEGIN
    SELECT * INTO taken_down FROM procedures_edition WHERE id = NEW.edition_id;
    PERFORM FROM procedures_document WHERE id = taken_down.document_id FOR UPDATE;
    NEW.withdrawn_at := statement_timestamp();
    IF NOT is_clinical_reviewer(NEW.withdrawn_by_id) THEN
        PERFORM refuse_signature('withdrawal_is_by_a_clinical_reviewer',
            'Only an active member of the group Clinical reviewer withdraws.', TG_TABLE_NAME);
    END IF;
    IF EXISTS (SELECT FROM procedures_edition WHERE document_id = taken_down.document_id AND number > taken_down.number) THEN
        PERFORM refuse_signature('withdrawal_takes_down_the_newest_edition',
            'There is a newer edition: withdraw that one.', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION withdrawals_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF site_is_demonstration() AND (SELECT is_demonstration FROM procedures_edition WHERE id = OLD.edition_id) THEN
            RETURN OLD;
        END IF;
    END IF;
    PERFORM refuse_signature('withdrawals_never_change',
        'A withdrawal is never changed or deleted. Only a new signature brings the page back.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE FUNCTION demonstration_withdrawal_goes_with_its_edition() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_edition WHERE id = OLD.edition_id) THEN
        PERFORM refuse_signature('demonstration_withdrawal_goes_with_its_edition',
            'A demonstration withdrawal is deleted with its edition, so that nothing revives.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER procedures_submission_is_hashed BEFORE INSERT OR UPDATE ON procedures_submission
    FOR EACH ROW EXECUTE FUNCTION submission_is_hashed();
CREATE TRIGGER signed_document_stays_what_it_is BEFORE UPDATE ON procedures_document
    FOR EACH ROW EXECUTE FUNCTION signed_document_stays_what_it_is();

CREATE TRIGGER procedures_edition_demonstration_only BEFORE INSERT OR UPDATE ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_real_rows();
CREATE TRIGGER procedures_edition_is_signed BEFORE INSERT ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION edition_is_signed();
CREATE TRIGGER procedures_edition_never_changes BEFORE UPDATE OR DELETE ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION editions_never_change();
CREATE TRIGGER procedures_edition_is_never_emptied BEFORE TRUNCATE ON procedures_edition
    FOR EACH STATEMENT EXECUTE FUNCTION editions_never_change();
CREATE CONSTRAINT TRIGGER procedures_edition_history_goes_whole AFTER DELETE ON procedures_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION demonstration_history_goes_whole();

CREATE TRIGGER procedures_withdrawal_is_signed BEFORE INSERT ON procedures_withdrawal
    FOR EACH ROW EXECUTE FUNCTION withdrawal_is_signed();
CREATE TRIGGER procedures_withdrawal_never_changes BEFORE UPDATE OR DELETE ON procedures_withdrawal
    FOR EACH ROW EXECUTE FUNCTION withdrawals_never_change();
CREATE TRIGGER procedures_withdrawal_is_never_emptied BEFORE TRUNCATE ON procedures_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION withdrawals_never_change();
CREATE CONSTRAINT TRIGGER procedures_withdrawal_goes_with_its_edition AFTER DELETE ON procedures_withdrawal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION demonstration_withdrawal_goes_with_its_edition();
"""

DRAFT_TRIGGERS = """
CREATE TRIGGER procedures_{table}_change_ends_submission AFTER INSERT OR UPDATE OR DELETE ON procedures_{table}
    FOR EACH ROW EXECUTE FUNCTION draft_change_ends_submission();
CREATE TRIGGER procedures_{table}_emptied_ends_submissions AFTER TRUNCATE ON procedures_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION emptied_drafts_end_submissions();
"""

NO_FUNCTIONS = """
DROP FUNCTION submission_is_hashed, draft_change_ends_submission, emptied_drafts_end_submissions,
    signed_document_stays_what_it_is, edition_is_signed, editions_never_change, demonstration_history_goes_whole,
    withdrawal_is_signed, withdrawals_never_change, demonstration_withdrawal_goes_with_its_edition CASCADE;
DROP FUNCTION is_clinical_reviewer, words_hash, refuse_signature;
DROP TRIGGER procedures_edition_demonstration_only ON procedures_edition;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_editions"), ("drez_site", "0003_staff_groups")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *(
            migrations.RunSQL(DRAFT_TRIGGERS.format(table=table), migrations.RunSQL.noop)
            for table in ("document", *PARTS)
        ),
    ]
