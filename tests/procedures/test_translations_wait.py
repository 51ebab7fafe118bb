"""A translation of an edition that waits for its day waits with it, and is called off with it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from drez_site.foundation.dates import beginning_of
from drez_site.foundation.refusals import Refused
from procedures.admin.queues import called_off
from procedures.models import CalledOff, Document, Edition
from procedures.publishing import translations
from procedures.publishing.signing import call_off, problems_of, submit, withdraw
from procedures.publishing.snapshot import freeze
from procedures.publishing.steps import SignedAgain
from tests.kit.documents import author, make_draft_article, make_edition, make_signed_article, reviewer
from tests.kit.signatures import for_soon
from tests.kit.staff_accounts import make_reviewer

pytestmark = pytest.mark.django_db
ENGLISH, SPANISH = "Newer words of tests.", "Palabras nuevas."


def day(days: int) -> datetime:
    return beginning_of(timezone.localdate() + timedelta(days=days))


def rewritten(document: Document, body: str) -> Document:
    document.sections.filter(kind="tests").update(body=body)
    return document


@pytest.fixture
def english() -> Edition:
    """Edition 2 of a page, for a week from now."""
    return make_edition(rewritten(make_signed_article(), ENGLISH), live_from=day(7))


@pytest.fixture
def spanish(english) -> Document:
    """The draft of its translation."""
    return rewritten(make_draft_article(language="es", translates_edition=2), SPANISH)


def by_hand(english):
    call_off(english, reviewer(), "A number is wrong.")


def by_a_newer_edition(english):
    make_edition(rewritten(english.document, "Words of the third."), by=make_reviewer("casey"))


def by_the_end_of_its_signer(english):
    english.reviewer.groups.clear()


def by_a_withdrawal(english):
    withdraw(english.document, reviewer(), "Wrong.", with_translations=False)


@pytest.mark.parametrize("happens", [by_hand, by_a_newer_edition, by_the_end_of_its_signer, by_a_withdrawal])
def test_it_is_called_off_with_its_original(client, clock, english, spanish, happens):
    edition = make_edition(spanish, by=make_reviewer("dana"), live_from=day(8))
    happens(english)
    assert CalledOff.objects.get(edition=edition).why == CalledOff.Why.ORIGINAL
    assert spanish in called_off(Document.objects.all()), "staff are told"
    clock(edition.live_from)
    assert not Edition.objects.public().filter(document=spanish).exists()


def test_it_stays_when_an_edition_that_it_does_not_translate_is_called_off(english, spanish):
    Document.objects.filter(pk=spanish.pk).update(translates_edition=1)
    edition = make_edition(spanish, live_from=day(8))
    call_off(english, reviewer(), "A number is wrong.")
    assert not CalledOff.objects.filter(edition=edition).exists()


@pytest.mark.parametrize("live_from", [None, day(6)])
def test_it_is_not_read_before_its_original(monkeypatch, english, spanish, live_from):
    with pytest.raises(Refused, match="Patients read edition 2 of the English page from"):
        make_edition(spanish, live_from=live_from)
    monkeypatch.setattr(Edition, "is_to_come", lambda edition: False)
    with pytest.raises(Refused, match="Patients do not read edition 2 of the English page by then"):
        make_edition(spanish, live_from=live_from)  # by the database
    assert not spanish.editions.exists()


def test_it_goes_live_with_its_original(clock, english, spanish):
    edition = make_edition(spanish, live_from=english.live_from)
    assert not Edition.objects.public().filter(document=spanish).exists()
    clock(english.live_from)
    assert Edition.objects.public().get(document=spanish) == edition


def test_what_was_called_off_is_translated_no_more(monkeypatch, english, spanish):
    edition = make_edition(spanish, by=make_reviewer("dana"), live_from=day(8))
    submit(rewritten(spanish, "Otras palabras."), author())
    call_off(english, reviewer(), "A number is wrong.")
    sentence = "Edition 2 of the English page was called off"
    assert [sentence in problem for problem in problems_of(spanish, freeze(spanish))].count(True) == 1
    again = {"by": reviewer(), "step": SignedAgain, "edition": edition}
    with pytest.raises(Refused, match=sentence):
        make_edition(spanish, **again)
    monkeypatch.setattr(translations, "reasons_if_called_off", lambda edition: [])
    with pytest.raises(Refused, match="Patients do not read edition 2"):
        make_edition(spanish, **again)


def test_an_edition_whose_day_begins_meanwhile_stops_nobody(spanish):
    """A statement that begins before the day and ends after it."""
    Document.objects.filter(pk=spanish.pk).update(translates_edition=1)
    dana = make_reviewer("dana")
    edition = for_soon(lambda begins: make_edition(spanish, by=dana, live_from=begins))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staff_staffmember SET is_active = false"
            " WHERE id = %s AND pg_sleep_until(%s + interval '0.1 s') IS NOT NULL",
            [edition.reviewer_id, edition.live_from],
        )
        assert cursor.rowcount == 1
    assert not CalledOff.objects.filter(edition=edition).exists()
