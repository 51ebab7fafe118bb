"""Finished reading pages, kept by each worker in front of Django, as WhiteNoise keeps files.

What may be kept says the view: `@reading_page` marks an answer that depends on nothing but the address and
the content version it names. Everything else goes to Django as it came, and so does whatever is in doubt. A
page is served while the version stands (`content_watch`) and until the clock changes it (`fresh_until`).
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from drez_site.foundation import request_id
from drez_site.foundation.content_version import Version
from drez_site.foundation.probes import PROBES
from drez_site.foundation.reading_database import replica_watch
from drez_site.foundation.reading_page import READ_AS_OF, TYPED_WORDS
from drez_site.foundation.staff_pages import STAFF_PAGES

from .compression import quickest
from .content_watch import ContentWatch, version_of_a_replica
from .listening import Heard
from .stored_page import StoredPage

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# Choices from lists, like “procedure=drg-stimulation&page=2”, of which the view says which it knows. Typed
# words never.
KNOWN_QUERY = re.compile(
    rf"(?:(?!(?:{'|'.join(TYPED_WORDS)})=)[a-z]{{1,20}}=[a-z0-9-]{{1,40}}(?:&(?!$)|$)){{0,8}}"
)
# A host as it stands in the settings. Django takes others for the same: in capitals, with a dot behind, or
# with any port.
PLAIN_HOST = re.compile(r"(?:[a-z0-9.-]*[a-z0-9]|\[[0-9a-f:.]+\])(?::(?P<port>[1-9][0-9]{0,4}))?")
NOT_PAGES = (STAFF_PAGES, "/photos/", "/pictures/", *PROBES)
# What the views let browsers and proxies do with a page that is the same for all. We keep it in either case.
SAME_FOR_ALL = ("public, no-cache", "private, no-store")
# Whoever sends one of these asks for more than a page.
UNUSUAL = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_TRANSFER_ENCODING")
ANSWERED_HERE = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
# In a request's environ: the `Answer` that it gets, for a server that can send it without looking again.
READY = "drez_site.delivery.ready"
LONGEST_PAGE = 2_000_000  # bytes
LONGEST_WAIT = 10.0  # seconds, for a page that another thread is making

Key = tuple[str | None, ...]


def with_page_store(application: "WSGIApplication") -> "WSGIApplication":
    """The application behind a store as the settings want it: without one while templates are edited."""
    if settings.DEBUG or not settings.PAGE_STORE_MEGABYTES:
        return application
    watch = ContentWatch(
        settings.PAGE_STORE_SECONDS_BETWEEN_LOOKS,
        settings.PAGE_STORE_SECONDS_WITHOUT_DATABASE,
        look_elsewhere=version_of_a_replica if replica_watch() else None,
    )
    return PageStore(application, watch, settings.PAGE_STORE_MEGABYTES * 1_000_000)


class PageStore:
    """A WSGI application that answers with stored pages, and asks the one behind it for all others."""

    def __init__(self, application: "WSGIApplication", watch: ContentWatch, most_bytes: int) -> None:
        self._application, self._watch, self._most_bytes = application, watch, most_bytes
        self._not_pages = (*NOT_PAGES, settings.STATIC_URL)
        # What tells a request that came through TLS from one that did not
        self._proxy_header = (settings.SECURE_PROXY_SSL_HEADER or ("HTTP_X_FORWARDED_PROTO",))[0]
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, StoredPage] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._bytes = 0
        self._version: str | None = None
        self._making: dict[Key, threading.Event] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        version = self._watch.current() if self._is_for_a_page(environ) else None
        if version is None:
            return self._application(environ, start_response)
        key = self._key(environ)
        page = self._found(key, version)
        if page is None and environ["REQUEST_METHOD"] == "GET":
            return self._made(key, version, environ, start_response)
        if page is None:
            return self._application(environ, start_response)
        environ[request_id.ENVIRON] = request_id.new()
        return self._answered(key, page, environ, start_response)

    def _is_for_a_page(self, environ: "WSGIEnvironment") -> bool:
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and (not (query := environ.get("QUERY_STRING", "")) or KNOWN_QUERY.fullmatch(query) is not None)
            and not environ.get("PATH_INFO", "").startswith(self._not_pages)
            and (host := PLAIN_HOST.fullmatch(environ.get("HTTP_HOST", ""))) is not None
            and host["port"] in (None, environ.get("SERVER_PORT"))
            and environ.get("CONTENT_LENGTH", "") in ("", "0")
            and not any(name in environ for name in UNUSUAL)
        )

    def _key(self, environ: "WSGIEnvironment") -> Key:
        """All that Django looks at before a reading page: what is not the same to the letter is another page.

        So a host that is not ours, or a request without TLS, never meets a page that was made for another.
        """
        return (
            environ.get("wsgi.url_scheme"),
            environ.get(self._proxy_header),
            environ["HTTP_HOST"],
            environ.get("SCRIPT_NAME"),
            environ.get("PATH_INFO"),
            environ.get("QUERY_STRING"),
        )

    def _found(self, key: Key, version: str) -> StoredPage | None:
        with self._lock:
            if version != self._version:
                self._drop_all_but(version)
            page = self._pages.get(key)
            if page is None or page.version != version or not page.is_fresh(timezone.now()):
                return None
            self._pages.move_to_end(key)
            return page

    def _made(
        self, key: Key, version: str, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """By the first that asks; whoever asks for the same meanwhile waits for it."""
        with self._lock:
            others = self._making.get(key)
            mine = self._making[key] = threading.Event() if others is None else others
        if others is not None:
            others.wait(LONGEST_WAIT)
            if page := self._found(key, self._watch.current() or version):
                environ[request_id.ENVIRON] = request_id.new()
                return self._answered(key, page, environ, start_response)
            return self._asked_of_django(key, environ, start_response)
        try:
            return self._asked_of_django(key, environ, start_response)
        finally:
            with self._lock:
                self._making.pop(key, None)
            mine.set()

    def _asked_of_django(
        self, key: Key, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Ask for the plain page without conditions, and answer from that."""
        asked = [(name, environ.pop(name)) for name in ANSWERED_HERE if name in environ]
        environ.pop(READ_AS_OF, None)
        try:
            heard = Heard.of(self._application, environ)
        finally:
            environ.update(asked)
        if not _is_whole_page(heard):
            return heard.pass_on(start_response)
        plain = heard.read_out()
        version: Version | None = environ.get(READ_AS_OF)
        if version is None or dict(heard.headers).get("Cache-Control") not in SAME_FOR_ALL:
            page = StoredPage(plain, "", timezone.now(), compress=quickest)
        else:
            page = StoredPage(plain, version.name, version.fresh_until)
            self._keep(key, page)
        return self._answered(key, page, environ, start_response)

    def _answered(
        self, key: Key, page: StoredPage, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        answer = page.answer(
            environ["REQUEST_METHOD"],
            environ.get("HTTP_ACCEPT_ENCODING", ""),
            environ.get("HTTP_IF_NONE_MATCH", ""),
        )
        if self._sizes.get(key, page.size) != page.size:
            self._weigh(key, page)  # it was compressed just now
        environ[READY] = answer
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _keep(self, key: Key, page: StoredPage) -> None:
        with self._lock:
            if key in self._pages and page.version != self._version:
                return  # somebody has kept a newer one meanwhile
            self._forget(key)
            self._pages[key] = page
        self._weigh(key, page)

    def _weigh(self, key: Key, page: StoredPage) -> None:
        """Count its bytes anew; the least recently used go until all fit."""
        with self._lock:
            if self._pages.get(key) is not page:
                return
            self._bytes += page.size - self._sizes.get(key, 0)
            self._sizes[key] = page.size
            while self._bytes > self._most_bytes:
                self._forget(next(iter(self._pages)))

    def _drop_all_but(self, version: str) -> None:
        """The lock is held."""
        for key in [key for key, page in self._pages.items() if page.version != version]:
            self._forget(key)
        self._version = version

    def _forget(self, key: Key) -> None:
        """The lock is held."""
        self._pages.pop(key, None)
        self._bytes -= self._sizes.pop(key, 0)


def _is_whole_page(heard: Heard) -> bool:
    """Whether the answer is one and the same for everyone who asks, with a body that ends here."""
    headers = dict(heard.headers)
    return (
        heard.status.startswith("200 ")
        and not getattr(heard.body, "streaming", True)
        and "Set-Cookie" not in headers
        and "cookie" not in headers.get("Vary", "").lower()
        and "Content-Encoding" not in headers
        and len(heard.body.content) <= LONGEST_PAGE  # type: ignore[attr-defined]  # no stream: a response of Django
    )
