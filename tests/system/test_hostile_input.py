"""Whatever is thrown at the site: no answer is a 5xx, and none gives it back as markup or as a header."""

import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from .hostile_input import MARK
from .hostile_throws import Throw, answer, faults, throws


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
