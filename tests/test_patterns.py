"""Every regular expression of ours does linear work on whatever somebody sends or types, or its text is cut.

A path of 4,000 letters once took the log 145 ms, for which everybody waited; eight such at a time stopped the
site.
"""

import ast
import importlib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from drez_site.delivery.page_store import KNOWN_QUERY
from drez_site.foundation.csv_files import COMPUTED, MADE_HARMLESS
from drez_site.foundation.languages.claims import CLAIMS
from drez_site.foundation.languages.es_hours import LINE
from drez_site.foundation.languages.packs import PACKS
from drez_site.foundation.names import INSIDE_NAMES
from drez_site.foundation.united_states.phones import E164, KEPT, WRITTEN
from drez_site.foundation.word_diff import WORD
from drez_site.observability.redaction import SECRET_LINKS
from drez_site.staff.password_rules import PaddedCommonPasswordValidator
from procedures.markup import whole_words
from procedures.publishing.translations import alone
from providers.models.closed_words import OF_MEDICINE
from providers.places.map_links import BING_PIN, GOOGLE_PIN, PAIR, WITH_LETTERS
from providers.places.reading import COUNTRY_AT_THE_END
from tests.kit.linear_patterns import NotProvable, trouble

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [
    path
    for app in ("drez_site", "procedures", "providers")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.relative_to(ROOT).parts
] + [ROOT / "gunicorn.conf.py", ROOT / "manage.py"]
ALL_OUR_CODE = "\n".join(path.read_text() for path in SOURCES)
CALLS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
ONCE = {"match", "fullmatch"}  # these start at the first letter only

# Those that are put together in a function: what it makes.
COMPOSED = {
    # Each by itself: an engine that tries them one after another does the sum of their work.
    "drez_site/delivery/page_store.py:": [KNOWN_QUERY.pattern],
    "drez_site/foundation/languages/claims.py:": [one for patterns in CLAIMS.values() for one in patterns],
    "drez_site/foundation/languages/declaration.py:rule": [
        rule.pattern for pack in PACKS.values() for rule in pack.wording
    ],
    "drez_site/foundation/languages/declaration.py:numbers_and": [
        pack.numbers_and_negations for pack in PACKS.values()
    ],
    "drez_site/foundation/languages/es_hours.py:": [LINE],
    "drez_site/foundation/names.py:": [INSIDE_NAMES],
    "drez_site/foundation/united_states/phones.py:": [E164, KEPT, WRITTEN],
    "drez_site/foundation/word_diff.py:": [WORD],
    "drez_site/observability/redaction.py:": [SECRET_LINKS],
    "drez_site/foundation/csv_files.py:": [COMPUTED, MADE_HARMLESS],
    "providers/models/closed_words.py:": [OF_MEDICINE],
    "providers/places/map_links.py:": [BING_PIN, GOOGLE_PIN, PAIR, WITH_LETTERS],
    "providers/places/reading.py:": [COUNTRY_AT_THE_END],
    "procedures/markup.py:whole_words": [
        whole_words(["(a.b*", "aaa", "aa", "a a", "d+d", "DRG", "nerve root"]),
    ],
    "procedures/publishing/translations.py:alone": [
        alone(phrase) for phrase in ("(a.b*", "aaa", "a a", "d+d", "nerve root")
    ],
}
# What cannot be proved linear, and how many letters it meets at most. A test below holds each.
CAPPED = {("drez_site/staff/password_rules.py", r"(.+?)\1+"): PaddedCommonPasswordValidator.LOOKED_AT}
# Settings of Django that hold patterns for what strangers send.
PATTERN_SETTINGS = ("SECURE_REDIRECT_EXEMPT", "DISALLOWED_USER_AGENTS", "IGNORABLE_404_URLS")


@dataclass(frozen=True)
class Use:
    """One pattern where it stands in our code."""

    place: str
    pattern: str | bytes
    flags: int = 0
    searches: bool = True


def uses(path: Path) -> tuple[list[Use], list[str]]:
    """The patterns that a module writes out, and the functions in which it puts some together."""
    found, composed = [], []
    place, tree = str(path.relative_to(ROOT)), ast.parse(path.read_text())

    def visit(node, function, name):
        if isinstance(node, ast.FunctionDef):
            function = node.name
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        elif isinstance(node, ast.stmt):
            name = ""
        if isinstance(node, ast.Call) and (how := _how(node)):
            pattern = _constant(node, path)
            if pattern is None:
                composed.append(f"{place}:{function}")
            else:
                directly = how == "compile" and _names_it(node, tree, name)
                searches = how not in ONCE and not (directly and _starts_once(name))
                found.append(Use(place, pattern, _flags(node), searches))
        for child in ast.iter_child_nodes(node):
            visit(child, function, name)

    visit(tree, "", "")
    return found, composed


def _how(call: ast.Call) -> str | None:
    """The function of `re` that is called; Django's validator searches."""
    function = call.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "re" and function.attr in CALLS else None
    return (
        "search" if isinstance(function, ast.Name) and function.id in ("RegexValidator", "re_path") else None
    )


def _constant(call: ast.Call, path: Path) -> str | bytes | None:
    first = call.args[0]
    if isinstance(first, ast.Constant):
        return first.value
    if isinstance(first, ast.Name):  # a constant of the module
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        return getattr(module, first.id, None)
    return None


def _flags(call: ast.Call) -> int:
    names = {
        node.attr
        for argument in (*call.args[1:], *(keyword.value for keyword in call.keywords))
        for node in ast.walk(argument)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"
    }
    flags = {getattr(re, name) for name in names}
    return sum(flag for flag in flags if isinstance(flag, re.RegexFlag))


def _names_it(call: ast.Call, tree: ast.Module, name: str) -> bool:
    return any(
        isinstance(node, ast.Assign) and node.value is call and node.targets[0].id == name
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    )


def _starts_once(name: str) -> bool:
    """Whether our code does nothing with this name but call `match` and `fullmatch`."""
    return {*re.findall(rf"\b{name}\b(?:\.(\w+))?(?! =)", ALL_OUR_CODE)} <= ONCE


EVERY_USE, EVERY_COMPOSED = [], []
for source in SOURCES:
    its_uses, its_composed = uses(source)
    EVERY_USE += its_uses
    EVERY_COMPOSED += its_composed


def test_every_pattern_is_found():
    assert len(EVERY_USE) >= 50
    assert {use.place.split("/")[0] for use in EVERY_USE} == {"drez_site", "procedures", "providers"}
    assert set(EVERY_COMPOSED) == set(COMPOSED), "say in COMPOSED what a new function makes"
    other = re.compile(r"^\s*(?:from re import|import regex|from regex|import re as)", re.MULTILINE)
    assert [path for path in SOURCES if other.search(path.read_text())] == []


@pytest.mark.parametrize("use", EVERY_USE, ids=lambda use: f"{use.place}: {use.pattern!r:.60}")
def test_a_pattern_does_linear_work(use):
    if (use.place, use.pattern) in CAPPED:
        with pytest.raises(NotProvable):
            trouble(use.pattern, use.flags, searches=use.searches)
    else:
        assert trouble(use.pattern, use.flags, searches=use.searches) == ""


@pytest.mark.parametrize("function", COMPOSED)
def test_what_is_put_together_does_linear_work(function):
    assert COMPOSED[function]
    for pattern in COMPOSED[function]:
        assert trouble(pattern) == "", pattern.pattern


def test_patterns_in_settings_do_linear_work():
    patterns = [pattern for name in PATTERN_SETTINGS for pattern in getattr(settings, name)]
    assert patterns
    for pattern in patterns:
        assert trouble(pattern) == ""


def test_a_capped_pattern_meets_no_more_than_its_cap(monkeypatch):
    """`\\1` has no proof, so a password is cut before it."""
    from drez_site.staff import password_rules

    met = []
    monkeypatch.setattr(password_rules, "_without_repeats", lambda text: met.append(len(text)) or text)
    PaddedCommonPasswordValidator().validate("correct horse battery staple " * 1000)
    assert met == [PaddedCommonPasswordValidator.LOOKED_AT]


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        (r"[^\s/'\"<>@]+(?:@|%40)[^\s/'\"<>@]+", 0),
        (r"\d+(?:[.,]\d+)?\s*(?:%|per ?cent\b)", 0),
        (r"\[([^\]]*)\]\([^)]*\)|[*_#`>|]", 0),
        (r"[ \t]+(?=\[@)", 0),
        (r"[\s,]+(?:usa)[\s.]*$", 0),
        (r"(?<![0-9a-f])\d{5,}(?![0-9a-f])", 0),  # digits of other scripts
        (r"(a|a)*b", 0),
        (r"(a*)*b", 0),
        (r"a*a*b", 0),
        (r"(?:a|B)*[ab]*c", re.IGNORECASE),
        (r"a(?:[ab]*c)?", 0),
        (r"(?:x+x+)+y", 0),
        (r"a.*b.*c", re.DOTALL),
    ],
)
def test_the_proof_sees_work_that_grows_faster_than_the_text(pattern, flags):
    assert trouble(pattern, flags)


@pytest.mark.parametrize(
    ("pattern", "searches"),
    [
        (r"\?\S+", True),
        (r"(?<!\d)\d+(?:[.,]\d+)?\s*%", True),
        (r"(?<![ \t])[ \t]+(?=\[@)", True),
        (r"\b\d+ of \d+\b", True),
        (r"^[a-z]+$", True),
        (r"[a-z]+$", False),
        (r"a*b*c", False),
        (r"\n\s+", True),
    ],
)
def test_the_proof_leaves_linear_patterns_alone(pattern, searches):
    assert trouble(pattern, searches=searches) == ""


def test_the_proof_counts_what_the_engine_does():
    """Nobody sees the engine's work, so a few lines go the same ways and count them."""

    def ways(pattern, text):
        from tests.kit.linear_patterns import START, Automaton, parser

        automaton = Automaton(parser.parse(pattern), 0, True)
        now, count = [(automaton.scan, START)], 0
        for letter in text:
            now = [(target, letter) for here in now for target in automaton.steps[here][letter]]
            count += len(now)
        return count

    slow, quick = r"a+b", r"(?<!a)a+b"
    assert ways(slow, "a" * 200) > 3.5 * ways(slow, "a" * 100)
    assert ways(quick, "a" * 200) <= 2 * ways(quick, "a" * 100)
