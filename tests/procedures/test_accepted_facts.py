"""What patients read of a source is what a reviewer signed of it: its row is a draft like any other."""

from datetime import date

import pytest
from django.db import models
from django.urls import reverse

from drez_site.foundation.refusals import Refused
from procedures.models import Document, Publication
from procedures.models.source_fields import SIGNED
from procedures.publishing import revisions
from procedures.publishing.differences import changes
from procedures.publishing.signing import submit, withdraw
from procedures.publishing.snapshot import freeze
from procedures.publishing.steps import MinorCorrection
from providers.models import Provider
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    author,
    make_edition,
    make_paper,
    make_procedure,
    make_signed_article,
    make_signed_summary,
    reviewer,
)
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
BEFORE = {
    "title": "As printed",
    "description": "A plain report",
    "authors": ["First A"],
    "affiliations": {"First A": "A college"},
    "journal": "A journal",
    "publisher": "A publisher",
    "year": 2020,
    "month": 4,
    "day": 5,
    "volume": "12",
    "issue": "3",
    "pages": "45-67",
    "doi": "10.1000/before",
    "pmid": "111111",
    "pmcid": "PMC111111",
    "url": "https://before.example/",
    "participants": 152,
    "follow_up": "mean 60 months",
    "level": 4,
    "keywords": ["before"],
    "funding": "A university",
    "conflicts_of_interest": "None told",
    "access": "embargoed",
    "embargo_until": date(2100, 1, 1),
    "corrected_on": date(2021, 1, 1),
    "correction_notice": "https://before.example/corrected",
    "et_al": False,
    "kind": "case_series",
}
AFTER = {
    "title": "DREZ lesioning cures pain",
    "description": "A triumph",
    "authors": ["Hostile H", "Other O"],
    "affiliations": {"Hostile H": "The best clinic"},
    "journal": "J Cures",
    "publisher": "Cure Press",
    "year": 1999,
    "month": 9,
    "day": 9,
    "volume": "98",
    "issue": "99",
    "pages": "98-100",
    "doi": "10.1000/after",
    "pmid": "999999",
    "pmcid": "PMC999999",
    "url": "https://after.example/",
    "participants": 98765,
    "follow_up": "120 months: all pain free",
    "level": 1,
    "keywords": ["wonder"],
    "funding": "Nobody, it is so good",
    "conflicts_of_interest": "We are saints",
    "access": "open",
    "embargo_until": None,
    "corrected_on": date(1998, 8, 8),
    "correction_notice": "https://after.example/corrected",
    "et_al": True,
    "kind": "randomized_trial",
}


def a_listed_doctor() -> Provider:
    place = make_location(is_demonstration=True)
    return make_doctor("Of The Paper", place, is_demonstration=True)


@pytest.fixture
def doors(client):
    """What every public address says that tells of the source."""
    make_paper(**BEFORE).procedures.add(make_procedure())
    make_signed_summary()
    article = make_signed_article()
    doctor = a_listed_doctor()
    doctor.publications.add(make_paper())
    paths = ["/evidence/", "/evidence/?q=printed", "/evidence/?year=2020", "/evidence/?level=4"]
    paths += [
        "/evidence/?keyword=before",
        "/evidence/?kind=case_series",
        "/evidence/?procedure=drez-lesioning",
    ]
    paths += ["/evidence/?year=1999", "/evidence/?level=1", "/evidence/?q=cures", "/evidence/?keyword=cure"]
    paths += ["/evidence/Paper2020/", "/es/evidence/Paper2020/", "/evidence/Paper2020.bib"]
    paths += ["/evidence/Paper2020.ris", article.procedure.get_absolute_url(), "/sitemap.xml"]
    paths += [doctor.get_absolute_url()]
    return lambda: {path: client.get(path).content for path in paths}


def test_every_fact_of_a_source_is_tried():
    facts = {field.name for field in Publication._meta.concrete_fields} - {"id", "key"}
    assert facts == set(BEFORE) == set(AFTER) == set(SIGNED) - {"key"}
    assert len(facts) >= 28
    assert [name for name in facts if BEFORE[name] == AFTER[name]] == []
    assert {type(field) for field in Publication._meta.local_many_to_many} == {models.ManyToManyField}


def test_changed_facts_change_nothing_that_patients_read(doors):
    before = doors()
    Publication.objects.update(**AFTER)
    after = doors()
    assert len(before) >= 17
    assert [path for path in before if before[path] != after[path]] == []


def test_neither_do_the_operations_it_is_said_to_be_about(doors):
    before = doors()
    make_paper().procedures.set([make_procedure("another", name="Another operation")])
    said = doors()
    form = b'<option value="another">'
    assert [path for path in before if before[path] != said[path] and form not in said[path]] == []
    assert all(b"is-another" not in text for text in said.values())


def test_a_new_signature_on_its_summary_makes_them_public(doors):
    Publication.objects.update(**AFTER | {"follow_up": "mean 120 months"})
    make_edition(Document.objects.get(kind=Document.Kind.EVIDENCE))
    said = doors()
    record = said["/evidence/Paper2020/"].decode() + said["/evidence/Paper2020.ris"].decode()
    told = [AFTER["title"], "Hostile H", "The best clinic", "J Cures", "1999", "98,765 people", "wonder"]
    told += ["mean 120 months", "Nobody, it is so good", "We are saints", "Level 1 of 5", "10.1000/after"]
    told += ["PMC999999", "999999", "August 8, 1998", "https://after.example/corrected", "Free to read."]
    told += ["Randomized trial", "and others", "VL  - 98", "IS  - 99", "SP  - 98", "1999/09/09", "Cure Press"]
    assert [words for words in told if words not in record] == []
    assert b"Paper2020" in said["/evidence/?year=1999"] and b"Paper2020" in said["/evidence/?level=1"]


def test_the_reviewer_sees_which_facts_changed():
    document = make_signed_summary()
    Publication.objects.update(title="Other words", participants=7)
    signed = document.editions.get().content
    shown = {change.place for change in changes(signed, freeze(document))}
    assert shown == {"Source: Paper2020: title", "Source: Paper2020: participants"}


def test_who_changed_a_fact_does_not_sign_it():
    document = make_signed_summary()
    both = make_reviewer("both")
    Publication.objects.update(title="Other words")
    revisions.record_changes([document], both)
    with pytest.raises(Refused, match="You wrote some of these words"):
        make_edition(document, by=both)
    make_edition(document, by=reviewer())


def test_claims_about_a_source_are_refused_with_its_summary():
    document = make_signed_summary()
    Publication.objects.update(follow_up="It is safe.")
    with pytest.raises(Refused, match="Do not write “safe”"):
        submit(document, author())


def test_a_changed_number_is_no_minor_correction():
    document = make_signed_summary()
    Publication.objects.update(participants=98)
    with pytest.raises(Refused, match="Numbers"):
        make_edition(document, step=MinorCorrection)


def test_without_a_summary_the_newest_public_page_that_cites_it_tells(client):
    make_paper(title="First words")
    one = make_signed_article(make_procedure("one"))
    Publication.objects.update(title="Second words")
    assert "First words" in client.get("/evidence/Paper2020/").text
    two = make_signed_article(make_procedure("two"))
    said = client.get("/evidence/Paper2020/").text
    assert "Second words" in said and "First words" not in said
    assert "First words" in client.get("/procedures/one/").text, "a page says what it was signed with"
    withdraw(two, reviewer(), "Wrong.")
    assert "First words" in client.get("/evidence/Paper2020/").text
    withdraw(one, reviewer(), "Wrong.")
    assert client.get("/evidence/Paper2020/").status_code == 404


def test_its_operation_is_found_after_it_moved(client):
    procedure = make_procedure()
    make_paper().procedures.add(procedure)
    make_signed_article(procedure)
    make_signed_summary()
    procedure.slug = "moved"
    procedure.save()
    assert "/evidence/Paper2020/" in client.get("/evidence/?procedure=moved").text
    assert procedure.name in client.get("/evidence/Paper2020/").text.partition("<h1")[0].partition("<main")[2]


def test_staff_read_that_a_change_waits(client):
    make_signed_summary()
    client.force_login(make_staff("sam", is_superuser=True))
    address = reverse("admin:procedures_publication_change", args=[make_paper().pk])
    assert "Patients see this source." in client.get(address).text
    Publication.objects.update(title="Other words")
    assert "Patients see this source as it was signed last" in client.get(address).text
    make_edition(Document.objects.get())
    assert "Patients see this source." in client.get(address).text


def test_a_doctors_page_shows_the_signed_title(client):
    make_paper(title="As printed")
    make_signed_article()
    a_listed_doctor().publications.add(make_paper())
    Publication.objects.update(title="DREZ lesioning cures pain")
    said = client.get(Provider.objects.get().get_absolute_url()).text
    assert "As printed" in said and "cures" not in said
