"""When something is wrong: two languages, the phone number if any page has shown it, and never a query.

The tests without the database mark fail at the first query.
"""

import pytest
from django.test import RequestFactory

from drez_site.clinic import current as clinic
from drez_site.clinic.models import ClinicProfile
from drez_site.delivery import error_pages

PAGES = {
    400: error_pages.bad_request,
    403: error_pages.permission_denied,
    404: error_pages.not_found,
    429: error_pages.too_many_requests,
    500: error_pages.server_error,
    503: error_pages.service_unavailable,
}


@pytest.fixture
def request_():
    return RequestFactory().get("/")


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(clinic, "_last", ClinicProfile(name="Test Clinic", phone="+19195550100"))


@pytest.mark.parametrize("status", PAGES)
def test_a_page_for_each(status, request_, fresh_process):
    response = PAGES[status](request_)
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert response.text.count("<h1>") == 1
    assert 'href="tel:911"' in response.text and 'href="tel:988"' in response.text
    assert '<div lang="es"' in response.text
    assert "tel:+" not in response.text
    assert "None" not in response.text


@pytest.mark.parametrize("status", PAGES)
def test_the_phone_of_the_clinic_when_it_is_known(status, request_, known):
    text = PAGES[status](request_).text
    assert text.count('href="tel:+19195550100"') == 2
    assert "Call us: (919) 555-0100" in text and "Llámenos: (919) 555-0100" in text


@pytest.mark.parametrize("status", PAGES)
def test_a_demonstration_says_so_in_each_language(status, request_, monkeypatch):
    said = "Demonstration site: the clinic and every doctor here are made up."
    monkeypatch.setattr(clinic, "_last", ClinicProfile(name="Test Clinic", is_demonstration=False))
    assert said not in PAGES[status](request_).text
    monkeypatch.setattr(clinic, "_last", ClinicProfile(name="Test Clinic", is_demonstration=True))
    text = PAGES[status](request_).text
    assert text.index(said) < text.index("Sitio de demostración") < text.index("<main")


def test_a_clinic_without_a_number(request_, monkeypatch):
    monkeypatch.setattr(clinic, "_last", ClinicProfile(name="Test Clinic"))
    assert "tel:+" not in error_pages.not_found(request_).text


@pytest.mark.parametrize("status", PAGES)
def test_the_language_of_the_address_comes_first(status, known):
    text = PAGES[status](RequestFactory().get("/es/nada/")).text
    assert '<html lang="es">' in text
    assert text.index('<div lang="es"') < text.index("<h1>") < text.index('<div lang="en"')
    title, _, other = text.partition("<title>")[2].partition("</title>")[0].partition(" / ")
    assert f"<h1>{title}</h1>" in text and f"<h2>{other}</h2>" in text


def test_an_unknown_address_asks_no_database(client, known):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "(919) 555-0100" in response.text


@pytest.mark.django_db
def test_the_phone_is_that_of_the_newest_page(client, fresh_process):
    assert "tel:+" not in client.get("/nowhere/").text
    ClinicProfile(name="Test Clinic", phone="+19195550100").save()
    client.get("/")
    assert "(919) 555-0100" in client.get("/nowhere/").text
    ClinicProfile(name="Test Clinic", phone="+19195550199").save()
    client.get("/contact/")
    assert "(919) 555-0199" in client.get("/nowhere/").text


def test_too_many_requests_says_when_to_come_back(request_):
    assert error_pages.too_many_requests(request_, 90).headers["Retry-After"] == "90"
    text = error_pages.too_many_requests(request_, 90).text
    assert "try again in 2 minutes." in text and "de nuevo en 2 minutos." in text
    text = error_pages.too_many_requests(request_, 60).text
    assert "try again in 1 minute." in text and "de nuevo en 1 minuto." in text


def test_a_fault_of_ours_has_a_number_to_say(request_, monkeypatch):
    assert "please say this number" not in error_pages.server_error(request_).text
    monkeypatch.setattr(error_pages.request_id, "current", lambda: "abc-123")
    text = error_pages.server_error(request_).text
    assert "please say this number: <b>abc-123</b>" in text and "número: <b>abc-123</b>" in text
