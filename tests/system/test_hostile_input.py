"""Whatever is thrown at the site: no answer is a 5xx, and none gives it back as markup or as a header."""

import re
import socket
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urlsplit

import pytest

from .hostile_input import BODIES, MARK, REQUESTS, VALUES

PARAMETERS = ["near", "procedure", "within", "specialty", "language", "accepting", "telehealth", "q", "page"]
HEADERS = ["Accept-Language", "Accept-Encoding", "User-Agent", "Referer", "X-Forwarded-For", "Cookie"]
HEADERS += ["If-None-Match", "X-Request-ID"]
FORMS = ["/doctors/", "/admin/login/", "/procedures/drez-lesioning/", "/doctors/locate/", "@report"]
QUOTED = re.compile(r'="[^"]*"')
IN_A_TAG = re.compile(rf"<[^>]*{MARK}", re.IGNORECASE)
RUNS = re.compile(
    r'(?:href|src|action)="\s*(?:javascript|data):|<script(?![^>]*(?:\bsrc=|json))', re.IGNORECASE
)
# Sending staff to sign in and then back to the page they asked for: a path of ours, percent-encoded.
BACK_TO_US = re.compile(rb"^Location: /(?!/)[\x21-\x7e]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Throw:
    """One request: where the input is, of which class it is, and all its bytes."""

    place: str
    kind: str
    request: bytes


def throws(host: str, report: str) -> list[Throw]:
    found = []

    def get(place, kind, target: bytes, headers: bytes = b""):
        found.append(
            Throw(
                place,
                kind,
                b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
                % (target, host.encode(), headers),
            )
        )

    places = ["path", "path of a doctor", "path of a file", "path of staff"]
    starts = dict(zip(places, (b"/%s/", b"/doctors/%s/", b"/static/%s", b"/admin/%s/"), strict=True))
    for turn, (kind, value) in enumerate(VALUES.items()):
        encoded = quote_from_bytes(value, safe="").encode()
        # Every class in the first place, and in turn in two of the others: each place meets many classes.
        for name in {"near", PARAMETERS[turn % len(PARAMETERS)], PARAMETERS[(turn + 4) % len(PARAMETERS)]}:
            get(f"parameter {name}", kind, b"/doctors/?%s=%s" % (name.encode(), encoded))
        get("parameter of an article", kind, b"/es/procedures/drez-lesioning/?near=%s" % encoded)
        get("raw query", kind, b"/?near=" + re.sub(rb"[\s\x00-\x20#]", b"+", value))
        if len(encoded) < 3000:
            place = places[turn % len(places)]
            get(place, kind, starts[place] % encoded)
        for name in {HEADERS[turn % len(HEADERS)], HEADERS[(turn + 3) % len(HEADERS)]}:
            line = re.sub(rb"[\r\n\x00]", b" ", value)
            get(f"header {name}", kind, b"/glossary/", b"%s: %s\r\n" % (name.encode(), line))
        form = b"username=%s&password=%s&near=%s&note=%s" % ((encoded,) * 4)
        place = FORMS[turn % len(FORMS)]
        found.append(_post(f"form {place}", kind, host, place.replace("@report", report), b"", form))
    for kind, (content_type, body) in BODIES.items():
        for path in FORMS:
            path = path.replace("@report", report)
            found.append(
                _post(f"body to {path.replace(report, '@report')}", kind, host, path, content_type, body)
            )
    for kind, request in REQUESTS.items():
        found.append(Throw("raw request", kind, request.replace(b"{host}", host.encode())))
    return found


def _post(place, kind, host, path, content_type, body) -> Throw:
    head = (
        b"POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        % (
            path.encode(),
            host.encode(),
            content_type or b"application/x-www-form-urlencoded",
            len(body),
        )
    )
    return Throw(place, kind, head + body)


def answer(address, throw: Throw) -> bytes:
    """All that comes back until the server closes or is silent for a moment."""
    with socket.create_connection(address, timeout=20) as connection:
        try:
            connection.sendall(throw.request)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused before all of it was sent; what it says is still read
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except OSError:
            pass
        return received


def faults(throw: Throw, received: bytes) -> list[str]:
    head, _, body = received.partition(b"\r\n\r\n")
    found = []
    if received:
        status = re.match(rb"HTTP/1\.[01] (\d{3})", received)
        # 501 is the standard's answer to a transfer that the server does not know.
        if not status or (status[1].startswith(b"5") and status[1] != b"501"):
            found.append(received[:80].decode(errors="replace"))
    if MARK.encode() in BACK_TO_US.sub(b"", head).lower():
        found.append(f"in a header: {head.decode(errors='replace')[-200:]}")
    page = body.decode(errors="replace")
    # As text, or quoted inside an attribute, it may come back: a search form keeps what was typed.
    if live := IN_A_TAG.search(QUOTED.sub("", page)) or RUNS.search(page):
        found.append(f"live in the page: {live[0][:120]}")
    if throw.place == "raw request" and MARK.encode() in body.lower():
        found.append("repeated")
    return found


@pytest.fixture(scope="module")
def site(unlimited):
    return unlimited[0]


@pytest.fixture(scope="module")
def thrown(site, report_address, nightly):
    """What was thrown and what came back: by day every third throw, and each request that is no HTTP."""
    host = urlsplit(site.url).netloc
    address = (urlsplit(site.url).hostname, urlsplit(site.url).port)
    corpus = [
        throw
        for number, throw in enumerate(throws(host, report_address))
        if nightly or number % 3 == 0 or throw.place == "raw request"
    ]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda throw: answer(address, throw), corpus))
    return list(zip(corpus, answers, strict=True))


@pytest.fixture(scope="module")
def report_address(site) -> str:
    with urllib.request.urlopen(site.url + "/doctors/?near=27710", timeout=20) as page:
        return re.search(r'href="(/doctors/[a-z0-9-]+/)[?"]', page.read().decode())[1] + "report/"


def test_the_corpus_is_as_wide_as_it_says(thrown, report_address):
    corpus = throws("clinic.example", report_address)
    assert len({(throw.place, throw.kind) for throw in corpus}) == len(corpus) >= 500
    assert len(thrown) >= len(corpus) // 3
    for part in ("kind", "place"):
        assert {getattr(throw, part) for throw, _ in thrown} == {getattr(throw, part) for throw in corpus}
    assert len({throw.kind for throw in corpus}) >= 40


def test_nothing_breaks_the_site_and_nothing_comes_back_alive(thrown):
    found = {
        (throw.place, throw.kind): said for throw, received in thrown if (said := faults(throw, received))
    }
    assert found == {}
    answered = sum(bool(received) for _, received in thrown)
    assert answered > 0.97 * len(thrown), "an answer, not a closed door"


def test_the_site_still_reads_well_afterwards(thrown, site):
    for path in ("/", "/doctors/?near=27710", "/procedures/drez-lesioning/", "/readyz"):
        with urllib.request.urlopen(site.url + path, timeout=20) as page:
            assert page.status == 200


@pytest.mark.parametrize(
    "page",
    [
        f"<script>{MARK}()</script>",
        f'<img src="x" onerror={MARK}()>',
        f"<svg/onload={MARK}()>",
        f"<base href=//{MARK}.example>",
        f"<{MARK}>",
        f'<input value="" autofocus onfocus={MARK}()>',
        '<a href="javascript:x()">',
    ],
)
def test_what_is_looked_for_is_seen(page):
    throw = Throw("parameter near", "x", b"")
    assert faults(throw, b"HTTP/1.1 200 OK\r\n\r\n" + page.encode())
    assert faults(throw, f"HTTP/1.1 302 Found\r\nLocation: //{MARK}.example\r\n\r\n".encode())
    assert faults(throw, b"HTTP/1.1 500 Oops\r\n\r\n")
    harmless = f'<p>&lt;{MARK}&gt;</p><input value="&quot;&gt;&lt;{MARK}">'
    assert not faults(throw, f"HTTP/1.1 302 Found\r\nLocation: /?next={MARK}\r\n\r\n{harmless}".encode())
