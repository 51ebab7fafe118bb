"""Components say what they need, and get it: a forgotten parameter would leave a silent gap on a page."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.contrib import admin
from django.template import Engine, engines
from django.template.base import FilterExpression, Node, Token, TokenType, Variable
from django.template.defaulttags import ForNode, WithNode

from drez_site.foundation.templatetags.once import OnceNode

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
INCLUDE = re.compile(r'{%\s*include\s+"(?P<name>[^"]+)"(?:\s+with\s+(?P<given>.*?))?(?P<only>\s+only)?\s*%}')
# The attributes in which a template tag keeps the names that it makes.
MAKES = ("asvar", "target_var", "variable", "var_name", "countervar", "name")


class Contract:
    """What the comment at the top of a component promises."""

    def __init__(self, source: str):
        comment = re.search(r"{% comment %}(.*?){% endcomment %}", source, re.DOTALL)
        said = comment[1] if comment else ""
        while (shorter := re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", said)) != said:
            said = shorter
        needs = re.search(r"Needs(?: nothing|:\s*([^.]*))\.", said)
        self.says_what_it_needs = bool(needs)
        # Each need is one name, or several of which one will do.
        self.needs = [set(re.findall(r"\w+", need)) - {"and", "or"} for need in _list(needs and needs[1])]
        may = re.search(r"May have:\s*([^.]*)\.", said)
        self.knows = set().union(*self.needs, re.findall(r"\w+", may[1] if may else ""))

    def missing(self, given: set[str]) -> list[set[str]]:
        return [need for need in self.needs if not need & given]


def _list(text: str | None) -> list[str]:
    return [part for part in re.split(r",\s*", text.strip()) if part] if text else []


@cache
def contract(name: str) -> Contract:
    return Contract((TEMPLATES / name).read_text())


def includes(source: str):
    """(name, the parameters given, whether nothing else gets through) of every component in a template."""
    for found in INCLUDE.finditer(source):
        if found["name"].startswith("components/"):
            given = set(re.findall(r"(\w+)=", re.sub(r'"[^"]*"', '""', found["given"] or "")))
            yield found["name"], given, bool(found["only"])


def names_used(template) -> set[str]:
    """Every variable that a compiled template reads from outside of itself."""
    read, made = set(), {"True", "False", "None", "forloop"}

    def walk(part):
        if isinstance(part, FilterExpression):
            walk(part.var)
            for _, arguments in part.filters:
                walk([argument for is_variable, argument in arguments if is_variable])
        elif isinstance(part, Variable):
            if part.lookups:
                read.add(part.lookups[0])
        elif isinstance(part, Token):
            if part.token_type == TokenType.VAR:
                read.add(re.match(r"\w+", part.contents)[0])
        elif isinstance(part, dict):
            walk(list(part.values()))
        elif isinstance(part, list | tuple):
            for item in part:
                walk(item)
        elif isinstance(part, Node) or hasattr(part, "nodelist") or hasattr(part, "first"):
            made.update(value for name in MAKES if isinstance(value := getattr(part, name, None), str))
            if isinstance(part, ForNode):
                made.update(part.loopvars)
            if isinstance(part, WithNode) or type(part).__name__ == "BlockTranslateNode":
                made.update(part.extra_context)
            if isinstance(part, OnceNode):
                made.update(part.filled_in)
            walk([value for name, value in vars(part).items() if name not in ("token", "origin")])
        elif hasattr(part, "value"):
            walk(part.value)

    walk(list(template.nodelist))
    return read - made


def test_every_component_says_what_it_needs():
    assert len(COMPONENTS) > 25
    silent = [path.name for path in COMPONENTS if not contract(f"components/{path.name}").says_what_it_needs]
    assert silent == []


def test_every_component_gets_what_it_needs_and_nothing_it_does_not_know():
    wrong, seen = [], 0
    for path in sorted(TEMPLATES.rglob("*.html")):
        for name, given, only in includes(path.read_text()):
            seen += 1
            missing = contract(name).missing(given)
            unknown = given - contract(name).knows
            if missing or unknown or not only:
                wrong.append((str(path.relative_to(TEMPLATES)), name, missing, unknown, only))
    assert wrong == []
    assert seen > 90


def test_the_style_guide_has_an_example_of_every_component():
    source = (TEMPLATES.parent / "drez_site/assembly/styleguide.py").read_text()
    shown = set(re.findall(r'^        "([a-z0-9_]+\.html)": {', source, re.MULTILINE))
    # The sprite is shown as a list of its icons; a name that begins with _ is part of another component.
    public = {path.name for path in COMPONENTS if not path.name.startswith("_")} - {"sprite.html"}
    assert shown == public


def test_every_include_of_a_component_is_understood():
    """An include written in a way that the test cannot read would escape it."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        source = path.read_text()
        assert len(re.findall(r"{%\s*include\s+\"components/", source)) == len(list(includes(source))), path


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_reads_only_what_it_says(path):
    used = names_used(engines["django"].get_template(f"components/{path.name}").template)
    assert used - contract(f"components/{path.name}").knows == set()


def test_contracts_are_read_as_written():
    advice = Contract(
        "{% comment %}Advice. Needs: icon, heading (like “A, b.”), and text or body (HTML). "
        "May have: look, parent_url and parent_text.{% endcomment %}"
    )
    assert advice.needs == [{"icon"}, {"heading"}, {"text", "body"}]
    assert advice.knows == {"icon", "heading", "text", "body", "look", "parent_url", "and", "parent_text"}
    assert advice.missing({"icon", "body"}) == [{"heading"}]
    assert not Contract("<p>No word.</p>").says_what_it_needs
    assert Contract("{% comment %}A mark. Needs nothing.{% endcomment %}").needs == []


def test_names_are_found_wherever_a_template_can_read_them():
    source = (
        "{% load i18n %}{{ a.x|default:b }}{% if c and not d %}{% for e in f %}{{ e }}{% endfor %}{% endif %}"
        "{% blocktranslate with g=h %}{{ g }} {{ i }}{% endblocktranslate %}"
        "{% with j=k %}{{ j }}{% endwith %}"
        '{% translate "x" as l %}{{ l }}{% translate m %}{% include "x.html" with n=o only %}'
    )
    template = Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string(source)
    assert names_used(template) == set("abcdfhikmo")


def test_no_template_loads_tags_that_it_does_not_use():
    libraries = {
        name: import_module(module).register for name, module in engines["django"].engine.libraries.items()
    }
    unused, swept = [], 0
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
        for name in (name for loaded in re.findall(r"{% load ([^%]+?) %}", text) for name in loaded.split()):
            tags = [rf"{{% *{re.escape(tag)}\b" for tag in libraries[name].tags]
            filters = [rf"\|{re.escape(one)}\b" for one in libraries[name].filters]
            if not re.search("|".join(tags + filters), re.sub(r"{% load [^%]+ %}", "", text)):
                unused.append((str(path.relative_to(ROOT)), name))
            swept += 1
    assert swept > 150
    assert unused == []


def test_no_rule_is_for_a_class_that_nothing_has():
    """Ours, or the admin's own. A class that is put together counts by its beginning: “is-{{ color }}”."""
    rooms = [ROOT / name for name in ("templates", "drez_site", "procedures", "providers", "static/js")]
    rooms.append(Path(admin.__file__).parent)
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in (".html", ".py", ".js")]
    written = " ".join(path.read_text() for path in files)
    unused, swept = [], 0
    for path in (ROOT / "static/css").glob("*.css"):
        css = re.sub(r'/\*.*?\*/|"[^"]*"|url\([^)]*\)', "", path.read_text(), flags=re.DOTALL)
        names = {
            name
            for rule in re.findall(r"([^{}]+)\{", css)
            for name in re.findall(r"\.([a-zA-Z][\w-]*)", rule)
        }
        swept += len(names)
        unused += [
            (path.name, name)
            for name in sorted(names)
            if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", written)
            and not re.search(rf"(?<![\w-]){re.escape(name.rpartition('-')[0])}-{{{{", written)
        ]
    assert swept > 200
    assert unused == []
