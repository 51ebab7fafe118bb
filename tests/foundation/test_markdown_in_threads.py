"""The parsers of texts are shared by all threads of a process, also while its first readers come at once."""

import json
import subprocess
import sys

import pytest
from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler

from procedures.markup import PARSER, DocumentRenderer

ROOMS = ("drez_site", "procedures", "providers")
TEXT = "It *helps* some people.\n\n- One\n- Two\n"
HTML = "<p>It <em>helps</em> some people.</p>\n<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n"


def test_every_shared_parser_has_its_rules_before_anybody_reads(monkeypatch):
    def gathered_late(ruler):
        pytest.fail("rules are gathered while somebody reads")

    shared = {
        id(value): value
        for name, module in list(sys.modules.items())
        if name.split(".")[0] in ROOMS
        for value in vars(module).values()
        if isinstance(value, MarkdownIt)
    }
    assert len(shared) == 3 and id(PARSER) in shared
    monkeypatch.setattr(Ruler, "__compile__", gathered_late)
    for parser in shared.values():
        assert parser.render(TEXT, {"renderer": DocumentRenderer({})}) == HTML


# In a process of its own: in this one somebody has read links before.
TABLES = """
import json
from mdurl import _decode, _encode
from drez_site.foundation.markdown.rendering import PLAIN_PARSER

def tables():
    caches = _encode.encode_cache, _decode.decode_cache
    return {repr(key): len(table) for cache in caches for key, table in cache.items()}

before = tables()
html = PLAIN_PARSER.render("[a](https://a.example/b?c=%41&d) <https://a.example/é>")
print(json.dumps([before, tables(), html]))
"""


def test_letters_of_addresses_are_known_before_anybody_reads_a_link():
    said = subprocess.run([sys.executable, "-c", TABLES], capture_output=True, text=True, check=True).stdout
    before, after, html = json.loads(said)
    assert before == after and set(before.values()) == {128} and len(before) == 2
    assert 'href="https://a.example/b?c=%41&amp;d"' in html and 'href="https://a.example/%C3%A9"' in html
