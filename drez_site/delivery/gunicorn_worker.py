"""gunicorn's worker, for what never reaches Django: stored pages, and requests that are not HTTP."""

from collections.abc import Iterable
from socket import socket
from time import sleep
from typing import TYPE_CHECKING, Any

from gunicorn import util
from gunicorn.http import errors, wsgi

from drez_site.foundation.languages.packs import PACKS

from .garbage import LastingObjects
from .page_store import READY
from .slow_connections import PatientWorker
from .stored_page import Answer, Headers

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

STATUSES = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.ExpectationFailed: "417 Expectation Failed",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
}
# Seconds that a worker with something to answer leaves a new connection to the others. It stays where it was
# accepted: without this one worker took up to all sixteen of a crowd, and a core was idle.
FOR_OTHERS = 0.001
# In every language of the site.
WORDS = " / ".join(f"{pack.error_words.bad_request.heading}." for pack in PACKS.values()).encode() + b"\n"


class Response(wsgi.Response):  # type: ignore[misc]  # gunicorn has no types
    """Sends a stored page in one piece, and does not look at each of its headers again.

    gunicorn itself checks and writes them for every answer, which takes three times as long as finding the
    page, and sends them before the body.
    """

    environ: dict[str, Any]
    headers_sent: bool
    ready: Answer | None = None

    def start_response(self, status: str, headers: Headers, exc_info: Any = None) -> Any:
        answer: Answer | None = self.environ.get(READY)
        if answer is None or self.req.method != "GET" or exc_info:
            return super().start_response(status, headers, exc_info)
        self.ready, self.status, self.status_code = answer, status, int(status[:3])
        self.response_length = None if self.status_code == 304 else len(answer.body)
        return self.write

    def write(self, arg: bytes) -> None:
        if self.ready is None or self.headers_sent:
            super().write(arg)
            return
        head = "".join(self.default_headers()).encode("latin-1")
        self.sock.sendall(b"".join((head, self.ready.lines, b"\r\n", arg)))
        self.headers_sent, self.sent = True, len(arg)


wsgi.Response = Response  # there is no setting for it


def with_environ(application: "WSGIApplication") -> "WSGIApplication":
    """The same, where gunicorn's answer knows the environ of its request."""

    def answered(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        start_response.__self__.environ = environ  # type: ignore[attr-defined]  # a method of the answer
        return application(environ, start_response)

    return answered


class Worker(PatientWorker):
    """Shares connections with the other workers, and answers what it cannot read with one sentence.

    Neither that answer nor the log repeats what could not be read.
    """

    wsgi: "WSGIApplication"

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi = with_environ(self.wsgi)
        LastingObjects().install()

    def accept(self, listener: socket) -> None:
        if self.nr_conns > len(self.keepalived_conns) + len(self.pending_conns) + len(self.leaving):
            sleep(FOR_OTHERS)
        super().accept(listener)

    def handle_error(self, req: object, client: socket, addr: object, exc: BaseException) -> None:
        if isinstance(exc, errors.ParseException | errors.ConfigurationProblem | OSError):
            status = STATUSES.get(type(exc), "400 Bad Request")
            self.log.warning("Unreadable request: %s", type(exc).__name__)
        else:
            status = "500 Internal Server Error"
            self.log.exception("A request could not be answered")
        head = (
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(WORDS)}\r\nCache-Control: no-store\r\n"
            "Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n\r\n"
        )
        try:
            util.write_nonblock(client, head.encode() + WORDS)
        except OSError:
            self.log.debug("The client is gone")
