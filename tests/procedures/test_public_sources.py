"""Which sources patients may read of, and how much: nothing that no signature stands behind."""

import re

import pytest
from django.urls import reverse

from procedures.models import Document, Publication
from procedures.publishing.signing import withdraw
from providers.models import Provider
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    make_cited_paper,
    make_draft_article,
    make_draft_summary,
    make_paper,
    make_signed_summary,
    reviewer,
)
from tests.kit.library_pages import keys, page
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db

TYPED = {
    "description": "Our own hailing words",
    "participants": 4321,
    "follow_up": "mean 120 months: all pain free",
    "level": 1,
    "keywords": ["wonder operation"],
    "funding": "A generous maker",
    "conflicts_of_interest": "A friendly author",
}
TYPED_WORDS = ("hailing", "4,321", "4321", "pain free", "evel 1", "wonder", "generous", "friendly")


def doors(client, key="Paper2020") -> dict[str, str]:
    """What every public address that could tell of a source says, by the address."""
    doctor = a_listed_doctor()
    doctor.publications.add(Publication.objects.get(key=key))
    paths = ["/evidence/", f"/evidence/?q={key}", "/evidence/?q=wonder", "/evidence/?level=1"]
    paths += ["/evidence/?keyword=wonder+operation", f"/evidence/{key}/", f"/es/evidence/{key}/"]
    paths += [f"/evidence/{key}.bib", f"/evidence/{key}.ris", "/sitemap.xml", doctor.get_absolute_url()]
    return {path: client.get(path).text for path in paths}


def a_listed_doctor() -> Provider:
    return Provider.objects.first() or make_doctor("Of The Paper", make_location())


def test_a_source_that_no_signature_stands_behind_is_nowhere(client):
    make_paper(title="DREZ lesioning cures pain in 95% of people", **TYPED)
    make_draft_summary()
    said = doors(client)
    assert len(said) == 11
    for path, text in said.items():
        assert "95%" not in text and not any(words in text for words in TYPED_WORDS[:1]), path
        assert 'evidence/Paper2020/"' not in text and "evidence/Paper2020/<" not in text, path
    for path in ("/evidence/Paper2020/", "/evidence/Paper2020.bib", "/evidence/Paper2020.ris"):
        page(client, path, 404)


def test_a_draft_that_cites_it_makes_nothing_public(client):
    make_draft_article()
    page(client, "/evidence/Paper2020/", 404)


def test_a_source_is_public_while_a_signed_page_that_cites_it_is_up(client):
    make_cited_paper(title="As printed")
    for path in ("/evidence/", "/evidence/Paper2020/", "/evidence/Paper2020.bib", "/evidence/Paper2020.ris"):
        assert "As printed" in page(client, path)
    assert "/evidence/Paper2020/" in page(client, "/sitemap.xml")
    withdraw(Document.objects.get(slug="cites-paper2020"), reviewer(), "Wrong.")
    for path in ("/evidence/Paper2020/", "/evidence/Paper2020.bib", "/evidence/Paper2020.ris"):
        page(client, path, 404)
    assert "As printed" not in page(client, "/evidence/")
    assert "/evidence/Paper2020/" not in page(client, "/sitemap.xml")


def test_what_staff_typed_about_a_cited_source_waits_for_its_signed_summary(client):
    make_cited_paper(title="As printed", **TYPED)
    said = doors(client)
    form = re.compile(r"<form.*?</form>", re.S)
    for path, text in said.items():
        shown = form.sub("", text) if path.startswith("/evidence/") else text
        found = [words for words in TYPED_WORDS if words in shown and words not in path]
        assert not found or "=1" in path or "wonder" in path, (path, found)
    assert "wonder operation" not in said["/evidence/"], "not even among the choices"
    assert keys(said["/evidence/?level=1"]) == []
    assert keys(said["/evidence/?q=wonder"]) == []
    assert "Choose from the list." in said["/evidence/?keyword=wonder+operation"]
    make_signed_summary()
    text = page(client, "/evidence/Paper2020/")
    for words in ("4,321 people", "pain free", "Level 1 of 5", "wonder operation", "generous", "friendly"):
        assert words in text, words
    assert keys(page(client, "/evidence/?level=1")) == ["Paper2020"]


def test_a_summary_that_is_down_alone_answers_that_it_was_taken_down(client):
    document = make_signed_summary()
    withdraw(document, reviewer(), "Wrong.")
    assert "We took this page down on" in page(client, "/evidence/Paper2020/", 410)
    page(client, "/evidence/Paper2020.bib", 404)


def test_staff_read_why_a_source_is_not_public(client):
    paper = make_paper()
    client.force_login(make_staff("sam", is_superuser=True))
    address = reverse("admin:procedures_publication_change", args=[paper.pk])
    assert "Patients do not see this source: no signed page that is up cites it" in page(client, address)
    make_signed_summary()
    assert "Patients see this source." in page(client, address)
