"""granian in gunicorn's place: the same answers to the letter, and no word about who asked."""

import shlex
import urllib.error
import urllib.request

import pytest

from .running import GRANIAN, ROOT, free_port, serving

OF_THE_SERVER = {"server", "date", "connection", "transfer-encoding", "x-request-id"}
# A stored page, one that is asked of Django each time, a file, and what is not there.
PATHS = ["/", "/es/procedures/drg-stimulation/", "/doctors/?near=27710", "/robots.txt", "/nowhere/"]
PERSONAL = {"User-Agent": "Kims-Phone/1.0", "Referer": "https://search.example/?q=kims-pain"}


@pytest.fixture(scope="module")
def granian(site, tmp_path_factory):
    """The address of the same demonstration behind granian, and its log."""
    log = tmp_path_factory.mktemp("granian") / "log"
    environment = site.environment | {"PORT": str(free_port()), "DATABASE_POOL_SIZE": "8"}
    # Links name the origin, which must not differ.
    with serving(environment | {"PUBLIC_ORIGIN": site.url}, log, workers=1, by_granian=True) as url:
        yield url, log


def answer(site: str, host: str, path: str, **headers):
    """Status, headers but the server's own, and body."""
    asked = urllib.request.Request(site + path, headers=PERSONAL | headers | {"Host": host})
    try:
        with urllib.request.urlopen(asked, timeout=20) as said:
            status, heard, body = said.status, said.headers, said.read()
    except urllib.error.HTTPError as said:
        status, heard, body = said.code, said.headers, said.read()
    named = {name.lower(): value for name, value in heard.items()}
    if policy := named.get("content-security-policy"):
        named["content-security-policy"] = "; ".join(sorted(policy.split("; ")))  # each process has its order
    return status, {name: value for name, value in named.items() if name not in OF_THE_SERVER}, body


def test_the_answers_are_the_same(site, granian):
    host = site.url.removeprefix("http://")
    seen = set()
    for path in PATHS:
        for headers in ({}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip;q=0.5"}):
            ours = answer(site.url, host, path, **headers)
            for _ in range(2):  # asked of Django, then stored
                assert answer(granian[0], host, path, **headers) == ours, (path, headers)
            if etag := ours[1].get("etag"):
                known = {"If-None-Match": etag}
                assert answer(granian[0], host, path, **known) == answer(site.url, host, path, **known)
                seen.add(304)
            seen.add(ours[0])
    assert seen == {200, 304, 404}


def test_its_log_knows_nobody(granian):
    url, log = granian
    answer(url, url.removeprefix("http://"), "/doctors/?near=27710&q=zaphirelli")
    written = log.read_text()
    assert "Starting granian" in written
    words = ("27710", "zaphirelli", "kims-", "search.example", "127.0.0.1:", "/doctors/")
    assert [word for word in words if word in written.lower().replace(url.removeprefix("http://"), "")] == []


def test_the_document_starts_it_as_this_test_does():
    page = (ROOT / "docs/operations.md").read_text()
    assert shlex.join(GRANIAN) in page
