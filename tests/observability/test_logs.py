"""Logs are JSON and never carry what people looked for."""

import json
import logging
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.views.debug import get_exception_reporter_class

from drez_site.foundation.request_id import RequestIdMiddleware
from drez_site.observability.error_reports import ScrubbedReporter, ScrubbedReports
from drez_site.observability.gunicorn_logger import Logger
from drez_site.observability.logs import JsonFormatter
from tests.kit.staff_accounts import make_staff


def written(record) -> dict:
    return json.loads(JsonFormatter().format(record))


def record(name="django.request", message="A message", args=(), exc_info=None):
    return logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, exc_info)


def test_one_json_object_with_the_essentials():
    entry = written(record(message="Not Found: %s", args=("/doctors/",)))
    assert entry.pop("time").endswith("+00:00")
    assert entry == {"level": "warning", "logger": "django.request", "message": "Not Found: /doctors/"}


@pytest.mark.parametrize(
    "message",
    [
        "Not Found: /doctors/?near=27710",
        "GET /es/search/?q=quiero%20morir HTTP/1.1",
        "GET http://x.example/doctors/?near=27710&q=a HTTP/1.1",
        '"/?near=27710"',
    ],
)
def test_query_strings_are_cut(message):
    said = written(record(message=message))["message"]
    assert "27710" not in said
    assert "morir" not in said


def test_a_question_is_not_cut():
    assert written(record(message="Really? Yes"))["message"] == "Really? Yes"


def test_an_access_line_holds_no_address_agent_referrer_or_query():
    atoms = {
        "h": "203.0.113.9", "a": "Phone/1.0", "f": "https://search.example/?q=pain", "q": "near=27710",
        "r": "GET /doctors/?near=27710 HTTP/1.1", "m": "GET", "U": '/doctors/"', "s": "200", "B": 512, "M": 7,
        "{drez_site.foundation.request_id}e": "0a1b2c",
    }  # fmt: skip
    entry = written(record("gunicorn.access", "%(h)s", args=(atoms,)))
    entry.pop("time")
    assert entry == {
        "level": "warning",
        "logger": "gunicorn.access",
        "request": "0a1b2c",
        "method": "GET",
        "path": '/doctors/"',
        "status": 200,
        "bytes": 512,
        "ms": 7,
    }


def test_of_a_request_only_what_is_written_down_is_gathered_at_all():
    logger = Logger.__new__(Logger)  # without a server's configuration
    environ = {
        "REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Phone/1.0", "HTTP_REFERER": "/?near=27701",
        "RAW_URI": "/doctors/?near=27710", "QUERY_STRING": "near=27710", "REQUEST_METHOD": "GET",
        "PATH_INFO": "/doctors/", "HTTP_COOKIE": "sessionid=c00kie",
        "drez_site.foundation.request_id": "0a1b2c",
    }  # fmt: skip
    answer = SimpleNamespace(status="200 OK", sent=512, headers=[("ETag", '"x"')])
    atoms = logger.atoms(answer, None, environ, timedelta(seconds=1, microseconds=7_900))
    assert list(atoms.values()) == ["GET", "/doctors/", "200", 512, 1007, "0a1b2c"]
    entry = written(record("gunicorn.access", "%(h)s", args=(atoms,)))
    assert (entry["request"], entry["status"], entry["ms"]) == ("0a1b2c", 200, 1007)


def test_an_exception_says_where_and_of_what_kind_but_not_what_was_typed():
    typed = "".join(["277", "10 for kim@exam", "ple.org"])
    try:
        try:
            int(typed)
        except ValueError as error:
            raise LookupError(typed) from error
    except LookupError as error:
        report = written(record(exc_info=(type(error), error, error.__traceback__)))["exception"]
    assert re.search(r'test_logs.py", line \d+, in test_an_exception', report)
    assert 0 < report.index("builtins.ValueError") < report.index("builtins.LookupError")
    assert "27710" not in report and "kim@example.org" not in report


@pytest.mark.django_db
def test_a_refusal_of_the_database_names_its_constraint_and_quotes_no_value():
    make_staff("kim", email="kim@example.org")
    try:
        with transaction.atomic():
            make_staff("kim", email="kim@example.org")
    except IntegrityError as error:
        report = written(record(exc_info=(type(error), error, error.__traceback__)))["exception"]
    assert "UniqueViolation (23505 staff_staffmember staff_staffmember_username_key)" in report
    assert "(kim)" not in report and "Key (" not in report


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/doctors/27710/", "/doctors/.../"),
        ("/doctors/kim@example.org/", "/doctors/.../"),
        ("/doctors/kim%40example.org/", "/doctors/.../"),
        ("/doctors/35.99403,-78.89862/", "/doctors/...,-.../"),
        ("/doctors/9195550134", "/doctors/..."),
        ("/919-555-0134/", "/.../"),
        ("/doctors/(919) 555-0134", "/doctors/(..."),
        ("/ssn-123-45-6789", "/ssn-..."),
        ("/reviewed/2026-11/", "/reviewed/2026-11/"),
        ("/doctors/alex-example-2/", "/doctors/alex-example-2/"),
        ("/procedures/drez-lesioning/", "/procedures/drez-lesioning/"),
        ("/static/css/site.27b3137f3fe3.css", "/static/css/site.27b3137f3fe3.css"),
    ],
)
def test_paths_lose_what_people_put_into_them(path, kept):
    atoms = {"m": "GET", "U": path, "s": "404", "B": 1, "M": 1}
    assert written(record("gunicorn.access", "%(h)s", args=(atoms,)))["path"] == kept
    assert written(record(message="Not Found: %s", args=(path,)))["message"] == f"Not Found: {kept}"


def test_every_line_of_a_request_has_its_name():
    lines = []

    def view(request):
        lines.append(written(record()))
        return HttpResponse(status=request.GET["status"])

    middleware = RequestIdMiddleware(view)
    fine = RequestFactory().get("/", {"status": 200}, headers={"x-request-id": "mine"})
    broken = RequestFactory().get("/", {"status": 500})
    assert "X-Request-ID" not in middleware(fine)
    assert (
        middleware(broken)["X-Request-ID"]
        == lines[1]["request"]
        == broken.META["drez_site.foundation.request_id"]
    )
    assert lines[0]["request"] != lines[1]["request"] and "mine" not in lines[0]["request"]
    assert "request" not in written(record()), "outside of a request there is no name"


FORM = "application/x-www-form-urlencoded"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"HTTP_HOST": "another.example"}, "Invalid HTTP_HOST header: 'another.example'"),
        ({"HTTP_HOST": "[half"}, "Invalid HTTP_HOST header: '[half'"),
        ({"CONTENT_LENGTH": 10**8}, "longer than any form"),
        ({"data": "&".join(f"a{n}=" for n in range(2_001)), "content_type": FORM}, "The number of GET/POST"),
        ({"data": "--x", "content_type": "multipart/form-data"}, "Bad request (Unable to parse"),
    ],
)
def test_what_a_stranger_sends_and_nobody_takes_is_one_quiet_line(client, caplog, asked, said):
    caplog.set_level(logging.INFO)
    assert client.generic("POST", "/admin/login/", **asked).status_code == 400
    (line,) = map(written, caplog.records)
    assert line["message"].startswith(said)
    assert line["level"] == "warning" and "exception" not in line


SECRETS = {
    "note": "my secret pain",
    "authorization": "Bearer t0ken",
    "x-forwarded-for": "203.0.113.9",
    "referer": "/?near=27701",
    "session": "c00kie",
    "near": "27710",
}


def test_error_reports_hold_no_form_cookie_header_or_variable():
    headers = {name: SECRETS[name] for name in ("authorization", "x-forwarded-for", "referer")}
    request = RequestFactory().post(
        f"/doctors/?near={SECRETS['near']}", {"note": SECRETS["note"]}, headers=headers
    )
    request.COOKIES["sessionid"] = SECRETS["session"]
    local = SECRETS["near"]
    try:
        raise LookupError(local) if request.POST else AssertionError
    except LookupError as error:
        reporter = get_exception_reporter_class(request)(request, type(error), error, error.__traceback__)
    assert isinstance(reporter, ScrubbedReporter) and isinstance(reporter.filter, ScrubbedReports)
    for report in (reporter.get_traceback_html(), reporter.get_traceback_text()):
        assert "LookupError" in report
        assert [secret for secret in SECRETS.values() if secret in report] == []


@pytest.mark.parametrize("kind", ["once", "set-up"])
def test_a_link_that_works_once_is_cut_wherever_its_path_is_written(kind):
    path = f"/admin/{kind}/7/abcdef-0123456789/"
    atoms = {"m": "GET", "U": path, "s": "200", "B": 512, "M": 7}
    assert written(record("gunicorn.access", "x", args=(atoms,)))["path"] == f"/admin/{kind}/7/.../"
    assert written(record(message="Gone: %s", args=(path,)))["message"] == f"Gone: /admin/{kind}/7/.../"
    try:
        raise ValueError(f"broken at {path}")
    except ValueError as error:
        entry = written(record(exc_info=(type(error), error, error.__traceback__)))
    assert "abcdef" not in entry["exception"] and "builtins.ValueError" in entry["exception"]


def test_the_pages_after_a_link_keep_their_names():
    assert written(record(message="OK: /admin/set-up/phone/"))["message"] == "OK: /admin/set-up/phone/"
