"""Each header has one writer: whoever wants to change one finds the place, and nobody else undoes it."""

import re
import sys
from collections import defaultdict

import pytest
from django.conf import settings
from django.http.response import ResponseHeaders
from django.test import Client

from drez_site.clinic.models import ClinicProfile
from tests.kit.documents import make_signed_article
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db

# Django's and WhiteNoise's own, through which everybody writes: they are the way, not the writer's wish.
WAYS = ("django.http.response", "django.utils.datastructures", "collections.abc", "wsgiref.headers")
WRITERS = {
    "Allow": {"django.http.response"},
    "Cache-Control": {"django.utils.cache"},
    "Content-Language": {"drez_site.delivery.locale"},
    "Content-Security-Policy": {"csp.middleware"},
    "Content-Type": {"django.http.response"},
    "Cross-Origin-Opener-Policy": {"django.middleware.security"},
    "Cross-Origin-Resource-Policy": {"drez_site.delivery.headers"},
    "Expires": {"django.utils.cache"},
    "Location": {"django.http.response"},
    "Permissions-Policy": {"drez_site.delivery.headers"},
    "Referrer-Policy": {"django.middleware.security"},
    "Retry-After": {"drez_site.foundation.response_headers"},
    "Strict-Transport-Security": {"django.middleware.security"},
    "Vary": {"django.utils.cache"},
    "X-Content-Type-Options": {"django.middleware.security"},
    "X-Frame-Options": {"django.middleware.clickjacking"},
    "X-Request-ID": {"drez_site.foundation.request_id"},
    "X-Robots-Tag": {"drez_site.foundation.response_headers"},
    # Compression replaces the body, and what tells of the body with it.
    "Content-Encoding": {"drez_site.delivery.compression"},
    "Content-Length": {"django.middleware.common", "drez_site.delivery.compression"},
    "ETag": {"django.utils.cache", "drez_site.delivery.compression"},
    "Content-Disposition": {"django.http.response"},
    "Last-Modified": {"django.contrib.sitemaps.views"},
}
# A file that we serve comes with what describes it. No view and no middleware of ours is asked.
FILES = "whitenoise.middleware"
OF_A_FILE = {"Cache-Control", "Content-Length", "Content-Type", "ETag", "Last-Modified", "Vary"}


@pytest.fixture
def written(monkeypatch) -> dict[str, set[str]]:
    """By header, the modules that wrote it since the test began."""
    found = defaultdict(set)
    write = ResponseHeaders.__setitem__

    def noting(self, name, value):
        frame = sys._getframe(1)
        while (module := frame.f_globals["__name__"]) in WAYS and frame.f_back:
            if frame.f_code.co_name == "__init__" and "response" in module:
                break  # the response gave it to itself
            frame = frame.f_back
        found[name].add(module)
        write(self, name, value)

    monkeypatch.setattr(ResponseHeaders, "__setitem__", noting)
    return found


def broken(*args, **kwargs):
    raise RuntimeError("broken")


def test_each_header_has_one_writer(written, settings, monkeypatch):
    make_signed_article()
    settings.WHITENOISE_USE_FINDERS = True
    visitor, staff = Client(raise_request_exception=False), Client()
    staff.force_login(make_staff(group="Administrator"))
    paths = ["/", "/es/privacy/", "/doctors/?near=27710", "/procedures/drez-lesioning/", "/privacy"]
    paths += ["/nowhere/", "/sitemap.xml", "/robots.txt", "/site.webmanifest", "/favicon.ico", "/healthz"]
    paths += ["/readyz", "/static/css/site.css", "/static/img/icon.svg", "/admin/login/", "/contact/"]
    paths += ["/evidence/Paper2020.bib"]
    answers = [
        visitor.get(path, secure=True, headers={"accept-encoding": encoding})
        for path in paths
        for encoding in ("br", "identity")
    ]
    answers += [staff.get("/admin/"), visitor.post("/"), visitor.get("/", headers={"host": "evil.example"})]
    monkeypatch.setattr(ClinicProfile, "current", broken)
    answers.append(visitor.get("/"))
    for answer in answers:
        answer.close()
    assert len(answers) == 38
    assert {answer.status_code for answer in answers} == {200, 301, 302, 400, 404, 405, 500}
    assert {name for name, modules in written.items() if FILES in modules} <= OF_A_FILE
    found = {name: modules - {FILES} for name, modules in written.items()}
    assert {name: modules for name, modules in found.items() if not modules <= WRITERS.get(name, set())} == {}
    assert len(found) > 16
    assert {name for name, modules in WRITERS.items() if len(modules) > 1} == {"Content-Length", "ETag"}


HEADER_IN_SOURCE = re.compile(
    r"""headers(?:\[|\.setdefault\(|=\{)\s*["']([A-Z][A-Za-z-]+)["']|^\s+["']([A-Z][a-z]+-[A-Z][A-Za-z-]+)["']:"""
)


def test_no_two_modules_of_ours_write_one_header():
    """Those too that no request of the sweep asks for."""
    writers = defaultdict(set)
    files = [
        path
        for app in ("drez_site", "procedures", "providers")
        for path in (settings.BASE_DIR / app).rglob("*.py")
    ]
    assert len(files) > 200
    for path in files:
        for line in path.read_text().splitlines():
            if match := HEADER_IN_SOURCE.search(line):
                writers[match[1] or match[2]].add(path.relative_to(settings.BASE_DIR).as_posix())
    assert set(writers) >= {"Permissions-Policy", "Retry-After", "X-Robots-Tag", "ETag"}
    assert {name: found for name, found in writers.items() if len(found) > 1} == {}


def test_every_middleware_says_why_it_stands_where_it_does():
    source = (settings.BASE_DIR / "drez_site/settings/base.py").read_text()
    block = source.partition("MIDDLEWARE = [\n")[2].partition("\n]\n")[0].splitlines()
    entries = [number for number, line in enumerate(block) if line.strip().startswith('"')]
    assert len(entries) == len(settings.MIDDLEWARE) == 24
    assert all(block[number - 1].strip().startswith("# ") for number in entries)
