"""Editions signed for a day to come: the clock moves, nobody writes, and patients read them from then on."""

from datetime import datetime, timedelta
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from drez_site.foundation.clock_changes import next_change
from drez_site.foundation.content_version import snapshot
from drez_site.foundation.dates import beginning_of
from drez_site.foundation.refusals import Refused
from drez_site.staff.models import StaffMember
from procedures.admin.queues import (
    behind_english,
    called_off,
    called_off_by_reviewer,
    drafts_of,
    to_come,
)
from procedures.admin.states import State, with_state
from procedures.for_readers import article_for_reading
from procedures.models import CalledOff, Document, Edition, Withdrawal
from procedures.presenters.signature import Signature
from procedures.publishing.signing import call_off, sign, submit, withdraw
from procedures.publishing.steps import FullReview, MinorCorrection, Renewal, SignedAgain
from providers.models import Report
from tests.kit.document_desk import path, signature
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
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import become_reviewer, make_reviewer

pytestmark = pytest.mark.django_db
PAGE = "/procedures/drez-lesioning/"
WHY = CalledOff.Why


def day(days: int) -> datetime:
    return beginning_of(timezone.localdate() + timedelta(days=days))


def rewritten(document: Document, body="Newer words of tests.") -> Document:
    document.sections.filter(kind="tests").update(body=body)
    return document


@pytest.fixture
def document() -> Document:
    """Patients read edition 1."""
    return make_signed_article()


@pytest.fixture
def edition(document) -> Edition:
    """Edition 2, for a week from now."""
    return make_edition(rewritten(document), live_from=day(7))


def test_it_goes_live_at_the_beginning_of_its_day_without_a_write(client, clock, edition):
    for moment, is_read in [
        (timezone.now(), False),
        (edition.live_from - timedelta(seconds=1), False),
        (edition.live_from, True),
        (edition.live_from + timedelta(days=30), True),
    ]:
        clock(moment)
        page = client.get(PAGE).text
        assert ("Newer words of tests." in page) is is_read
        assert ("Text of tests." in page) is not is_read
        assert ("Edition 2," in page) is is_read, "the history of a page holds what was read"
        found = client.get("/search/?q=newer+words+of+tests").text
        assert ("Newer <mark>" in found or "<mark>Newer" in found) is is_read
        assert Edition.objects.public().get(document=edition.document).number == 1 + is_read
        lastmod = f"<lastmod>{timezone.localdate(edition.live_from)}"
        assert (lastmod in client.get("/sitemap.xml").text) is is_read
    assert Edition.objects.count() == 2 and not CalledOff.objects.exists(), "nothing was written"


def test_its_history_names_the_day_on_which_patients_got_it(client, clock, edition):
    clock(edition.live_from + timedelta(days=3))
    shown = timezone.localdate(edition.live_from)
    assert f"{shown:%B} {shown.day}, {shown.year}" in client.get(PAGE).text


def test_the_first_edition_of_a_page_is_nowhere_before_its_day(client, clock):
    edition = make_edition(make_draft_article(), live_from=day(2))
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/procedures/").text + client.get("/sitemap.xml").text
    clock(edition.live_from)
    assert client.get(PAGE).status_code == 200
    assert PAGE in client.get("/procedures/").text and PAGE in client.get("/sitemap.xml").text


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_ends_when_it_goes_live(client, clock):
    noon = day(1) + timedelta(hours=12)  # at midnight all that is kept ends anyway
    edition = make_edition(rewritten(make_signed_article()), live_from=noon)
    assert "Newer words" not in client.get(PAGE).text
    with snapshot() as version:
        assert version and version.fresh_until <= edition.live_from
    clock(edition.live_from - timedelta(minutes=1))
    assert next_change(timezone.now()) == edition.live_from, "a page kept now is kept no longer than that"
    clock(edition.live_from)
    assert "Newer words" in client.get(PAGE).text, "out of the page store, which nobody emptied"


def test_a_translation_is_behind_only_once_the_english_is_read(clock, document):
    spanish = make_signed_article(language="es")
    edition = make_edition(rewritten(document), live_from=day(7))
    for moment, is_behind in [(timezone.now(), False), (edition.live_from, True)]:
        clock(moment)
        read = article_for_reading("drez-lesioning", "es")
        assert read and Signature.of(read).is_behind_english is is_behind
        assert list(behind_english(Document.objects.all())) == ([spanish] if is_behind else [])


def test_a_reader_who_reported_is_told_when_patients_read_the_change(clock, document):
    report = Report(document=document, received_at=timezone.now())
    edition = make_edition(rewritten(document), live_from=day(7))
    assert not report.listing_has_changed()
    clock(edition.live_from)
    assert report.listing_has_changed()


# Called off


@pytest.mark.parametrize("called_off_on", [0, 6])
def test_a_reviewer_calls_it_off_before_its_day(client, clock, edition, called_off_on):
    clock(timezone.now() + timedelta(days=called_off_on))
    call_off(edition, reviewer(), "A number is wrong.")
    clock(edition.live_from + timedelta(days=1))
    assert "Text of tests." in client.get(PAGE).text
    with pytest.raises(Refused, match="waits for no day"):
        call_off(edition, reviewer(), "Again.")


def test_its_words_are_a_draft_again(document):
    rewritten(document).save()
    edition = make_edition(document, live_from=day(7))
    assert not drafts_of(Document.objects.all(), author())
    call_off(edition, reviewer(), "A number is wrong.")
    assert list(drafts_of(Document.objects.all(), author())) == [document]
    assert with_state(Document.objects.all()).get().state == State.CHANGED


def test_an_author_finds_what_a_reviewer_called_off_and_reads_what_to_do(client, document):
    rewritten(document).save()
    edition = make_edition(document, live_from=day(7))
    call_off(edition, reviewer(), "A number is wrong.")
    client.force_login(author())
    outline = f"/admin/procedures/document/{document.pk}/change/"
    first_page = client.get("/admin/").text
    assert "Called off by a reviewer before its day" in first_page and outline in first_page
    page = client.get(outline).text
    assert "A number is wrong." in page and "submit the draft again" in page
    client.force_login(reviewer())
    assert "Called off by a reviewer" not in client.get("/admin/").text
    Document.objects.get().save()
    assert not called_off_by_reviewer(Document.objects.all()), "it is a draft like others by now"


def test_only_a_reviewer_calls_it_off_and_says_why(edition):
    for by, reason in [(author(), "Wrong."), (reviewer(), " ")]:
        with pytest.raises(Refused):
            call_off(edition, by, reason)
    assert not CalledOff.objects.exists()


def a_newer_edition(edition):
    make_edition(rewritten(edition.document, "Words of the third."), by=make_reviewer("casey"))


def a_newer_one_for_a_later_day(edition):
    make_edition(rewritten(edition.document, "Words of the third."), live_from=day(9))


def a_withdrawal(edition):
    withdraw(edition.document, reviewer(), "Wrong.")


def a_mark(edition):
    mark_retracted(confirmed=False)


def a_signer_who_leaves_the_group(edition):
    reviewer().groups.clear()


def a_signer_who_retires(edition):
    StaffMember.objects.filter(pk=edition.reviewer_id).update(is_active=False)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (a_newer_edition, WHY.NEWER),
        (a_newer_one_for_a_later_day, WHY.NEWER),
        (a_withdrawal, WHY.WITHDRAWN),
        (a_mark, WHY.MARKED),
        (a_signer_who_leaves_the_group, WHY.SIGNER),
        (a_signer_who_retires, WHY.SIGNER),
    ],
)
def test_what_happens_meanwhile_calls_it_off(client, clock, edition, happens, why):
    happens(edition)
    assert CalledOff.objects.get(edition=edition).why == why
    clock(edition.live_from + timedelta(days=1))
    assert "Newer words of tests." not in client.get(PAGE).text
    told = set(called_off(Document.objects.all()))
    is_over = why in (WHY.NEWER, WHY.WITHDRAWN)
    assert told == (set() if is_over else {edition.document}), "staff are told"
    if why == WHY.MARKED:
        withdraw(edition.document, reviewer(), "Wrong.")
        assert not called_off(Document.objects.all()), "nothing is left to do for a page that is down"


def test_what_happens_elsewhere_leaves_it_alone(edition):
    make_signed_article(language="es")
    mark_retracted(make_paper("Other2020"), confirmed=False)
    make_reviewer("casey").groups.clear()
    assert not CalledOff.objects.exists()


def test_a_translation_that_nobody_reads_yet_is_called_off_with_its_english_page(document):
    spanish = make_edition(make_draft_article(language="es"), live_from=day(3))
    withdraw(document, reviewer(), "Wrong.", with_translations=False)
    assert not CalledOff.objects.exists()
    make_edition(document, step=SignedAgain, edition=document.editions.last())
    withdraw(document, reviewer(), "Wrong again.")
    assert spanish.called_off.reason == "Wrong again."


def test_a_page_that_is_down_comes_back_on_its_day(client, clock, document):
    withdraw(document, reviewer(), "Wrong.")
    submit(rewritten(document), author())
    edition = sign(document, make_reviewer("casey"), filled_in(live_from=day(5)))
    assert client.get(PAGE).status_code == 410
    clock(edition.live_from)
    assert "Newer words of tests." in client.get(PAGE).text


def test_whoever_wrote_what_was_called_off_does_not_sign_it_later(edition):
    call_off(edition, reviewer(), "Wrong.")
    submit(edition.document, make_reviewer("casey"))
    become_reviewer(author())
    StaffMember.objects.filter(pk=author().pk).update(credentials="MD", conflicts_of_interest="None declared")
    with pytest.raises(Refused, match="You wrote some of these words"):
        sign(edition.document, author(), filled_in(FullReview))
    assert sign(edition.document, reviewer(), filled_in(FullReview)).number == 3


# What the database refuses, whoever asks


def refused(rule: str, make) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()
    assert refusal.value.__cause__.diag.constraint_name == rule


def test_nothing_that_is_read_is_called_off(document):
    submit(rewritten(document), author())
    signer = make_reviewer("casey")
    edition = for_soon(lambda begins: sign(document, signer, filled_in(live_from=begins)))
    sleep(max(0, (edition.live_from - timezone.now()).total_seconds()) + 0.05)
    for read in document.editions.all():
        refused(
            "calling_off_is_before_its_day",
            lambda read=read: CalledOff.objects.create(
                edition=read, reason="Late.", called_off_by=reviewer()
            ),
        )
    assert Withdrawal.objects.create(edition=edition, reason="Wrong.", withdrawn_by=reviewer()).pk


def test_nobody_says_that_something_happened(edition):
    for why in set(WHY) - {WHY.REVIEWER}:
        refused(
            "calling_off_follows_what_happened", lambda why=why: CalledOff(edition=edition, why=why).save()
        )
    refused(
        "calling_off_is_by_a_clinical_reviewer",
        lambda: CalledOff(edition=edition, reason="Mine.", called_off_by=author()).save(),
    )


def test_what_was_called_off_stays_so(edition):
    row = call_off(edition, reviewer(), "Wrong.")
    refused("called_off_stays", lambda: CalledOff.objects.update(reason="Right."))

    def deleted():
        row.delete()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused("called_off_stays", deleted)


def test_the_day_itself_never_changes(edition):
    refused("editions_never_change", lambda: Edition.objects.filter(pk=edition.pk).update(live_from=None))


def test_nobody_withdraws_what_nobody_reads(edition):
    refused(
        "withdrawal_takes_down_what_patients_read",
        lambda: Withdrawal(edition=edition, reason="Wrong.", withdrawn_by=reviewer()).save(),
    )


def test_a_withdrawal_that_the_database_refuses_says_why(clock, edition):
    clock(edition.live_from)  # ahead of the clock of the database
    with pytest.raises(Refused, match="Nobody reads this edition yet: call it off"):
        withdraw(edition.document, reviewer(), "Wrong.")
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("step", [MinorCorrection, Renewal])
def test_a_correction_of_what_nobody_reads_yet_is_refused(edition, step):
    document = edition.document
    if step is MinorCorrection:
        submit(rewritten(document, "Newer words of some tests."), author())
    with pytest.raises(Refused, match="Edition 2 waits for its day"):
        sign(document, make_reviewer("casey"), filled_in(step))


# In the admin


def test_a_reviewer_signs_for_a_day_and_calls_it_off(client):
    document = rewritten(make_signed_article())
    submit(document, author())
    document.refresh_from_db()
    client.force_login(reviewer())
    on = timezone.localdate() + timedelta(days=7)
    page = client.get(path(document, "sign")).text
    assert 'name="live_on"' in page
    today = timezone.localdate().isoformat()
    answer = client.post(path(document, "sign"), signature(document, live_on=today))
    assert "That day has begun: choose a day after today" in answer.text
    answer = client.post(path(document, "sign"), signature(document, live_on=on.isoformat()), follow=True)
    said = f"{on:%B} {on.day}, {on.year}"
    assert f"Signed. Patients read edition 2 from {said} on." in answer.text
    assert f"signed edition 2: patients read it from {said} on" in answer.text
    client.force_login(author())
    outline = client.get(path(document, "change")).text
    assert "Start again from edition 2" in outline and "Start again from what patients" not in outline
    client.force_login(reviewer())
    assert list(to_come(Document.objects.all())) == [document]
    assert with_state(Document.objects.all()).get().state == State.TO_COME
    assert "not read by anybody yet" in client.get(path(document, "editions")).text
    assert "Newer words" in client.get(path(document, "preview")).text

    asked = {"reason": "A typo.", "password": PASSWORD, "number": "2"}
    answer = client.post(path(document, "call-off"), asked, follow=True)
    assert "Called edition 2 off." in answer.text and "a reviewer called it off" in answer.text
    assert "A typo." in client.get(path(document, "editions")).text
    assert "waits for its day" in client.get(path(document, "call-off"), follow=True).text
    client.force_login(author())
    assert client.get(path(document, "call-off")).status_code == 403


def test_the_edition_that_the_page_named_is_called_off_and_no_other(client, edition):
    document = edition.document
    client.force_login(reviewer())
    assert 'name="number" value="2"' in client.get(path(document, "call-off")).text
    a_newer_one_for_a_later_day(edition)
    for number in ({"number": "2"}, {}):
        answer = client.post(path(document, "call-off"), {"reason": "Wrong.", "password": PASSWORD} | number)
        assert "Edition 3 waits for its day by now: decide anew." in answer.text
        assert 'name="number" value="3"' in answer.text and "Call edition 3 off" in answer.text
    assert CalledOff.objects.get().edition == edition, "the newer one did that"
