"""What gunicorn sends of a stored page is what it sends of any other answer like it, but in one piece."""

import re

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser, wsgi

from drez_site.delivery.gunicorn_worker import Response, with_environ
from drez_site.delivery.page_store import READY
from drez_site.delivery.stored_page import Answer

PAGE = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "5"), ("ETag", 'W/"1"')]
CLIENT, SERVER = ("127.0.0.1", 50_000), ("127.0.0.1", 8000)


class Line:
    """The other end of a connection: it keeps what is sent, piece by piece."""

    def __init__(self):
        self.pieces = []

    def sendall(self, piece):
        self.pieces.append(bytes(piece))

    send = sendall


def sent(answer, is_ready, *, method="GET", version="1.1", more=""):
    """By gunicorn, to somebody who asks for `/`; and the answer, as the log of requests sees it."""
    asked = f"{method} / HTTP/{version}\r\nHost: localhost\r\n{more}\r\n".encode()
    request, line = next(RequestParser(Config(), iter([asked]), CLIENT)), Line()
    said, environ = wsgi.create(request, line, CLIENT, SERVER, Config())

    def application(environ, start_response):
        if is_ready:
            environ[READY] = answer
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    for piece in with_environ(application)(environ, said.start_response):
        said.write(piece)
    said.close()
    return [re.sub(rb"Date: .*\r\n", b"", piece) for piece in line.pieces], said


WORDS = Answer.of("200 OK", PAGE, b"words")
ASKED = {
    "a page": (WORDS, {}),
    "an empty page": (Answer.of("200 OK", [("Content-Length", "0")], b""), {}),
    "an old protocol": (WORDS, {"version": "1.0"}),
    "the last of a connection": (WORDS, {"more": "Connection: close\r\n"}),
    "the page that is known": (Answer.of("304 Not Modified", PAGE[2:], b""), {}),
    "its headers alone": (Answer.of("200 OK", PAGE, b""), {"method": "HEAD"}),
}


@pytest.mark.parametrize("asked", ASKED)
def test_it_is_the_same_to_the_byte(asked):
    answer, how = ASKED[asked]
    plain, said = sent(answer, False, **how)
    pieces, ready = sent(answer, True, **how)
    assert b"".join(pieces) == b"".join(plain)
    assert pieces, "something was sent"
    for known in ("sent", "status", "status_code", "headers_sent"):
        assert getattr(ready, known) == getattr(said, known), known
    assert ready.should_close() == said.should_close()


def test_it_goes_out_in_one_piece():
    (piece,), answer = sent(WORDS, True)
    assert type(answer) is Response
    assert piece.endswith(b'ETag: W/"1"\r\n\r\nwords')
