"""One search over the admin: what each role finds by which words, and what they may not open is not found."""

import html
import re

import pytest
from django.contrib import admin
from django.db import connection

from drez_site.foundation.roles import Role
from drez_site.foundation.shelves import SHOWN_OF_A_LIST
from drez_site.staff import finding
from procedures.admin.finding import FindsParts
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import author, make_draft_article, make_paper
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def found(client, person, words: str) -> dict[str, list[str]]:
    """What stands on each shelf; every link was opened."""
    client.force_login(person)
    answer = client.get("/admin/find/", {"q": words})
    assert answer.headers["Cache-Control"].count("no-store") == 1
    for shelf in answer.context["shelves"]:
        for link in shelf.found:
            assert f'href="{link.url}">{html.escape(link.text)}</a>' in answer.text
            assert client.get(link.url).status_code == 200
    return {shelf.name: [link.text for link in shelf.found] for shelf in answer.context["shelves"]}


def editor():
    return make_staff("editor", group=Role.DIRECTORY)


@pytest.mark.parametrize(
    "words",
    [
        "(919) 555-0133",
        "919.555.0133",
        "+1 919 555 0133",
        "Grune",
        "GRÜNE",
        "1093000012",
        "27705 Grüne",
    ],
)
def test_a_doctor_is_found_as_people_write(client, words):
    place = make_location("Elm Clinic", phone="+19195550133")
    doctor = make_doctor("Grüne", place, npi="1093000012")
    make_doctor("Other", make_location("Oak Clinic"))
    assert found(client, editor(), words)["Doctors"] == [str(doctor)]


def test_places_sources_and_accounts_are_found_by_who_may_open_them(client):
    place, paper = make_location("Elm Clinic"), make_paper(title="Lesions of the elm")
    colleague = make_staff("elm", full_name="Elm Tree")
    shelves = found(client, make_staff("boss", is_superuser=True), "elm")
    assert {row for rows in shelves.values() for row in rows} >= {str(place), str(paper), str(colleague)}


def test_words_of_a_part_lead_to_that_part(client):
    document = make_draft_article(title="Of trees")
    section = document.sections.first()
    section.body = "The brown bark is **rough**."
    section.save()
    client.force_login(author())
    shelves = client.get("/admin/find/", {"q": "rough bark"}).context["shelves"]
    links = {link.url: link.detail for shelf in shelves for link in shelf.found}
    assert (
        links[f"/admin/procedures/document/{document.pk}/part/sections/{section.pk}/"] == "Of trees (English)"
    )


def test_what_a_role_may_not_open_is_not_found(client):
    make_draft_article(title="A birch")
    make_staff("birch", full_name="Birch Tree")
    make_doctor("Birch")
    assert [set(found(client, person, "birch")) for person in (author(), editor())] == [
        {"Documents"},
        {"Doctors"},
    ]


def test_the_rest_of_a_long_list_is_one_link_away(client):
    for _number in range(SHOWN_OF_A_LIST + 2):
        make_doctor("Many")
    client.force_login(editor())
    answer = client.get("/admin/find/", {"q": "many"})
    (shelf,) = answer.context["shelves"]
    assert len(shelf.found) == SHOWN_OF_A_LIST
    assert client.get(shelf.all_of_them).context["cl"].result_count == SHOWN_OF_A_LIST + 2


def test_a_list_too_long_to_look_through_says_so(client, monkeypatch):
    make_doctor("Slow")
    monkeypatch.setattr(finding, "SECONDS_FOR_A_LIST", 0.05)
    doctors = admin.site._registry[make_doctor("Slower")._meta.model]
    monkeypatch.setattr(
        type(doctors),
        "get_search_results",
        lambda self, request, rows, words: (rows.extra(where=["pg_sleep(1) IS NOT NULL"]), False),
    )
    client.force_login(editor())
    answer = client.get("/admin/find/", {"q": "slow"})
    assert "There are too many to look through here" in answer.text
    assert re.search(r'href="(/admin/providers/provider/\?q=slow)"', answer.text)


def test_parts_too_many_to_look_through_say_so_too(client, monkeypatch):
    make_draft_article(title="A birch")
    monkeypatch.setattr(finding, "SECONDS_FOR_A_LIST", 1)  # a busy machine takes its time for the others

    def slow(self, request, words):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")
        yield from ()

    monkeypatch.setattr(FindsParts, "also_found", slow)
    client.force_login(author())
    page = client.get("/admin/find/", {"q": "birch"}).text
    assert "A birch" in page and "There are too many to look through here" in page


@pytest.mark.parametrize("words", ["", "  ", "zzzz", "\x00", "%", "_" * 500, "'; DROP TABLE", "<b>"])
def test_any_words_get_an_answer(client, words):
    assert found(client, editor(), words) == {}
    assert "<b>" not in client.get("/admin/find/", {"q": words}).text.partition("<main")[2]


def test_every_page_of_the_admin_has_the_box_and_a_stranger_does_not(client):
    client.force_login(editor())
    box = re.compile(r'<form class="find-anything" action="/admin/find/"')
    for address in ("/admin/", "/admin/providers/provider/", "/admin/find/"):
        assert box.search(client.get(address).text)
    client.logout()
    assert client.get("/admin/find/", {"q": "a"}).status_code == 302
