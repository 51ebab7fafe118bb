"""Logs are JSON and never carry what people looked for."""

import json
import logging

import pytest

from drez_site.logs import JsonFormatter


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
        "GET http://x.example/doctors/?near=27710&q=a HTTP/1.1",
        '"/?near=27710"',
    ],
)
def test_query_strings_are_cut(message):
    assert "27710" not in written(record(message=message))["message"]


def test_a_question_is_not_cut():
    assert written(record(message="Really? Yes"))["message"] == "Really? Yes"


def test_an_access_line_holds_no_address_agent_referrer_or_query():
    atoms = {
        "h": "203.0.113.9", "a": "Phone/1.0", "f": "https://search.example/?q=pain", "q": "near=27710",
        "r": "GET /doctors/?near=27710 HTTP/1.1", "m": "GET", "U": '/doctors/"', "s": "200", "B": 512, "M": 7,
    }  # fmt: skip
    entry = written(record("gunicorn.access", "%(h)s", args=(atoms,)))
    entry.pop("time")
    assert entry == {
        "level": "warning",
        "logger": "gunicorn.access",
        "method": "GET",
        "path": '/doctors/"',
        "status": 200,
        "bytes": 512,
        "ms": 7,
    }


def test_an_exception_is_kept_with_its_trace():
    try:
        raise ValueError("broken")
    except ValueError as error:
        entry = written(record(exc_info=(type(error), error, error.__traceback__)))
    assert "ValueError: broken" in entry["exception"]


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
    assert "abcdef" not in entry["exception"] and f"/admin/{kind}/7/.../" in entry["exception"]


def test_the_pages_after_a_link_keep_their_names():
    assert written(record(message="OK: /admin/set-up/phone/"))["message"] == "OK: /admin/set-up/phone/"
