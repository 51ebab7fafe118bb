"""Which documents wait for whom: each question with rows that belong and rows that do not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.admin import queues
from procedures.models import Document
from procedures.publishing import retractions
from procedures.publishing import signing as publishing
from procedures.publishing.steps import Renewal
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    mark_retracted,
    reviewer,
)
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db


def waiting(queue, person=None, **time) -> set[str]:
    """The titles of what waits in a queue."""
    return set(queue(Document.objects.all(), person, **time).values_list("title", flat=True))


def draft(slug, **fields):
    return make_draft_article(make_procedure(slug), **{"title": slug} | fields)


def signed(slug, *, due_in=365, **fields):
    """A signed document whose review is due in so many days from today; `due_in` may lie in the past."""
    document = draft(slug, **fields)
    today = timezone.localdate()
    due = today + timedelta(days=due_in)
    with_dates = {"review_due": due} if due_in > 0 else {}
    make_edition(document, **with_dates)
    return document


def later(days):
    return timezone.now() + timedelta(days=days)


def test_a_draft_is_unsent_until_somebody_submits_it_and_again_when_it_was_saved_after_its_signature():
    draft("never-signed")
    publishing.submit(draft("submitted"), author())
    signed("signed")
    changed = Document.objects.get(pk=signed("changed").pk)
    changed.save()
    assert waiting(queues.drafts_of, author()) == {"never-signed", "changed"}
    assert waiting(queues.submitted_by, author()) == {"submitted"}


def test_drafts_are_of_whoever_wrote_last():
    draft("mine")
    theirs = draft("theirs", last_author=make_staff("other"))
    assert waiting(queues.drafts_of, author()) == {"mine"}
    assert waiting(queues.drafts_of, theirs.last_author) == {"theirs"}
    publishing.submit(theirs, theirs.last_author)
    assert waiting(queues.submitted_by, author()) == set()
    assert waiting(queues.submitted_by, theirs.last_author) == {"theirs"}


def test_nobody_is_asked_to_sign_their_own_words():
    both = make_reviewer("both")
    own, other = draft("own", last_author=both), draft("other")
    draft("not-submitted")
    publishing.submit(own, both)
    publishing.submit(other, author())
    assert waiting(queues.waiting_for_signature_of, both) == {"other"}
    assert waiting(queues.waiting_for_signature_of, reviewer()) == {"own", "other"}


def test_reviews_fall_due_by_the_day():
    for days in (29, 30, 31, 90, 91):
        signed(f"in-{days}", due_in=days)
    assert waiting(queues.due_soon) == {"in-29", "in-30"}
    assert waiting(queues.due_later) == {"in-31", "in-90"}
    assert waiting(queues.due_soon, at=later(30)) == {"in-30", "in-31"}
    assert waiting(queues.overdue, at=later(30)) == {"in-29"}
    assert waiting(queues.overdue) == set()


def test_a_review_so_late_that_the_page_is_down_is_still_overdue():
    signed("late", due_in=10)
    at = later(10 + 3 * 365)
    assert waiting(queues.overdue, at=at) == {"late"}
    assert waiting(queues.taken_down, at=at) == {"late"}
    assert waiting(queues.due_soon, at=later(10)) == {"late"}
    assert set(queues.due(Document.objects.all(), -10_000, 10_000, at)) == set()


def test_a_withdrawn_page_is_down_and_not_overdue():
    document = signed("withdrawn", due_in=10)
    signed("up", due_in=10)
    publishing.withdraw(document, reviewer(), "Wrong.")
    assert waiting(queues.taken_down) == {"withdrawn"}
    assert waiting(queues.overdue, at=later(30)) == {"up"}
    make_edition(document, review_due=timezone.localdate() + timedelta(days=10))
    assert waiting(queues.taken_down) == set()


def test_translations_fall_behind_when_the_english_page_gets_new_words():
    procedure = make_procedure()
    english = make_signed_article(procedure, title="English")
    make_signed_article(procedure, language="es", title="Spanish", translates_edition=1)
    assert waiting(queues.behind_english) == set()
    make_edition(english, step=Renewal, note="The same.")
    assert waiting(queues.behind_english) == set(), "a renewal has the same words"
    Document.objects.filter(pk=english.pk).update(summary="Other words.")
    make_edition(english)
    assert waiting(queues.behind_english) == waiting(queues.to_translate) == {"Spanish"}
    spanish = Document.objects.get(language="es")
    spanish.summary = "Otra frase."
    spanish.save()
    publishing.submit(spanish, author())
    assert waiting(queues.to_translate) == {"Spanish"}, "of the older English"
    spanish.translates_edition = 3
    spanish.save()
    publishing.submit(spanish, author())
    assert waiting(queues.to_translate) == set(), "nothing is left to do for its translator"
    assert waiting(queues.behind_english) == {"Spanish"}, "readers have the older one still"


def test_a_retraction_finds_the_pages_that_cite_the_paper():
    signed("cites")
    without = draft("does-not")
    for parts in (without.figures, without.sections.filter(body__contains="[@")):
        parts.all().delete()
    make_edition(without)
    publishing.withdraw(signed("cites-but-is-down"), reviewer(), "Wrong.")
    assert waiting(queues.citing_retracted) == set()
    mark = mark_retracted(confirmed=False)
    assert waiting(queues.citing_retracted) == {"cites"}
    retractions.refuse(mark, reviewer())
    assert waiting(queues.citing_retracted) == set()
    mark_retracted()
    assert waiting(queues.citing_retracted) == {"cites"}
