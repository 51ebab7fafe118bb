"""What every response carries, and what reading a page never leaves behind."""

import os
import runpy
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from drez_site.clinic.models import ClinicProfile
from tests.kit.documents import make_signed_article, make_signed_comparison
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]

READING = [
    "/",
    "/procedures/",
    "/procedures/drez-lesioning/",
    "/glossary/",
    "/contact/",
    "/how-we-make-content/",
    "/doctors/",
    "/es/",
    "/es/doctors/",
]


@pytest.fixture(autouse=True)
def article():
    return make_signed_article()


@pytest.mark.parametrize("path", READING)
def test_reading_sets_no_cookie_and_is_the_same_for_everyone(client, path):
    response = client.get(path, headers={"accept-language": "es"})
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "Accept-Language" not in response.get("Vary", "")
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["ETag"]
    assert f'<html lang="{"es" if path.startswith("/es/") else "en"}"' in response.text


@pytest.mark.parametrize(
    ("path", "typed", "status"),
    [
        ("/doctors/", {"near": "27710"}, 200),
        ("/search/", {"q": "burning foot"}, 200),
        ("/es/doctors/", {"near": "nowhere at all"}, 200),
        ("/doctors/", {"q": "Sample"}, 200),
        ("/doctors/", {"near": "27710", "page": "nonsense"}, 200),
        ("/procedures/drez-lesioning/", {"near": "27710"}, 200),
        ("/evidence/", {"q": "pain after an injury"}, 200),
        ("/doctors/", {"telehealth": "yes"}, 200),
        ("/doctors/", {"NEAR": "27710"}, 200),
        ("/procedures/compare/", {"option": ["drez", "drg"]}, 200),
        ("/evidence/", {"page": "1"}, 200),
        ("/", {"gclid": "abc"}, 200),
        ("/nowhere/", {"near": "27710"}, 404),
    ],
)
def test_a_page_that_answers_what_a_reader_asked_is_stored_nowhere(client, path, typed, status):
    make_signed_comparison()
    response = client.get(path, typed)
    assert response.status_code == status
    assert "no-store" in response.headers["Cache-Control"]
    assert "public" not in response.headers["Cache-Control"]
    assert not response.cookies


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    etag = client.get("/glossary/").headers["ETag"]
    again = client.get("/glossary/", headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""


def test_a_signed_in_member_of_staff_reads_the_same_page(client):
    anonymous = client.get("/").content
    client.force_login(make_staff())
    assert client.get("/").content == anonymous


def test_absolute_addresses_come_from_the_setting_not_from_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get("/procedures/drez-lesioning/", headers={"host": "evil.example"}).text
    assert "evil.example" not in page
    assert '<link rel="canonical" href="https://clinic.example/procedures/drez-lesioning/">' in page


def test_each_page_names_itself_in_the_other_language(client):
    page = client.get("/procedures/drez-lesioning/").text
    assert 'hreflang="es" href="https://clinic.example/es/procedures/drez-lesioning/"' in page
    assert 'hreflang="en" href="https://clinic.example/procedures/drez-lesioning/"' in page


@pytest.mark.parametrize("path", ["/", "/procedures/drez-lesioning/", "/doctors/"])
def test_a_database_that_is_away_gets_a_plain_answer(client, path, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("server closed the connection unexpectedly: password=hunter2")

    monkeypatch.setattr(ClinicProfile, "current", away)
    response = client.get(path)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "911" in response.text
    assert 'lang="es"' in response.text
    assert "hunter2" not in response.text


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/es/nowhere/", "/doctors/nobody/", "/locations/none/", "/%00/", "/doctors/%00/"]
)
def test_an_address_that_is_not_there_gets_a_bilingual_page(client, path, django_assert_max_num_queries):
    looked_up = 2 if path in ("/doctors/nobody/", "/locations/none/") else 0  # who had the address once
    with django_assert_max_num_queries(2 + looked_up):
        response = client.get(path)
    assert response.status_code == 404
    assert "911" in response.text and 'lang="es"' in response.text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", READING)
def test_reading_pages_only_answer_reading(client, method, path):
    assert getattr(client, method)(path).status_code == 405


def test_whoever_reads_is_not_looked_up(client):
    """The history's middleware keeps the request at hand, and asks who it is only on writing."""
    client.force_login(make_staff())
    address = "/how-we-make-content/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert not [
        query["sql"] for query in queries if "session" in query["sql"] or "staffmember" in query["sql"]
    ]
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")


def test_nobody_who_asks_says_where_the_links_of_all_lead(client):
    """Links are kept for the next reader; a server may pass on where the site is mounted."""
    for prefix in ("/elsewhere", "http://evil.example", "//evil.example"):
        for path in ("/doctors/", "/evidence/"):
            response = client.get(path, SCRIPT_NAME=prefix)
            assert response.status_code == 200
            assert "elsewhere" not in response.text and "evil" not in response.text


def test_gunicorn_takes_no_header_for_where_the_site_is_mounted(monkeypatch):
    monkeypatch.setattr(os, "environ", {})
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py"))["forwarder_headers"] == ""
