"""What somebody reads whose request is no HTTP: gunicorn's worker answers, Django never hears of it."""

import logging
from socket import socketpair

import pytest
from gunicorn.http import errors

from drez_site.delivery.gunicorn_worker import Worker
from drez_site.foundation.languages.packs import PACKS


def answer_to(error: Exception) -> str:
    worker = Worker.__new__(Worker)  # without a process, a port and an application
    worker.log = logging.getLogger("gunicorn.test")
    ours, theirs = socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, None, error)
        return theirs.recv(10_000).decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.LimitRequestLine(9_000, 4_094), "414 URI Too Long"),
        (errors.LimitRequestHeaders("too many"), "431 Request Header Fields Too Large"),
        (errors.InvalidRequestLine("GET /?near=27710"), "400 Bad Request"),
        (ValueError("secret"), "500 Internal Server Error"),
    ],
)
def test_it_is_answered_in_every_language(error, status, caplog):
    head, _, words = answer_to(error).partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status}\r\n")
    assert f"Content-Length: {len(words.encode())}" in head and "Cache-Control: no-store" in head
    assert len(PACKS) > 1
    for pack in PACKS.values():
        assert pack.error_words.bad_request.heading in words
    assert "27710" not in head + words
    assert [record.getMessage() for record in caplog.records if "27710" in record.getMessage()] == []
    assert len(caplog.records) == 1
