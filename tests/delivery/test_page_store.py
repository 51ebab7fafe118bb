"""Stored pages: what is kept, for whom, how long, and in how many bytes."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from django.core.signals import request_finished
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from drez_site.delivery import page_store
from drez_site.delivery.page_store import PageStore, with_page_store
from drez_site.delivery.stored_page import BYTES_BESIDES
from drez_site.foundation import request_id
from drez_site.foundation.content_version import Version
from drez_site.foundation.reading_page import READ_AS_OF
from tests.kit.wsgi import ask

NOON = datetime(2026, 11, 28, 17, tzinfo=UTC)
KEPT = {"Cache-Control": "public, no-cache", "Vary": "Accept-Encoding"}


class Behind:
    """What the store asks: it answers with how often it was. `version` is also what a look finds."""

    def __init__(self):
        self.version, self.fresh_until = "one", NOON + timedelta(hours=12)
        self.asked, self.size, self.response, self.before_answer = 0, 2000, None, lambda: None

    def current(self):
        return self.version

    def __call__(self, environ, start_response):
        self.asked += 1
        version = self.version
        self.before_answer()
        response = self.response() if self.response else self.page()
        if not environ.get("tests.unmarked"):
            environ[READ_AS_OF] = Version(version, self.fresh_until)
        environ[request_id.ENVIRON] = "django"
        headers = [
            *response.items(),
            *(("Set-Cookie", c.output(header="")) for c in response.cookies.values()),
        ]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return response

    def page(self, **headers):
        body = f"<p>{self.asked}</p>".ljust(self.size)
        headers = KEPT | {"ETag": f'"{self.asked}"', "Content-Length": str(len(body))} | headers
        return HttpResponse(body, headers=headers)


@pytest.fixture
def behind(clock, monkeypatch):
    clock(NOON)
    monkeypatch.setattr(request_finished, "receivers", [])  # it would look at a connection of the test before
    return Behind()


@pytest.fixture
def store(behind):
    return PageStore(behind, behind, 1_000_000)


def number(heard) -> int:
    """Which of Django's answers it is."""
    return int(heard.body.partition(b"<p>")[2].partition(b"</p>")[0])


def test_a_page_is_made_once(store, behind):
    assert [number(ask(store)) for _ in range(3)] == [1, 1, 1]
    assert number(ask(store, "/es/")) == 2
    assert number(ask(store)) == 1
    assert behind.asked == 2


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("br;q=0.1, gzip;q=0.2", "gzip", gzip.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_everybody_gets_the_encoding_they_like_best(store, behind, accepted, encoding, decode):
    for _ in range(2):
        heard = ask(store, accept_encoding=accepted)
        assert heard.named.get("Content-Encoding") == encoding
        assert int(heard.named["Content-Length"]) == len(heard.body)
        assert decode(heard.body).split() == [b"<p>1</p>"]
        assert heard.named["ETag"] == ('W/"1"' if encoding else '"1"')
    assert behind.asked == 1


@pytest.mark.parametrize("known", ['"1"', 'W/"1"', '"0", W/"1"', "*"])
def test_who_has_the_page_gets_no_body(store, behind, known):
    for _ in range(2):
        heard = ask(store, accept_encoding="br", if_none_match=known)
        assert (heard.status, heard.body) == ("304 Not Modified", b"")
        assert heard.named.keys() == {"Cache-Control", "Vary", "ETag"}
    assert ask(store, if_none_match='"2"').status == "200 OK"
    assert ask(store, if_none_match="nonsense").status == "200 OK"
    assert behind.asked == 1


def test_head_is_the_page_without_body(store, behind):
    page = ask(store, accept_encoding="br")
    head = ask(store, method="HEAD", accept_encoding="br", if_none_match='"1"')
    assert (head.status, head.body) == ("200 OK", b"")
    assert head.named == {name: value for name, value in page.named.items() if name != "ETag"}
    assert behind.asked == 1
    ask(store, "/es/", method="HEAD")
    ask(store, "/es/", method="HEAD")
    assert behind.asked == 3, "what nobody has read is not kept for those who will not read it"


@pytest.mark.parametrize("asked", [{}, {"accept_encoding": "br"}, {"if_none_match": '"1"'}])
def test_a_server_that_can_gets_the_answer_ready_to_send(store, asked):
    for _ in range(2):
        heard = ask(store, environ=(environ := {}), **asked)
        ready = environ[page_store.READY]
        assert (ready.status, sorted(ready.headers), ready.body) == heard
        assert ready.lines.decode() == "".join(f"{name}: {value}\r\n" for name, value in ready.headers)


def test_an_old_protocol_is_answered_alike(store):
    page = ask(store)
    assert ask(store, environ={"SERVER_PROTOCOL": "HTTP/1.0"}) == page


UNLIKE = {
    "host": {"HTTP_HOST": "localhost"},
    "port": {"HTTP_HOST": "testserver:8000", "SERVER_PORT": "8000"},
    "TLS": {"wsgi.url_scheme": "https"},
    "TLS before the proxy": {"HTTP_X_FORWARDED_PROTO": "https"},
    "mount": {"SCRIPT_NAME": "/below"},
}


@pytest.mark.parametrize("difference", UNLIKE)
def test_what_django_would_look_at_makes_another_page(store, behind, difference):
    assert number(ask(store)) == 1
    assert number(ask(store, environ=dict(UNLIKE[difference]))) == 2
    assert number(ask(store)) == 1


ALIKE = {
    "cookie": {"HTTP_COOKIE": "sessionid=abc; csrftoken=def"},
    "browser": {"HTTP_USER_AGENT": "Other/1.0"},
    "language": {"HTTP_ACCEPT_LANGUAGE": "es"},
    "address": {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
    "time": {"HTTP_IF_MODIFIED_SINCE": "Sat, 28 Nov 2026 17:00:00 GMT"},
    "no body": {"CONTENT_LENGTH": "0"},
}


@pytest.mark.parametrize("difference", ALIKE)
def test_what_no_page_depends_on_makes_none(store, behind, difference):
    page = ask(store)
    assert ask(store, environ=dict(ALIKE[difference])) == page
    assert behind.asked == 1


@pytest.mark.parametrize("address", ["/a/?near=27710", "/a/?q=pain", "/a/?procedure=drez&near="])
def test_typed_words_are_never_kept(store, behind, address):
    """The view does not mark them; even if it did, the name of the parameter is not one to keep."""
    for _ in range(2):
        ask(store, address)
    assert behind.asked == 2


ODD = [
    "a=B",
    "a=b%20c",
    "a=b+c",
    "a",
    "a=",
    "=b",
    "a=b&",
    "&a=b",
    "a=b&&c=d",
    "a=" + "b" * 41,
    "é=b",
    "a=b;c=d",
]


@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_are_never_kept(store, behind, query):
    for _ in range(2):
        ask(store, f"/a/?{query}")
    assert behind.asked == 2


@pytest.mark.parametrize("query", ["", "page=2", "option=drez&option=drg&show=chosen", "level=1"])
def test_choices_are_kept(store, behind, query):
    for _ in range(2):
        ask(store, f"/a/?{query}")
    assert behind.asked == 1


def with_cookie(page):
    page.set_cookie("a", "b")
    return page


NOT_KEPT = {
    "a cookie": lambda behind: with_cookie(behind.page()),
    "a page for whom it knows": lambda behind: behind.page(Vary="Cookie, Accept-Encoding"),
    "private": lambda behind: behind.page(**{"Cache-Control": "private, no-cache"}),
    "not to be stored": lambda behind: behind.page(**{"Cache-Control": "no-store"}),
    "for a year": lambda behind: behind.page(**{"Cache-Control": "public, max-age=31536000"}),
    "without a word": lambda behind: HttpResponse("a page"),
    "404": lambda behind: HttpResponse("nothing", status=404, headers=KEPT),
    "410": lambda behind: HttpResponse("gone", status=410, headers=KEPT),
    "302": lambda behind: HttpResponse(status=302, headers=KEPT | {"Location": "/"}),
    "206": lambda behind: HttpResponse("a part", status=206, headers=KEPT),
    "a stream": lambda behind: StreamingHttpResponse([b"a page"], headers=KEPT),
    "compressed by somebody else": lambda behind: behind.page(**{"Content-Encoding": "zstd"}),
    "too long": lambda behind: HttpResponse(b"x" * (page_store.LONGEST_PAGE + 1), headers=KEPT),
}


@pytest.mark.parametrize("kind", NOT_KEPT)
def test_an_answer_that_is_not_everybodys_page_is_passed_on_as_it_is(store, behind, kind):
    behind.response = lambda: NOT_KEPT[kind](behind)
    direct = ask(behind, environ={})
    behind.asked = 0
    behind.response = lambda: [setattr(behind, "asked", 1), NOT_KEPT[kind](behind)][1]
    calls = []
    behind.before_answer = lambda: calls.append(1)
    assert [ask(store).status for _ in range(2)] == [direct.status] * 2
    assert len(calls) == 2


def test_a_page_that_no_browser_keeps_is_kept_here_if_its_view_marked_it(store, behind):
    """The answer to a choice from a list is the same for everybody who chooses so."""
    behind.response = lambda: behind.page(**{"Cache-Control": "private, no-store"})
    asked = [ask(store, environ={"QUERY_STRING": "option=drez&option=drg"}) for _ in range(2)]
    assert [number(each) for each in asked] == [1, 1]
    assert {each.named["Cache-Control"] for each in asked} == {"private, no-store"}


def test_a_page_that_its_view_did_not_mark_is_not_kept(store, behind):
    for expected in (1, 2):
        heard = ask(store, environ={"tests.unmarked": True}, accept_encoding="gzip")
        assert int(gzip.decompress(heard.body).strip()[3:4]) == expected


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"PATH_INFO": "/admin/"},
        {"PATH_INFO": "/static/css/site.css"},
        {"PATH_INFO": "/healthz"},
        {"PATH_INFO": "/photos/abc.jpg"},
        {"CONTENT_LENGTH": "5"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_IF_MATCH": '"1"'},
        {"HTTP_IF_UNMODIFIED_SINCE": "Sat, 28 Nov 2026 17:00:00 GMT"},
    ],
    ids=lambda environ: next(iter(environ)),
)
def test_what_asks_for_no_page_goes_to_django_untouched(store, behind, environ):
    asked = dict(environ, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH='"9"')
    seen = []
    behind.before_answer = lambda: seen.append(1)
    for _ in range(2):
        sent = dict(asked)
        ask(store, environ=sent)
        assert {name: sent[name] for name in asked} == asked
    assert len(seen) == 2


def test_django_is_asked_for_the_plain_page_and_the_request_stays_what_it_was(store, behind):
    sent = {"HTTP_ACCEPT_ENCODING": "br", "HTTP_IF_NONE_MATCH": '"9"'}
    seen = {}

    def watching(environ, start_response):
        seen.update(environ)
        return behind(environ, start_response)

    store._application = watching
    ask(store, environ=sent)
    assert not {"HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH"} & seen.keys()
    assert (sent["HTTP_ACCEPT_ENCODING"], sent["HTTP_IF_NONE_MATCH"]) == ("br", '"9"')


def test_each_request_has_a_name_of_its_own(store):
    named = []
    for _ in range(3):
        environ = {}
        ask(store, environ=environ)
        named.append(environ[request_id.ENVIRON])
    assert named[0] == "django"
    assert len({*named}) == 3
    assert all(len(name) == 12 for name in named[1:])


def test_a_new_version_drops_every_page(store, behind):
    ask(store), ask(store, "/es/")
    behind.version = "two"
    assert [number(ask(store)), number(ask(store))] == [3, 3]
    assert len(store._pages) == 1
    behind.version = "one"
    assert number(ask(store)) == 4, "an older version does not come back"


def test_a_page_that_was_begun_before_a_change_is_not_served_after_it(store, behind):
    behind.before_answer = lambda: setattr(behind, "version", "two")
    assert number(ask(store)) == 1
    assert number(ask(store)) == 2


def test_while_no_version_is_known_django_answers(store, behind):
    ask(store)
    behind.version = None
    assert number(ask(store)) == 2


def test_a_page_ends_when_the_clock_changes_it(store, behind, clock):
    assert number(ask(store)) == 1
    clock(behind.fresh_until - timedelta(microseconds=1))
    assert number(ask(store)) == 1
    clock(behind.fresh_until)
    behind.fresh_until += timedelta(days=1)
    assert [number(ask(store)) for _ in range(2)] == [2, 2]


def test_a_page_from_a_clock_that_was_ahead_is_made_anew_when_it_has_gone_back(store, behind, clock):
    behind.fresh_until = NOON + timedelta(days=301)
    clock(NOON + timedelta(days=300))
    assert [number(ask(store)) for _ in range(2)] == [1, 1]
    behind.fresh_until = NOON + timedelta(hours=12)
    clock(NOON)
    assert [number(ask(store)) for _ in range(2)] == [2, 2]


def test_what_was_used_least_recently_goes_first(behind):
    page = BYTES_BESIDES + behind.size
    store = PageStore(behind, behind, 3 * page)
    for address in ("/a/", "/b/", "/c/", "/a/", "/d/"):
        ask(store, address)
    assert [key[-2] for key in store._pages] == ["/c/", "/a/", "/d/"]
    assert store._bytes == 3 * page == sum(each.size for each in store._pages.values())
    ask(store, "/c/", accept_encoding="br")
    assert [key[-2] for key in store._pages] == ["/d/", "/c/"], "its compressed bytes count as well"
    assert store._bytes == sum(each.size for each in store._pages.values()) <= 3 * page


def test_a_page_larger_than_the_store_is_served_and_not_kept(behind):
    store = PageStore(behind, behind, 100)
    assert [number(ask(store)) for _ in range(2)] == [1, 2]
    assert (len(store._pages), store._bytes) == (0, 0)


def test_many_who_ask_at_once_are_answered_with_one_page(store, behind):
    begun, go_on = threading.Event(), threading.Event()
    behind.before_answer = lambda: begun.set() or go_on.wait(10)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, store) for _ in range(8)]
        assert begun.wait(10)
        go_on.set()
        heard = [each.result(10) for each in asked]
    assert {number(each) for each in heard} == {1}
    assert behind.asked == 1


def test_when_the_first_one_fails_the_others_ask_for_themselves(store, behind):
    def fail_once():
        if behind.asked == 1:
            raise RuntimeError("broken")

    behind.before_answer = fail_once
    with pytest.raises(RuntimeError):
        ask(store)
    assert number(ask(store)) == 2


def test_the_settings_decide_whether_there_is_a_store(settings, behind):
    settings.PAGE_STORE_MEGABYTES = 3
    assert with_page_store(behind)._most_bytes == 3_000_000
    settings.DEBUG = True
    assert with_page_store(behind) is behind
    settings.DEBUG, settings.PAGE_STORE_MEGABYTES = False, 0
    assert with_page_store(behind) is behind
    assert timezone.now() == NOON
