"""The security headers of every kind of response, as whole sets: one too many fails like one too few."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from drez_site.clinic.models import ClinicProfile
from drez_site.delivery.headers import NOT_FOR_FILES, PolicyMiddleware

pytestmark = pytest.mark.django_db

BARE = {
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "Referrer-Policy": {"same-origin"},
    "X-Content-Type-Options": {"nosniff"},
}
PAGE = BARE | {
    "Content-Security-Policy": {
        "default-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    },
    "Permissions-Policy": {
        "geolocation=(self)",
        "camera=()",
        "microphone=()",
        "payment=()",
        "usb=()",
        "browsing-topics=()",
    },
    "X-Frame-Options": {"DENY"},
}
LOADS_NOTHING = BARE | {
    "Content-Security-Policy": {"default-src 'none'"},
    "Permissions-Policy": {"geolocation=(self)"},
}
HSTS = {"Strict-Transport-Security": {"max-age=63072000", "includeSubDomains", "preload"}}
# Every header that tells a browser what it may do; none may appear unnoticed.
KNOWN = {*PAGE, *HSTS, "Content-Security-Policy-Report-Only", "Access-Control-Allow-Origin", "Server"}
SEPARATORS = {"Permissions-Policy": ", "}


def security(response) -> dict[str, set[str]]:
    response.close()  # the test client leaves files open
    return {
        name: set(value.split(SEPARATORS.get(name, "; ")))
        for name, value in response.headers.items()
        if name in KNOWN
    }


def broken(*args, **kwargs):
    raise RuntimeError("broken")


def away(*args, **kwargs):
    raise OperationalError("away")


# what -> (path, status, expected, what is broken meanwhile)
KINDS = {
    "page": ("/", 200, PAGE, None),
    "Spanish page": ("/es/privacy/", 200, PAGE, None),
    "search": ("/doctors/?near=27710", 200, PAGE, None),
    "search of the site": ("/search/?q=pain", 200, PAGE, None),
    "admin sign-in": ("/admin/login/", 200, PAGE, None),
    "admin, signed out": ("/admin/", 302, PAGE, None),
    "not found": ("/nowhere/", 404, PAGE, None),
    "redirect to the slash": ("/privacy", 301, PAGE, None),
    "redirect to a file": ("/favicon.ico", 302, PAGE, None),
    "sitemap": ("/sitemap.xml", 200, PAGE, None),
    "robots": ("/robots.txt", 200, PAGE, None),
    "JSON": ("/site.webmanifest", 200, PAGE, None),
    "error": ("/", 500, PAGE, broken),
    "database away": ("/", 503, PAGE, away),
    "health": ("/healthz", 200, LOADS_NOTHING, None),
    "readiness": ("/readyz", 200, LOADS_NOTHING, None),
    "style": ("/static/css/site.css", 200, LOADS_NOTHING, None),
    "script": ("/static/js/site.js", 200, LOADS_NOTHING, None),
    "drawing": ("/static/img/icon.svg", 200, LOADS_NOTHING, None),
    "font": ("/static/fonts/atkinson-next.woff2", 200, LOADS_NOTHING, None),
    "file that is not there": ("/static/css/none.css", 404, PAGE, None),
}


@pytest.fixture
def visitor(settings):
    settings.WHITENOISE_USE_FINDERS = True
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("is_secure", [True, False], ids=["TLS", "plain"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_headers_of(kind, is_secure, visitor, monkeypatch):
    path, status, expected, fault = KINDS[kind]
    if fault:
        monkeypatch.setattr(ClinicProfile, "current", fault)
    response = visitor.get(path, secure=is_secure)
    assert response.status_code == status
    assert security(response) == (expected | HSTS if is_secure else expected)


def test_a_page_that_has_not_changed(visitor):
    etag = visitor.get("/").headers["ETag"]
    response = visitor.get("/", headers={"if-none-match": etag})
    assert (response.status_code, security(response)) == (304, PAGE)


def test_a_file_that_has_not_changed(visitor):
    whole = visitor.get("/static/css/site.css")
    assert security(whole) == LOADS_NOTHING
    modified = whole.headers["Last-Modified"]
    response = visitor.get("/static/css/site.css", headers={"if-modified-since": modified})
    assert (response.status_code, security(response)) == (304, LOADS_NOTHING)


def test_a_host_that_is_not_ours(visitor):
    response = visitor.get("/", headers={"host": "evil.example"})
    assert (response.status_code, security(response)) == (400, PAGE)


def test_a_method_that_is_not_allowed(visitor):
    response = visitor.post("/")
    assert (response.status_code, security(response)) == (405, PAGE)


def test_the_redirect_to_tls(visitor, settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    response = client.get("/privacy/", headers={"host": "localhost"})
    assert (response.status_code, response["Location"]) == (301, "https://localhost/privacy/")
    assert security(response) == LOADS_NOTHING
    assert client.get("/healthz").status_code == 200, "probes call without TLS"


def test_every_file_that_we_serve_is_of_a_kind_above():
    static = Path(finders.find("css/site.css")).parents[1]
    kinds = {path.suffix for path in static.rglob("*") if path.is_file()}
    assert kinds <= {".css", ".js", ".svg", ".woff2", ".png", ".ico", ".txt"}
    assert len(kinds) > 4


@pytest.mark.parametrize(
    ("cached", "kept"), [("max-age=315360000, public, immutable", set()), ("max-age=60", set(NOT_FOR_FILES))]
)
@pytest.mark.parametrize(
    ("kind", "is_shown"), [("text/css", False), ("font/woff2", False), ("image/svg+xml", True), ("", True)]
)
def test_a_file_that_never_changes_says_nothing_about_documents(cached, kept, kind, is_shown):
    file = HttpResponse(headers={"Cache-Control": cached} | dict.fromkeys(NOT_FOR_FILES, "x"))
    file.headers["Content-Type"] = kind
    response = PolicyMiddleware(lambda request: file)(RequestFactory().get("/static/css/site.css"))
    assert set(NOT_FOR_FILES) & set(response.headers) == kept
    policy = "default-src 'none'" if is_shown or kept else None
    assert response.headers.get("Content-Security-Policy") == policy
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
