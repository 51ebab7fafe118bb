"""Every page that somebody without an account can open, followed from link to link."""

import html
import re
import unicodedata

from django.test import Client

from tests.system.public_pages import EXAMPLES, in_every_language

START = ("/sitemap.xml", "/robots.txt", "/.well-known/security.txt")
LINK = re.compile(r'(?:href|src)="(/(?!/)[^"#?]*)|<loc>https?://[^/<]+(/[^<]*)</loc>')
NOT_OURS = ("/static/", "/admin/")


def crawl(*more: str) -> dict[str, str]:
    """What every public address says, by the address; `more` are those that no page links."""
    client = Client()
    examples = [path for paths in EXAMPLES.values() for path in paths if path.startswith("/")]
    pending = [*START, *more, *in_every_language(["/", *examples])]
    said: dict[str, str] = {}
    while pending:
        path = pending.pop()
        if path in said or path.startswith(NOT_OURS):
            continue
        answer = client.get(path)
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        said[path] = text
        pending += [html.unescape(found[1] or found[2]) for found in LINK.finditer(text)]
    return said


def plain(text: str) -> str:
    """Words alone, on one line: no tags, no marks of emphasis, no odd spaces or invisible signs."""
    text = unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]*>", " ", text)))
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return " ".join(re.sub(r"[*_`~]", "", text).split()).lower()


def pages_saying(claims, said: dict[str, str]) -> list[tuple[str, str]]:
    """Each (address, claim) where one of these sentences stands, in its words, an attribute or a script."""
    wanted = {claim: plain(claim) for claim in claims}
    found = []
    for path, text in said.items():
        words = plain(text) + " " + plain(text.replace("<", " ").replace(">", " "))
        found += [(path, claim) for claim, sentence in wanted.items() if sentence in words]
    return found
