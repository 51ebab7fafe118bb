"""Pages are small on the wire, and nothing secret is compressed."""

import gzip
import re

import brotli
import html5lib
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from drez_site.delivery.compression import (
    CompressionMiddleware,
    preferred_encoding,
    smallest,
    without_indentation,
    without_unused_icons,
)
from tests.kit.documents import make_signed_article

DECODE = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("gzip; q=0, br; q=0.000", None),
        ("GZIP", "gzip"),
        ("identity", None),
        ("", None),
        (",,;=,", None),
        ("gzip;q=0.9, br;q=0.5", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("identity;q=1, br;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.4, br;q=0.5", "br"),
        ("*", "br"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("*;q=0", None),
        ("identity;q=0", None),
        ("gzip;q=2, br;q=x", None),
        ("gzip ; q = 1.000 , br;q=0.999", "gzip"),
    ],
)
def test_the_browser_chooses(accepted, encoding):
    assert preferred_encoding(accepted) == encoding


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", DECODE)
@pytest.mark.parametrize("query", ["", "?near=nowhere"])
def test_a_page_is_the_same_compressed_or_not(client, encoding, query):
    path = make_signed_article().procedure.get_absolute_url() + query
    plain = client.get(path)
    packed = client.get(path, headers={"accept-encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    whole = parsed(without_unused_icons(plain.content))
    assert parsed(DECODE[encoding](packed.content)) == whole and len(whole) > 100
    assert len(packed.content) < len(plain.content) / 3
    assert int(packed.headers["Content-Length"]) == len(packed.content)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers
    again = client.get(path, headers={"accept-encoding": encoding, "if-none-match": packed.headers["ETag"]})
    assert again.status_code == 304


def parsed(page: bytes) -> list:
    """Every element as a browser reads it, with the words in it and after it."""
    elements = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode()).iter()
    return [(e.tag, e.attrib, (e.text or "").split(), (e.tail or "").split()) for e in elements]


@pytest.mark.parametrize(
    ("whole", "sent"),
    [
        ("<ul><li>a</li>\n<li>b</li></ul>", "<ul><li>a\n<li>b</ul>"),
        ("<dl><div><dt>a</dt><dd><p>b</p></dd></div></dl>", "<dl><div><dt>a<dd><p>b</dd></div></dl>"),
        ("<p>a</p>\n<p>b</p><div>c</div>", "<p>a\n<p>b<div>c</div>"),
        ("<p>a</p> b", "<p>a</p> b"),
        ("<p>a</p><span>b</span>", "<p>a</p><span>b</span>"),
        ("<li><p>a</p><dfn>b</dfn></li>", "<li><p>a</p><dfn>b</dfn></li>"),
        ("<a><p>a</p></a>", "<a><p>a</p></a>"),
    ],
)
def test_ends_that_html_knows_by_itself_do_not_travel(whole, sent):
    assert without_indentation(whole.encode()).decode() == sent
    assert parsed(b"<!doctype html>" + whole.encode()) == parsed(b"<!doctype html>" + sent.encode())


def test_white_space_is_kept_where_it_shows():
    assert without_indentation(b"<p>\n    one\n\n  two</p>") == b"<p>\none\ntwo</p>"
    assert without_indentation(b"<pre>\n    one</pre>") == b"<pre>\n    one</pre>"


def test_an_icon_travels_only_with_pages_that_use_it():
    sprite = (
        b'<svg>\n<symbol id="i-a" viewBox="0"><path/></symbol>\n<symbol id="i-b"><path/></symbol>\n</svg>'
    )
    page = sprite + b'<p><use href="#i-b"/></p>'
    assert without_unused_icons(page) == (
        b'<svg>\n<symbol id="i-b"><path/></symbol>\n</svg><p><use href="#i-b"/></p>'
    )


@pytest.mark.django_db
def test_a_page_has_every_icon_that_it_uses(client):
    whole = client.get("/doctors/").content.decode()
    sent = DECODE["br"](client.get("/doctors/", headers={"accept-encoding": "br"}).content).decode()
    used = set(re.findall(r'<use href="#(i-[a-z]+)"', whole))
    there = set(re.findall(r'<symbol id="(i-[a-z]+)"', sent))
    assert used == there and len(used) >= 3
    assert len(set(re.findall(r'<symbol id="(i-[a-z]+)"', whole))) > len(used)


def response_to(response):
    request = RequestFactory().get("/", headers={"accept-encoding": "br"})
    return CompressionMiddleware(lambda request: response)(request)


def test_an_ordinary_response_is_compressed():
    assert response_to(HttpResponse("x" * 2000)).headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(("query", "kept"), [("", 1), ("?q=pain", 0), ("?option=scs&option=care", 0)])
def test_only_pages_that_many_ask_for_are_compressed_hard_and_kept(query, kept):
    """Answers to what somebody typed would push the pages out of the memory of this process."""
    smallest.cache_clear()
    body = "x" * 2000
    response = HttpResponse(body, headers={"Cache-Control": "public, no-cache"})
    request = RequestFactory().get(f"/evidence/{query}", headers={"accept-encoding": "br"})
    packed = CompressionMiddleware(lambda request: response)(request)
    assert brotli.decompress(packed.content).decode() == body
    assert smallest.cache_info().currsize == kept


def with_cookie():
    response = HttpResponse("x" * 2000)
    response.set_cookie("csrftoken", "secret")
    return response


@pytest.mark.parametrize(
    "response",
    [
        with_cookie(),
        HttpResponse("x" * 2000, headers={"Vary": "Cookie"}),
        HttpResponse("x" * 2000, status=404),
        HttpResponse("x" * 100),
        HttpResponse(b"x" * 2000, content_type="image/png"),
        HttpResponse("x" * 2000, headers={"Content-Encoding": "gzip"}),
    ],
)
def test_secrets_errors_and_small_or_packed_things_are_sent_as_they_are(response):
    before = response.content
    assert response_to(response).content == before
