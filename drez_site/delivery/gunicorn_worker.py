"""gunicorn's worker, for requests that never reach Django because they are not HTTP."""

from socket import socket

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from drez_site.foundation.languages.packs import PACKS

STATUSES = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.ExpectationFailed: "417 Expectation Failed",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
}
# In every language of the site.
WORDS = " / ".join(f"{pack.error_words.bad_request.heading}." for pack in PACKS.values()).encode() + b"\n"


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Answers what it cannot read with one sentence; neither the answer nor the log repeats it."""

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
