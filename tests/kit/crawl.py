"""Every page that somebody without an account can open, followed from link to link."""

import html
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from itertools import count

from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import Resolver404, resolve
from django.utils import translation

from drez_site.foundation.content_version import Version, as_of
from tests.system.public_pages import EXAMPLES, in_every_language

START = ("/sitemap.xml", "/robots.txt", "/.well-known/security.txt")
LINK = re.compile(r'(?:href|src)="(/(?!/)[^"#?]*)|<loc>https?://[^/<]+(/[^<]*)</loc>')
NOT_OURS = ("/static/", "/admin/")
CRAWLS = count()


def crawl(*more: str, states: int | None = None, of_each_route: int | None = None) -> dict[str, str]:
    """What every public address says, by the address; `more` are those that no page links.

    Of the examples, as many states of each page as asked for; of the addresses that links lead to, as many of
    each route and language; else all. Nobody writes meanwhile, so they are read as of one version.
    """
    with as_of(Version(f"of crawl {next(CRAWLS)}", datetime.max.replace(tzinfo=UTC))):
        return _crawled(more, states, of_each_route)


def _crawled(more: tuple[str, ...], states: int | None, of_each_route: int | None) -> dict[str, str]:
    site = ClientHandler()  # every middleware, but no record of templates, which takes longer than the pages
    examples = [path for paths in EXAMPLES.values() for path in paths[:states] if path.startswith("/")]
    pending = [*START, *more, *in_every_language(["/", *examples])]
    said: dict[str, str] = {}
    seen, routes = set(pending), Counter()
    while pending:
        path = pending.pop()
        if path in said or path.startswith(NOT_OURS):
            continue
        answer = site(RequestFactory().get(path).environ)
        assert answer.status_code < 500, path
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        said[path] = text
        for link in (html.unescape(found[1] or found[2]) for found in LINK.finditer(text)):
            if link not in seen:
                seen.add(link)
                routes[route := _route(link)] += 1
                if of_each_route is None or routes[route] <= of_each_route:
                    pending.append(link)
    return said


def _route(path: str) -> tuple[str, str]:
    language = "es" if path.startswith("/es/") else "en"
    with translation.override(language):
        try:
            return resolve(path).view_name, language
        except Resolver404:
            return path, language


def plain(text: str) -> str:
    """Words alone, on one line: no tags, no marks of emphasis, no odd spaces or invisible signs."""
    text = unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]*>", " ", text)))
    for letter in set(text):
        if unicodedata.category(letter) == "Cf":
            text = text.replace(letter, "")
    return " ".join(re.sub(r"[*_`~]", "", text).split()).lower()


def pages_saying(claims, said: dict[str, str]) -> list[tuple[str, str]]:
    """Each (address, claim) where one of these sentences stands, in its words, an attribute or a script."""
    wanted = {claim: plain(claim) for claim in claims}
    found = []
    for path, text in said.items():
        words = plain(text) + " " + plain(text.replace("<", " ").replace(">", " "))
        found += [(path, claim) for claim, sentence in wanted.items() if sentence in words]
    return found
