"""What authors put into a text by choosing: pages with their sections, sources, words of the glossary."""

import re

import pytest

from procedures.models import GlossaryTerm
from tests.kit.documents import (
    author,
    make_draft_article,
    make_paper,
    make_procedure,
    make_signed_article,
    mark_retracted,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/procedures/document/choose/"


@pytest.fixture
def desk(client):
    client.force_login(author())
    return client


def found(desk, of, q="", language="en") -> list[str]:
    page = desk.get(ADDRESS, {"of": of, "q": q, "language": language})
    assert page.status_code == 200 and page["Cache-Control"].startswith("max-age=0")
    return re.findall(r'data-(?:key|address|word)="([^"]*)"', page.text)


def test_a_page_is_found_by_its_title_and_a_section_by_its_heading(desk):
    make_signed_article(title="DREZ lesioning")
    make_draft_article(make_procedure("draft"), title="DREZ draft")
    assert found(desk, "page", "drez lesioning")[0] == "/procedures/drez-lesioning/"
    assert found(desk, "page", "About urgent_help") == ["/procedures/drez-lesioning/#urgent-help"]
    assert found(desk, "page", "find doctor")[0] == "/doctors/"
    assert found(desk, "page", "nothing like it") == []
    assert "/procedures/drez-lesioning/" in found(desk, "page")


def test_pages_of_another_language_are_led_to_in_it_once(desk):
    document = make_signed_article(title="DREZ lesioning")
    make_signed_article(document.procedure, language="es", title="Lesión DREZ")
    assert found(desk, "page", "lesi", "es")[:1] == ["/es/procedures/drez-lesioning/"]
    assert found(desk, "page", "lesioning", "es") == []
    assert "/es/doctors/" in found(desk, "page", "", "es")


def test_a_source_is_found_by_whatever_is_known_of_it(desk):
    make_paper("Chalil2021", title="Outcomes of DREZ", authors=["Chalil A"], year=2021, doi="10.1000/abc")
    make_paper("Other1999", title="Another")
    for q in ("chalil", "outcomes drez", "2021", "10.1000/ABC", "Chalil 2021"):
        assert found(desk, "source", q) == ["Chalil2021"], q
    assert found(desk, "source", "chalil another") == []


def test_a_source_that_was_marked_cannot_be_cited(desk):
    mark_retracted(make_paper("Bad2020", title="Withdrawn"))
    page = desk.get(ADDRESS, {"of": "source", "q": "withdrawn"}).text
    assert "Marked as retracted" in page and "data-key" not in page


def test_words_are_those_of_the_language(desk):
    GlossaryTerm.objects.create(slug="nerve", term="nerve", definition="A cord.", forms=["nervous"])
    GlossaryTerm.objects.create(language="es", slug="nervio", term="nervio", definition="Un cordón.")
    assert found(desk, "word", "nervous") == ["nerve"]
    assert found(desk, "word", "", "es") == ["nervio"]


def test_no_more_than_a_screen_of_them(desk):
    for number in range(25):
        make_paper(f"Paper{number}")
    page = desk.get(ADDRESS, {"of": "source"}).text
    assert page.count("data-key") == 20 and "There are more" in page


@pytest.mark.parametrize("asked", [{"of": "x"}, {}, {"of": "page", "language": "xx"}])
def test_what_nobody_can_choose(desk, asked):
    assert desk.get(ADDRESS, asked).status_code == 404


def test_hostile_words_are_words(desk):
    make_paper("Chalil2021", title="<script>alert(1)</script>")
    for q in ("%_\\", "\x00", "<script>", "a" * 5_000):
        page = desk.get(ADDRESS, {"of": "source", "q": q})
        assert page.status_code == 200 and "<script" not in page.text


def test_only_staff_who_write_or_review_may_look(client):
    assert client.get(ADDRESS, {"of": "source"}).status_code == 302
    client.force_login(make_staff("dana", group="Directory editor"))
    assert client.get(ADDRESS, {"of": "source"}).status_code == 403
