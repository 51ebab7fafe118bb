"""The parsers of texts are shared by all threads of a process, also while its first readers come at once."""

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
