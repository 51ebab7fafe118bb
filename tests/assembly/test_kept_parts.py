"""What pages keep of each other is what each of them would say by itself."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Node
from django.template.loader_tags import IncludeNode
from django.test import RequestFactory
from django.test.client import ClientHandler

from drez_site.foundation.content_version import Version, as_of
from drez_site.foundation.templatetags.once import OnceNode
from procedures.models import Publication
from providers.models import Location, Provider
from tests.kit.turns import part_of_today
from tests.system.public_pages import EXAMPLES

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
VERSION = Version("as it is", datetime(2026, 11, 28, tzinfo=UTC))
# Pages that share an address, and so what is kept for it.
MORE = [
    "/?anything=asked",
    "/contact/?near=27710",
    "/glossary/?near=27710",
    "/procedures/drez-lesioning/?anything=asked",
    "/procedures/compare/?show=chosen",
    "/procedures/compare/?option=drez&option=care&show=chosen",
    "/procedures/compare/?option=care&option=drez&show=chosen",
    "/evidence/?q=pain",
    "/evidence/?procedure=drez-lesioning",
    "/doctors/?near=27710&within=any",
    "/doctors/?near=27710&within=&procedure=",
    "/doctors/?near=27710&q=",
    "/doctors/?near=27710&telehealth=yes",
    "/doctors/?near=27710&telehealth=on",
    "/doctors/?near=27710&telehealth=perhaps",
    "/doctors/?near=27710&q=example",
    "/doctors/?near=90210",
    "/doctors/?specialty=none",
]


@pytest.fixture
def addresses(loaded, nightly):
    given = [path for paths in EXAMPLES.values() for path in paths if path.startswith("/")] + MORE
    given += [each.get_absolute_url() for each in Provider.objects.public()[:3]]
    given += [each.get_absolute_url() for each in Location.objects.public()[:3]]
    given += [each.get_absolute_url() for each in Publication.objects.all()[:3]]
    if nightly:
        return [*given, *(f"/es{path}" for path in given)]
    return [*given, *(f"/es{path}" for path in part_of_today(given, 6, nightly))]


def test_no_page_says_what_belongs_to_another(addresses, nightly):
    """Each after those before it, and at night after all; by day one Spanish page for six English ones."""
    site = ClientHandler()  # every middleware, but no record of templates, which takes longer than the pages

    def answer(path):
        return site(RequestFactory().get(path).environ)

    alone = {path: answer(path) for path in addresses}
    assert {answer.status_code for answer in alone.values()} <= {200, 404}
    assert sum(answer.status_code == 200 for answer in alone.values()) > (100 if nightly else 60)
    with as_of(VERSION):
        for path in [*addresses, *reversed(addresses if nightly else addresses[::8])]:
            assert answer(path).content == alone[path].content, path


# What differs from reader to reader, or from question to question.
DIFFERS = re.compile(
    r"\brequest\.(?!path\b)\w+|\b(?:csrf_token|messages|panel|perms|user|outcome|form\.near)\b"
)


def test_a_part_that_is_kept_reads_nothing_of_the_request_but_its_address():
    parts, found = 0, {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = str(path.relative_to(TEMPLATES))
        for node in nodes_of(name, OnceNode):
            parts += 1
            if differs := DIFFERS.findall(source_of(node)):
                found[name] = differs
    assert found == {}, found
    assert parts > 30


def nodes_of(name: str, kind: type[Node]) -> list[Node]:
    return engines["django"].get_template(name).template.nodelist.get_nodes_by_type(kind)


def source_of(part: OnceNode) -> str:
    """The tags and variables in a part, with those of templates that it includes with all that it sees."""
    said, waiting = [], list(part.nodelist.get_nodes_by_type(Node))
    while waiting:
        node = waiting.pop()
        said.append(node.token.contents if getattr(node, "token", None) else "")
        if isinstance(node, IncludeNode) and not node.isolated_context:
            waiting += nodes_of(node.template.var, Node)
    return "\n".join(said)


@pytest.mark.parametrize("inside", ["{{ request.GET.near }}", "{% if user %}a{% endif %}", "{{ form.near }}"])
def test_the_rule_fires(inside):
    source = "{% load once %}{% once request.path %}<p>" + inside + "</p>{% endonce %}"
    (part,) = engines["django"].from_string(source).template.nodelist.get_nodes_by_type(OnceNode)
    assert DIFFERS.search(source_of(part))
