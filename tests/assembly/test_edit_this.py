"""From a page of patients to where it is changed; patients themselves never see that there is such a way."""

import pytest
from django.test import Client

from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import make_draft_article, make_procedure, make_signed_summary
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    client.force_login(make_staff("boss", is_superuser=True))
    return client


def leads_to(client, page: str) -> str:
    answer = client.get("/admin/edit/", {"page": page})
    assert answer.status_code == 302
    assert client.get(answer.url, follow=True).status_code == 200
    return answer.url


def test_a_page_of_a_document_leads_to_it_in_its_language(boss):
    operation = make_procedure("drez-lesioning")
    english = make_draft_article(operation)
    assert leads_to(boss, "/es/procedures/drez-lesioning/").endswith(f"/document/{english.pk}/change/")
    spanish = make_draft_article(operation, language="es")
    assert leads_to(boss, "/procedures/drez-lesioning/").endswith(f"/document/{english.pk}/change/")
    assert leads_to(boss, "/es/procedures/drez-lesioning/").endswith(f"/document/{spanish.pk}/change/")


def test_a_source_leads_to_its_summary(boss):
    summary = make_signed_summary("Paper2020")
    assert leads_to(boss, "/evidence/Paper2020/").endswith(f"/document/{summary.pk}/change/")


def test_a_doctor_a_place_and_the_clinic(boss):
    place = make_location()
    doctor = make_doctor("Found", place)
    assert leads_to(boss, f"/doctors/{doctor.slug}/") == f"/admin/providers/provider/{doctor.pk}/change/"
    assert leads_to(boss, f"/es/locations/{place.slug}/") == f"/admin/providers/location/{place.pk}/change/"
    assert "/clinic/clinicprofile/" in leads_to(boss, "/contact/")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "/search/",
        "/nowhere/",
        "/doctors/nobody/",
        "//example.com/",
        "https://example.com/",
        "\x00",
        "/es",
    ],
)
def test_any_other_page_leads_to_the_first_one_of_staff(boss, page):
    assert leads_to(boss, page) == "/admin/"


def test_a_stranger_is_asked_who_they_are():
    answer = Client().get("/admin/edit/", {"page": "/contact/"})
    assert answer.status_code == 302 and answer.url.startswith("/admin/login/")


def test_staff_and_strangers_get_the_same_bytes(boss):
    doctor = make_doctor("Found", make_location())
    for page in ("/", "/contact/", f"/doctors/{doctor.slug}/"):
        for_staff, for_strangers = boss.get(page), Client().get(page)
        assert for_staff.content == for_strangers.content
        assert b"/admin/" not in for_strangers.content
