"""Who signs while others take away what the signature rests on: one waits, and then sees the other."""

from datetime import timedelta
from time import sleep

import pytest
from django.db import IntegrityError
from django.utils import timezone

from drez_site.foundation.dates import beginning_of
from drez_site.foundation.refusals import Refused
from drez_site.staff import nominations
from drez_site.staff.models import ReviewerNomination, StaffMember
from procedures.models import CalledOff, Comment, Document, Edition, Withdrawal
from procedures.publishing import talk
from procedures.publishing.signing import call_off, sign, submit
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_paper,
    make_signed_article,
    mark_retracted,
    reviewer,
)
from tests.kit.signatures import filled_in, for_soon
from tests.kit.staff_accounts import become_reviewer, make_reviewer
from tests.kit.two_connections import while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_week():
    return beginning_of(timezone.localdate() + timedelta(days=7))


@pytest.fixture
def submitted():
    """A draft that cites Paper2020 and waits for its first signature."""
    document = make_draft_article()
    document.sections.filter(kind="tests").update(body="Text of tests.[@Paper2020]")
    submit(document, author())
    reviewer()
    return document


def ended():
    nominations.end(ReviewerNomination.objects.get(person=reviewer()))


def left():
    reviewer().groups.clear()


@pytest.mark.parametrize("ends", [ended, left])
def test_who_stops_being_a_reviewer_meanwhile_signs_nothing(submitted, ends):
    with pytest.raises(Refused, match="Only an active member of the group"):
        while_uncommitted(ends, lambda: sign(submitted, reviewer(), filled_in()))
    assert not Edition.objects.exists()


def test_a_comment_that_is_sent_twice_at_once_stands_once(submitted):
    by, remarks = reviewer(), [talk.Remark("Which tests?")]
    while_uncommitted(lambda: talk.say(submitted, by, remarks), lambda: talk.say(submitted, by, remarks))
    assert Comment.objects.count() == 1


def called_off(edition):
    call_off(edition, reviewer(), "Wrong.")


def marked(edition):
    mark_retracted(make_paper("Other2021"), confirmed=False)


def by_nobody_any_more(edition):
    ended()


@pytest.mark.parametrize("falls", [called_off, marked, by_nobody_any_more])
def test_who_wrote_what_is_called_off_meanwhile_does_not_sign_it(falls):
    make_paper("Other2021")
    document = make_signed_article()
    document.sections.filter(kind="tests").update(body="Newer words of tests.")
    document.sections.filter(kind="on_the_day").update(body="Text.[@Other2021]")
    edition = make_edition(document, live_from=in_a_week())
    document.sections.filter(kind="on_the_day").update(body="Text.")
    submit(document, make_reviewer("casey"))
    become_reviewer(author())
    StaffMember.objects.filter(pk=author().pk).update(credentials="MD", conflicts_of_interest="None declared")
    with pytest.raises(Refused, match="You wrote some of these words"):
        while_uncommitted(lambda: falls(edition), lambda: sign(document, author(), filled_in()))
    assert Edition.objects.count() == 2


def test_what_cites_a_source_that_is_marked_meanwhile_is_not_signed(submitted):
    with pytest.raises(Refused, match="cite what is marked as retracted: Paper2020"):
        while_uncommitted(
            lambda: mark_retracted(confirmed=False), lambda: sign(submitted, reviewer(), filled_in())
        )
    assert not Edition.objects.exists()


def test_what_is_signed_meanwhile_for_a_day_to_come_is_called_off_by_a_mark(submitted):
    while_uncommitted(
        lambda: sign(submitted, reviewer(), filled_in(live_from=in_a_week())),
        lambda: mark_retracted(confirmed=False),
    )
    assert CalledOff.objects.get().why == CalledOff.Why.MARKED


def withdrawn_while_its_day_begins(locked) -> None:
    """Somebody withdraws edition 1 before edition 2 goes live, and waits for a lock until it has."""
    document = Document.objects.get(language="en")
    first, signer, by = document.editions.get(), make_reviewer("casey"), reviewer()
    document.sections.filter(kind="tests").update(body="Newer words of tests.")
    submit(document, author())
    second = for_soon(lambda begins: sign(document, signer, filled_in(live_from=begins)))
    while_uncommitted(
        lambda: Document.objects.select_for_update().get(pk=locked.pk),
        lambda: Withdrawal(edition=first, reason="Wrong.", withdrawn_by=by).save(),
        lambda: sleep(max(0, (second.live_from - timezone.now()).total_seconds()) + 0.05),
    )


def test_what_went_live_before_the_withdrawal_is_withdrawn_instead():
    with pytest.raises(IntegrityError, match="There is a newer edition: withdraw that one"):
        withdrawn_while_its_day_begins(make_signed_article())


def test_what_was_to_come_at_the_withdrawal_is_called_off():
    make_signed_article()
    withdrawn_while_its_day_begins(make_draft_article(language="es"))
    assert CalledOff.objects.get().called_off_at == Withdrawal.objects.get().withdrawn_at
    assert not Edition.objects.public().exists()
