"""Paths longer than any of this site's: to the site they are one address where nothing is.

All that looks at a path takes longer the longer it is, and a stranger makes it as long as a server reads. So
none of it sees such a path, and the answer, which is the same for all, is made once in ten seconds.
"""

from collections.abc import Iterable
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from django.conf import settings

from drez_site.foundation import request_id

from .listening import Heard
from .page_store import READY
from .stored_page import Answer

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_PATH = 500  # letters as Django reads them; nginx.conf refuses as many as they are sent
NOTHING_IS_HERE = "path-too-long/"  # below the root of a language; the log names it
SECONDS_KEPT = 10.0  # the page names the clinic's phone, which may change
MOST_KEPT = 16  # by language, host and scheme; more are only asked for by strangers


class LongPaths:
    """A WSGI application that asks the one behind it for a short path, wherever it gets a long one."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application
        self._roots = [f"/{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        self._proxy_header = (settings.SECURE_PROXY_SSL_HEADER or ("HTTP_X_FORWARDED_PROTO",))[0]
        self._kept: dict[tuple[str | None, ...], tuple[float, Answer]] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if len(path) <= LONGEST_PATH:
            return self._application(environ, start_response)
        root = next((each for each in self._roots if path.startswith(each)), "/")
        environ["PATH_INFO"], environ["QUERY_STRING"] = root + NOTHING_IS_HERE, ""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("CONTENT_LENGTH", "") not in ("", "0"):
            return self._application(environ, start_response)
        key = (root, environ.get("HTTP_HOST"), environ["wsgi.url_scheme"], environ.get(self._proxy_header))
        made_at, answer = self._kept.get(key, (-inf, None))
        if answer is None or monotonic() - made_at >= SECONDS_KEPT:
            return self._made(key, environ, start_response)
        environ[request_id.ENVIRON] = request_id.new()
        return _answered(answer, environ, start_response)

    def _made(
        self, key: tuple[str | None, ...], environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Ask for it, and keep it if nothing is there, which depends on nobody."""
        heard = Heard.of(self._application, environ)
        if not heard.status.startswith("404 ") or "Set-Cookie" in dict(heard.headers):
            return heard.pass_on(start_response)
        answer = heard.read_out()
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = monotonic(), answer
        return _answered(answer, environ, start_response)


def _answered(answer: Answer, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    environ[READY] = answer
    start_response(answer.status, list(answer.headers))
    return [answer.body]
