"""However many paths longer than ours somebody makes up, the site is asked for one, and its answer helps.

Nothing here is timed: what is counted is how often, and for which path, whatever stands behind is asked.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db.models import SlugField
from django.urls import URLPattern, URLResolver, get_resolver

from drez_site.clinic import current as clinic
from drez_site.clinic.models import ClinicProfile
from drez_site.delivery import long_paths
from drez_site.delivery.long_paths import LONGEST_PATH, MOST_KEPT, LongPaths
from tests.kit.modules import ROOT
from tests.kit.wsgi import ask

LETTERS = 3_900
PHONE = "+19195550100"
# How long what stands in an address of ours can be: the longest slug, a token of a one-time link, a number.
LONGEST_OF = {"slug": 100, "str": 100, "int": 19, "path": 19}


class Asked:
    """Django without a page store, and the paths that it was asked for; a 404 asks no database."""

    def __init__(self):
        self.application, self.paths = WSGIHandler(), []

    def __call__(self, environ, start_response):
        self.paths.append(environ["PATH_INFO"])
        return self.application(environ, start_response)


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def site(asked, monkeypatch):
    # The end of a request would look at a connection of the test before.
    monkeypatch.setattr(request_finished, "receivers", [])
    monkeypatch.setattr(request_started, "receivers", [])
    profile = ClinicProfile(name="Test Clinic", phone=PHONE)
    monkeypatch.setattr(clinic, "_last", profile)
    monkeypatch.setattr(long_paths, "monotonic", lambda: 1000.0)
    return LongPaths(asked)


def test_thousands_of_long_paths_are_one_question(site, asked):
    bodies = {ask(site, f"/{number}" + "a" * LETTERS).body for number in range(300)}
    bodies |= {ask(site, f"/doctors/{'a.b-@' * number}/").body for number in range(101, 300)}
    bodies |= {ask(site, f"/{'a' * LETTERS}?near={number}").body for number in range(300)}
    assert asked.paths == ["/path-too-long/"]
    assert bodies == {ask(WSGIHandler(), "/path-too-long/").body}


def test_the_answer_says_whom_to_call_and_leads_to_the_doctors(site):
    for _made_and_kept in range(2):
        heard = ask(site, "/" + "a" * LETTERS)
        page = heard.body.decode()
        assert heard.status == "404 Not Found"
        assert heard.named["Cache-Control"] == "no-store"
        assert heard.named["Content-Security-Policy"] and "Set-Cookie" not in heard.named
        assert f'href="tel:{PHONE}"' in page and 'href="tel:911"' in page
        assert 'href="/doctors/"' in page and 'href="/es/doctors/"' in page
        assert "aaaa" not in page and '<html lang="en">' in page


def test_it_speaks_the_language_of_the_path_first(site, asked):
    for _ in range(3):
        assert '<html lang="es">' in ask(site, "/es/" + "a" * LETTERS).body.decode()
        assert '<html lang="en">' in ask(site, "/espa" + "a" * LETTERS).body.decode()
    assert asked.paths == ["/es/path-too-long/", "/path-too-long/"]


def test_a_new_phone_stands_in_it_after_ten_seconds(site, asked, monkeypatch):
    ask(site, "/" + "a" * LETTERS)
    monkeypatch.setattr(clinic, "_last", ClinicProfile(name="Test Clinic", phone="+19195550199"))
    assert PHONE in ask(site, "/" + "b" * LETTERS).body.decode()
    monkeypatch.setattr(long_paths, "monotonic", lambda: 1010.0)
    assert "+19195550199" in ask(site, "/" + "b" * LETTERS).body.decode()
    assert len(asked.paths) == 2


def test_every_path_that_we_could_have_goes_on_as_it_came(site, asked):
    longest = "/" + "a" * (LONGEST_PATH - 1)
    for _ in range(3):
        assert ask(site, longest).status == "404 Not Found"
    assert asked.paths == [longest] * 3
    environ = {"PATH_INFO": longest, "QUERY_STRING": "near=27710"}
    ask(site, longest, environ=environ)
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == (longest, "near=27710")


def test_what_is_no_question_for_a_page_is_never_kept(site, asked):
    for _ in range(2):
        assert ask(site, "/" + "a" * LETTERS, "POST").status == "404 Not Found"
        assert ask(site, "/" + "a" * LETTERS, host="evil.example").status == "400 Bad Request"
    assert asked.paths == ["/path-too-long/"] * 4


def test_strangers_do_not_fill_it_with_hosts(site, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(3 * MOST_KEPT):
        ask(site, "/" + "a" * LETTERS, host=f"host-{number}.example")
        assert len(site._kept) <= MOST_KEPT


def test_what_gunicorn_writes_down_is_the_short_path(site):
    for _made_and_kept in range(2):
        environ = {"PATH_INFO": "/" + "a" * LETTERS}
        ask(site, environ=environ)
        assert environ["PATH_INFO"] == "/path-too-long/"
        assert len(environ["drez_site.foundation.request_id"]) == 12


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        yield from routes(each.url_patterns, route) if isinstance(each, URLResolver) else [route]


def test_no_address_of_ours_is_half_as_long():
    ours = [*routes(get_resolver().url_patterns)]
    longest = {route: re.sub(r"<(\w+):\w+>", lambda part: "x" * LONGEST_OF[part[1]], route) for route in ours}
    slugs = [
        field.max_length
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, SlugField)
    ]
    assert len(longest) > 150 and max(slugs) <= LONGEST_OF["slug"]
    assert max(map(len, longest.values())) < LONGEST_PATH / 2


def test_nginx_refuses_from_the_same_length_on():
    config = (ROOT / "deploy/nginx.conf").read_text()
    assert re.findall(r'"~\^\[\^\?\]\{(\d+)\}" 1;', config) == [str(LONGEST_PATH + 1)]
    assert config.count("proxy_pass http://site") == config.count("if ($is_too_long) {") == 4
