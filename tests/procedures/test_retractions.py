"""A mark that a paper was retracted: who makes one, who agrees, and what readers see meanwhile."""

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from drez_site.foundation.refusals import Refused
from procedures.models import Publication, Retraction
from procedures.publishing import retractions
from providers.models import Provider
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    author,
    make_edition,
    make_paper,
    make_signed_article,
    make_signed_summary,
    mark_retracted,
    reviewer,
)
from tests.kit.rows import write_anew
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
MAYBE = "may have been retracted"
SURELY = "was retracted"
DAY = date(2026, 11, 3)


@pytest.fixture
def doors(client):
    """What every public address says that could tell of a retraction, without what never changes."""
    article = make_signed_article()
    make_signed_summary()
    make_doctor("Of The Paper", make_location()).publications.add(make_paper())
    paths = [
        article.procedure.get_absolute_url(),
        "/evidence/",
        "/evidence/Paper2020/",
        "/evidence/Paper2020.bib",
        "/evidence/Paper2020.ris",
        Provider.objects.get().get_absolute_url(),
    ]

    def say() -> dict[str, str]:
        texts = {path: client.get(path).text for path in paths}
        return {path: re.sub(r"\s+", " ", text) for path, text in texts.items()}

    return say


def told(said: dict[str, str]) -> set[str]:
    """Whether the pages tell of a retraction: each of "no", "maybe", "surely" that one of them says."""
    found = set()
    for text in said.values():
        if re.search("may have been retracted", text, re.I):
            found.add("maybe")
        elif re.search("retracted", text, re.I):
            found.add("surely")
        else:
            found.add("no")
    return found


def test_a_mark_alone_is_seen_by_nobody_but_staff_for_a_day(doors, clock):
    mark = mark_retracted(confirmed=False)
    assert told(doors()) == {"no"}
    clock(mark.marked_at + timedelta(hours=23, minutes=59))
    assert told(doors()) == {"no"}
    clock(mark.marked_at + timedelta(hours=24))
    assert told(doors()) == {"maybe"}


def test_when_a_second_person_agrees_readers_hear_that_it_may_be_so(doors):
    retractions.agree(mark_retracted(confirmed=False), make_staff("bob", group="Author"))
    assert told(doors()) == {"maybe"}
    assert "doi.org/10.1000/notice" not in "".join(doors().values()), "no reviewer has read the notice"


def test_when_a_reviewer_confirms_it_readers_hear_that_it_is_so(doors):
    mark_retracted(on=DAY)
    said = doors()
    assert told(said) == {"surely"}
    assert "Retracted on November 3, 2026" in said["/evidence/Paper2020/"]


def test_a_reviewer_may_confirm_what_was_seconded(doors):
    mark = retractions.agree(mark_retracted(confirmed=False), make_staff("bob", group="Author"))
    retractions.agree(mark, reviewer())
    assert told(doors()) == {"surely"}


@pytest.mark.parametrize("before", ["marked", "seconded", "confirmed"])
def test_a_refused_mark_leaves_no_trace_for_readers(doors, clock, before):
    mark = mark_retracted(confirmed=before == "confirmed")
    if before == "seconded":
        mark = retractions.agree(mark, make_staff("bob", group="Author"))
    retractions.refuse(mark, reviewer())
    clock(timezone.now() + timedelta(days=30))
    assert told(doors()) == {"no"}
    assert Retraction.objects.count() == 1, "staff can still see who marked it"
    mark_retracted(confirmed=False)
    assert Retraction.objects.count() == 2


@pytest.mark.parametrize("confirmed", [True, False])
def test_nothing_that_cites_it_is_signed_from_the_first_moment(confirmed):
    document = make_signed_article()
    mark = mark_retracted(confirmed=confirmed, on=DAY)
    document.pronunciation = "new"
    document.save()
    with pytest.raises(Refused, match=r"Remove \[@Paper2020\] and what rests on it"):
        make_edition(document)
    retractions.refuse(mark, reviewer())
    make_edition(document)


def test_the_database_refuses_an_edition_that_cites_it(monkeypatch):
    document = make_signed_article()
    mark_retracted(confirmed=False)
    document.pronunciation = "new"
    document.save()
    monkeypatch.setattr("procedures.publishing.checks.problems", lambda content: [])
    with pytest.raises(Refused, match="These words cite what is marked as retracted: Paper2020"):
        make_edition(document)


# Who may do what


def test_nobody_agrees_to_their_own_mark():
    signer = reviewer()
    mark = mark_retracted(by=signer, confirmed=False)
    with pytest.raises(Refused, match="somebody else has to agree"):
        retractions.agree(mark, signer)
    retractions.agree(mark, make_reviewer("second"))


@pytest.mark.parametrize("group", ["Author", "Administrator", "Directory editor", ""])
def test_only_a_reviewer_refuses(group):
    person = make_staff("bob", group=group) if group else make_staff("boss", is_superuser=True)
    with pytest.raises(Refused, match="Clinical reviewer refuses"):
        retractions.refuse(mark_retracted(confirmed=False), person)


def test_two_authors_never_make_a_retraction():
    mark = retractions.agree(mark_retracted(confirmed=False), make_staff("bob", group="Author"))
    with pytest.raises(Refused, match="a clinical reviewer has to confirm it"):
        retractions.agree(mark, make_staff("carl", group="Author"))


def test_one_mark_at_a_time_and_none_of_a_day_to_come():
    mark_retracted(confirmed=False)
    with pytest.raises(Refused, match="already marked"):
        mark_retracted(confirmed=False)
    with pytest.raises(Refused, match="in the future"):
        mark_retracted(make_paper("Other"), on=timezone.localdate() + timedelta(1), confirmed=False)


OTHER = "procedures_publication other WHERE other.key = 'Other'"
INSERT = """INSERT INTO procedures_retraction
    (publication_id, retracted_on, marked_by_id, marked_at, notice, confirmed_by_id)
    SELECT other.id, '2026-01-01', {author}, now(), """
ATTEMPTS = {
    "made as confirmed": f"{INSERT} 'https://example.org', {{reviewer}} FROM {OTHER}",
    "without a notice": f"{INSERT} '', NULL FROM {OTHER}",
    "two marks": f"{INSERT} 'https://example.org', NULL FROM {OTHER.replace('Other', 'Paper2020')}",
    "confirmed by an author": "UPDATE procedures_retraction SET confirmed_by_id = {bob}",
    "confirmed by its marker": "UPDATE procedures_retraction SET confirmed_by_id = {author}",
    "seconded by its marker": "UPDATE procedures_retraction SET seconded_by_id = {author}",
    "refused by an author": "UPDATE procedures_retraction SET refused_by_id = {bob}",
    "another day": "UPDATE procedures_retraction SET retracted_on = '2020-01-01'",
    "another notice": "UPDATE procedures_retraction SET notice = 'https://evil.example'",
    "another paper": """UPDATE procedures_retraction SET publication_id = other.id FROM """ + OTHER,
    "made earlier": "UPDATE procedures_retraction SET marked_at = now() - interval '2 days'",
    "made by another": "UPDATE procedures_retraction SET marked_by_id = {bob}",
    "deleted": "DELETE FROM procedures_retraction",
    "emptied": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE procedures_retraction",
    "refused marks deleted": "UPDATE procedures_retraction SET refused_by_id = {reviewer}; "
    "DELETE FROM procedures_retraction WHERE refused_by_id IS NOT NULL",
    "gone after its paper": "DELETE FROM procedures_publication WHERE key = 'Paper2020'; "
    "DELETE FROM procedures_retraction",
    "gone before its paper": "DELETE FROM procedures_retraction; "
    "DELETE FROM procedures_publication WHERE key = 'Paper2020'",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses_what_the_program_would(attempt):
    make_paper("Other")
    mark = mark_retracted(confirmed=False)
    people = {"author": author().pk, "reviewer": reviewer().pk, "bob": make_staff("bob", group="Author").pk}
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ATTEMPTS[attempt].format(**people))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    mark.refresh_from_db()
    assert (mark.confirmed_by, mark.seconded_by, mark.refused_by) == (None, None, None)


def test_what_a_reviewer_refused_stays_refused():
    mark = retractions.refuse(mark_retracted(confirmed=False), reviewer())
    with pytest.raises(Refused, match="refused meanwhile"):
        retractions.agree(mark, make_reviewer("second"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Retraction.objects.update(refused_by=None)


def test_a_source_that_somebody_marked_stays_with_its_mark():
    """Under a new number, its key would have no mark."""
    mark = mark_retracted(make_paper("Lonely"), confirmed=False)

    def renumber(rows):
        rows[0]["id"] = -1

    for _ in ("open", "refused"):
        with pytest.raises(ProtectedError):
            mark.publication.delete()
        with pytest.raises(DatabaseError, match="Somebody marked this source as retracted"):
            write_anew("procedures_publication", "key = 'Lonely'", renumber)
        mark = Retraction.objects.get(publication__key="Lonely")
        if not mark.refused_by:
            retractions.refuse(mark, reviewer())


# The step in the admin


def step(paper: Publication) -> str:
    return reverse("admin:procedures_publication_retraction", args=[paper.pk])


def test_staff_mark_and_a_reviewer_confirms(client):
    article = make_signed_article()
    paper = make_paper()
    client.force_login(author())
    given = {"retracted_on": "2026-11-03", "notice": "https://doi.org/10.1000/notice", "password": PASSWORD}
    answer = client.post(step(paper), given, follow=True).text
    assert "These public pages cite it:" in answer
    assert reverse("admin:procedures_document_change", args=[article.pk]) in answer
    mark = Retraction.objects.get()
    assert (mark.marked_by, mark.retracted_on, mark.confirmed_by) == (author(), DAY, None)
    assert "The paper was not retracted" not in client.get(step(paper)).text, "an author refuses nothing"
    client.post(step(paper), {"verdict": "refuse", "password": PASSWORD})
    answer = client.post(step(paper), {"verdict": "agree", "password": PASSWORD}).text
    assert "somebody else has to agree" in answer
    client.force_login(reviewer())
    assert (
        "Check the mark" in client.get(reverse("admin:procedures_publication_change", args=[paper.pk])).text
    )
    client.post(step(paper), {"verdict": "agree", "password": PASSWORD})
    mark.refresh_from_db()
    assert (mark.confirmed_by, mark.refused_by) == (reviewer(), None)


@pytest.mark.parametrize("wrong", ["retracted_on", "notice", "password"])
def test_what_is_missing_is_said_beside_its_field(client, wrong):
    client.force_login(author())
    given = {"retracted_on": "2026-11-03", "notice": "https://doi.org/10.1000/notice", "password": PASSWORD}
    answer = client.post(step(make_paper()), given | {wrong: ""})
    assert list(answer.context["form"].errors) == [wrong]
    assert not Retraction.objects.exists()


def test_a_browser_left_open_marks_nothing(client):
    client.force_login(author())
    given = {"retracted_on": "2026-11-03", "notice": "https://doi.org/10.1000/notice", "password": "wrong"}
    client.post(step(make_paper()), given)
    assert not Retraction.objects.exists()
