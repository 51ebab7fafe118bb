-- Lets nobody become a clinical reviewer by one person's act: an administrator proposes, another reviewer confirms.
CREATE OR REPLACE FUNCTION reviewers_need_two_people() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    person staff_staffmember;
BEGIN
    -- One at a time: of two first reviewers, the second sees the first.
    PERFORM pg_advisory_xact_lock(hashtext('staff_reviewernomination'));
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.person_id, NEW.proposed_at) <> (OLD.id, OLD.person_id, OLD.proposed_at)
            OR NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id
            OR (OLD.confirmed_at IS NOT NULL
                AND (NEW.confirmed_at, NEW.confirmed_by_id) IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id))
            OR (OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD)
        THEN
            PERFORM refuse_nomination('nomination_stays_what_it_was', 'Who proposed whom, and who confirmed it, is never changed.');
        END IF;
        IF OLD.confirmed_at IS NULL AND NEW.confirmed_by_id IS NULL THEN
            NEW.confirmed_at := NULL;
        ELSIF OLD.confirmed_at IS NULL THEN
            IF NEW.confirmed_by_id IN (NEW.person_id, NEW.proposed_by_id)
                OR NOT EXISTS (SELECT FROM reviewer_as_signed(NEW.confirmed_by_id))
            THEN
                PERFORM refuse_nomination('nomination_is_confirmed_by_another_reviewer',
                    'A clinical reviewer who did not propose it, and whom it does not concern, confirms a nomination.');
            END IF;
            IF signer_waits_until(NEW.confirmed_by_id) IS NOT NULL THEN
                PERFORM refuse_nomination('nomination_is_not_confirmed_after_a_reset',
                    'Somebody reset how you sign in less than {{ hold_hours }} hours ago: another reviewer confirms, or vouches for you first.');
            END IF;
            NEW.confirmed_at := statement_timestamp();
        END IF;
    ELSE
        SELECT * INTO person FROM staff_staffmember WHERE id = NEW.person_id;
        NEW.proposed_at := statement_timestamp();
        NEW.confirmed_at := NULL;
        IF NEW.confirmed_by_id IS NOT NULL THEN
            PERFORM refuse_nomination('nomination_is_confirmed_later', 'A nomination is proposed first, and confirmed by somebody else.');
        END IF;
        IF NEW.proposed_by_id IS NOT NULL AND (NEW.proposed_by_id = NEW.person_id OR NOT EXISTS (
            SELECT FROM staff_staffmember proposer
            WHERE proposer.id = NEW.proposed_by_id AND proposer.is_active AND (proposer.is_superuser OR EXISTS (
                SELECT FROM staff_staffmember_groups membership JOIN auth_group ON auth_group.id = membership.group_id
                WHERE membership.staffmember_id = proposer.id AND auth_group.name = '{{ administrator }}'))))
        THEN
            PERFORM refuse_nomination('nomination_is_proposed_by_an_administrator',
                'An administrator proposes somebody else as a clinical reviewer.');
        END IF;
        IF NEW.proposed_by_id IS NULL THEN
            -- On the server: the first, or the demonstration's own, as whom nobody can sign in.
            IF NOT (site_is_demonstration() AND NOT person.is_staff) AND EXISTS (
                SELECT FROM staff_reviewernomination other JOIN staff_staffmember ON staff_staffmember.id = other.person_id
                WHERE other.confirmed_at IS NOT NULL AND other.ended_at IS NULL AND is_active AND is_staff)
            THEN
                PERFORM refuse_nomination('only_the_first_reviewer_is_appointed_on_the_server',
                    'There is a clinical reviewer already: an administrator proposes the next one in the admin, and a reviewer confirms.');
            END IF;
            NEW.confirmed_at := statement_timestamp();
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER staff_reviewernomination_needs_two_people BEFORE INSERT OR UPDATE ON staff_reviewernomination
    FOR EACH ROW EXECUTE FUNCTION reviewers_need_two_people();

-- reverse
DROP TRIGGER staff_reviewernomination_needs_two_people ON staff_reviewernomination;
DROP FUNCTION reviewers_need_two_people();
