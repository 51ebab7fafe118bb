"""The rooms of the house: who may import whom, seen in modules, functions, templates and settings alike."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.kit.modules import APPS, MODULES, NAMES, ROOT, graph, imports, name_of, room_of

FOUNDATION = "drez_site.foundation"
# Nobody imports these: Django finds them, on behalf of every room.
FOUND_BY_DJANGO = {
    f"{FOUNDATION}.{name}"
    for name in ("admin", "apps", "languages.formats.en.formats", "languages.formats.es.formats", "models")
}
MAY_IMPORT = {
    "drez_site.foundation": set(),
    "drez_site.embedded_postgres": set(),
    "drez_site.delivery": {"drez_site.foundation"},
    "drez_site.observability": {"drez_site.foundation"},
    "drez_site.clinic": {"drez_site.foundation"},
    "drez_site.staff": {"drez_site.foundation", "drez_site.clinic"},
    "procedures": {"drez_site.foundation"},
    "providers": {"drez_site.foundation", "procedures"},
}
EVERYTHING = {"drez_site.assembly", "drez_site.settings", "drez_site.urls", "drez_site.wsgi"}
ROOMS = MAY_IMPORT.keys() | EVERYTHING
LONGEST_MODULE = 400  # lines


def test_every_folder_of_code_is_a_room():
    here = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "drez_site").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert here - {"drez_site.__init__"} == {room for room in ROOMS if room.startswith("drez_site")}


@pytest.mark.parametrize(
    ("folder", "beside_the_rooms"),
    [
        ("templates", {"layouts", "components", "admin", "forms"}),  # the last two are found by libraries
        ("tests", {"kit", "system"}),
    ],
)
def test_templates_and_tests_are_in_the_same_rooms(folder, beside_the_rooms):
    rooms = {room.rpartition(".")[2] for room in [*MAY_IMPORT, "drez_site.assembly"]}
    folders = {path.name for path in (ROOT / folder).iterdir() if path.is_dir()} - {"__pycache__"}
    assert len(folders) > 8
    assert folders - rooms == beside_the_rooms


def test_imports_go_one_way():
    assert len(MODULES) > 150
    wrong = {
        f"{module} -> {target}"
        for module, targets in graph().items()
        for target in targets
        if room_of(module) not in EVERYTHING
        and room_of(target) != room_of(module)
        and room_of(target) not in MAY_IMPORT[room_of(module)]
    }
    assert wrong == set()


def test_settings_are_read_through_django():
    """Only settings import settings, and nothing imports what assembles the site."""
    wrong = {
        f"{module} -> {target}"
        for module, targets in graph().items()
        for target in targets
        if room_of(target) in EVERYTHING
        and room_of(module) != room_of(target)
        and room_of(module) != "drez_site.urls"
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("def f():\n    from providers.models import Provider", {"providers.models"}),
        ("import providers.models", {"providers.models"}),
        ("class A:\n    def f(self):\n        from .places import resolve", {"providers.places"}),
        ("from . import forms", {"providers.forms"}),
        ("import json", set()),
    ],
)
def test_the_import_rule_sees(source, seen):
    assert imports(source, "providers.anything") == seen


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other, directly or through others (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(name):
        index[name] = low[name] = len(index)
        stack.append(name)
        for target in arrows.get(name, ()):
            if target not in index:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in stack:
                low[name] = min(low[name], index[target])
        if low[name] == index[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in arrows:
        if name not in index:
            visit(name)
    return sorted(found)


def test_no_two_modules_tie_a_circle():
    """Importing a package's own name from inside it counts as importing the package, and so as a circle."""
    assert circles(graph()) == []


def inside(package: str, arrows: dict[str, set[str]]) -> dict[str, set[str]]:
    """The modules and packages right inside a package, and which of each other they import."""

    def part(module):
        return module[len(package) + 1 :].split(".")[0] if module.startswith(f"{package}.") else None

    found = {}
    for module, targets in arrows.items():
        if here := part(module):
            found.setdefault(here, set()).update({part(target) for target in targets} - {None, here})
    return found


def test_no_two_packages_tie_a_circle():
    """Not through different modules either: whoever reads one package need not know the other."""
    packages = {module.rpartition(".")[0] for module in NAMES} - {""}
    assert len(packages) > 30
    assert {package: found for package in packages if (found := circles(inside(package, graph())))} == {}


def test_the_circle_rule_for_packages_fires():
    arrows = {"a.b.one": {"a.c.one"}, "a.c.two": {"a.b.two"}, "a.d": {"a.b", "x"}, "x": {"a.b"}}
    assert circles(arrows) == []
    assert circles(inside("a", arrows)) == [["b", "c"]]


def test_the_circle_rule_fires():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def libraries() -> dict[str, str]:
    """Template tag libraries of ours, with the room of each."""
    return {path.stem: room_of(name_of(path)) for path in MODULES if path.parent.name == "templatetags"}


def loaded(source: str) -> list[str]:
    """The template tag libraries that a template loads."""
    return " ".join(re.findall(r"{%\s*load\s+([^%]*?)\s*%}", source)).split()


# These belong to all rooms: they may load the tags and name the addresses of any.
FRAMES = {"layouts", "components", "forms", "admin"}
# The rooms that lend these have words or doctors which the page of another room shows in their place.
LENT = {
    ("procedures/article.html", "load", "find_a_doctor"),
    ("procedures/_standings.html", "url", "providers:search"),
    ("clinic/policies/how_we_make_content.html", "url", "procedures:site-words"),
    ("clinic/policies/privacy.html", "load", "report_limits"),
}


def folder_of(template: str) -> str:
    """The room of a template, as a package, or the frame that it is part of; `admin/includes` is Django's."""
    first, *rest = template.split("/")
    first = rest[0] if first == "admin" and len(rest) > 1 and rest[0] != "includes" else first
    return first if first in FRAMES | {"procedures", "providers"} else f"drez_site.{first}"


def addresses(patterns: Iterable, namespace: str = "") -> Iterator[tuple[str, str]]:
    """Every address of ours with the room of its view; the admin and the first page are frames."""
    for pattern in patterns:
        if inner := getattr(pattern, "url_patterns", None):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(inner, inside)
        elif pattern.name and not namespace.startswith("admin:") and pattern.name != "home":
            yield f"{namespace}{pattern.name}", room_of(pattern.callback.__module__)


def borrowed(template: str, source: str, rooms_of_addresses: Mapping[str, str]) -> set[tuple[str, str, str]]:
    """What a template takes from elsewhere: how, its name, and the room or frame that it is from."""
    named = re.findall(r'{%\s*(include|extends|url)\s+"([^"]+)"', source)
    found = {(tag, name, folder_of(name)) for tag, name in named if tag != "url"}
    found |= {(tag, name, rooms_of_addresses[name]) for tag, name in named if name in rooms_of_addresses}
    ours = libraries()
    found |= {("load", name, ours[name]) for name in loaded(source) if name in ours}
    return {(tag, name, room) for tag, name, room in found if room != folder_of(template)}


def is_allowed(template: str, tag: str, name: str, room: str) -> bool:
    here = folder_of(template)
    if here in FRAMES:
        return room in FRAMES or tag in ("load", "url")
    return room in FRAMES or room in MAY_IMPORT.get(here, set(ROOMS)) or (template, tag, name) in LENT


def test_templates_borrow_from_rooms_that_they_may_use():
    """By include, extends, url and load. Layouts, components and the frame of the admin belong to all."""
    known = dict(addresses(get_resolver().url_patterns))
    assert len(known) > 25
    folder = ROOT / "templates"
    taken = {
        (template, *loan)
        for path in folder.rglob("*.html")
        for template in [str(path.relative_to(folder))]
        for loan in borrowed(template, path.read_text(), known)
    }
    assert {loan for loan in taken if not is_allowed(*loan)} == set()
    assert len({tag for _, tag, *_ in taken}) == 4 and len(taken) > 150
    assert LENT - {loan[:3] for loan in taken} == set()


@pytest.mark.parametrize(
    ("template", "source", "is_right"),
    [
        ("procedures/article.html", '{% include "providers/_panel.html" with panel=panel only %}', False),
        ("procedures/article.html", '{% extends "clinic/contact.html" %}', False),
        ("procedures/article.html", '<a href="{% url "providers:search" %}">', False),
        ("procedures/article.html", "{% load find_a_doctor i18n %}", True),
        ("procedures/compare.html", "{% load i18n find_a_doctor %}", False),
        ("components/signed.html", '{% include "procedures/_grid.html" %}', False),
        ("components/signed.html", '{% url "providers:search" %}{% load signed %}', True),
        ("admin/procedures/document/sign.html", '{% url "admin:index" %}{% load find_a_doctor %}', False),
        ("providers/doctor.html", '{% load operations %}{% url "procedures:index" %}', True),
        ("staff/sign_in/_page.html", '{% url "home" %}{% include "components/icon.html" %}', True),
        ("assembly/home.html", '{% url "procedures:compare" %}', True),
    ],
)
def test_the_rule_of_templates_fires(template, source, is_right):
    known = {"providers:search": "providers", "procedures:index": "procedures"}
    assert all(is_allowed(template, *loan) for loan in borrowed(template, source, known)) is is_right


def test_no_module_is_a_drawer():
    names = {part for module in NAMES for part in module.split(".")}
    assert names & {"utils", "util", "core", "common", "misc", "helpers", "tools"} == set()


def test_modules_and_tests_are_short_enough_to_read():
    files = [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))]
    assert len(files) > 250
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def named_outside_imports() -> dict[str, set[str]]:
    """Modules of the foundation that settings, migrations and templates name, and the rooms of these."""
    found = {module: set(MAY_IMPORT) for module in FOUND_BY_DJANGO}
    for path in [*(ROOT / "drez_site/settings").glob("*.py"), *migrations()]:
        for name in re.findall(rf"{re.escape(FOUNDATION)}\.[\w.]+", path.read_text()):
            module = next(module for module in parents(name) if module in NAMES)
            found.setdefault(module, set()).add(room_of(name_of(path)))
    ours = {path.stem: name_of(path) for path in MODULES if path.parent.name == "templatetags"}
    for path in (ROOT / "templates").rglob("*.html"):
        for name in loaded(path.read_text()):
            found.setdefault(ours.get(name, name), set()).add(path.relative_to(ROOT / "templates").parts[0])
    return found


def migrations() -> list[Path]:
    return [path for app in APPS for path in (ROOT / app).rglob("migrations/*.py")]


def parents(name: str) -> list[str]:
    """Of a.b.c: a.b.c, a.b and a."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def rooms_that_stand_on(arrows: dict[str, set[str]], named: dict[str, set[str]]) -> dict[str, set[str]]:
    """Which rooms use each module of the foundation, themselves or through another module of it."""
    direct = {module: set(rooms) for module, rooms in named.items()}
    inner = {}
    for module, targets in arrows.items():
        for target in targets:
            if room_of(module) == FOUNDATION:
                inner.setdefault(target, set()).add(module)
            else:
                direct.setdefault(target, set()).add(room_of(module))

    def rooms(module, seen=frozenset()):
        through = (rooms(user, seen | {module}) for user in inner.get(module, set()) - seen)
        return direct.get(module, set()).union(*through)

    return {module: rooms(module) for module in arrows if room_of(module) == FOUNDATION}


def test_the_foundation_holds_only_what_two_rooms_use():
    """What another module of the foundation needs may stay, if two rooms use that one."""
    used = rooms_that_stand_on(graph(), named_outside_imports())
    assert len(used) > 40
    lonely = {
        module: sorted(rooms)
        for module, rooms in used.items()
        if len(rooms) < 2 and NAMES[module].name != "__init__.py"
    }
    assert lonely == {}


def test_the_rule_of_the_foundation_fires():
    a, b, c = (f"{FOUNDATION}.{name}" for name in ("a", "b", "c"))
    arrows = {a: set(), b: {a}, c: {a, b}, "procedures.x": {b}, "providers.y": {c}, "procedures.z": {c}}
    assert rooms_that_stand_on(arrows, {}) == {
        a: {"procedures", "providers"},
        b: {"procedures", "providers"},
        c: {"procedures", "providers"},
    }
    del arrows["providers.y"]
    assert set(map(frozenset, rooms_that_stand_on(arrows, {}).values())) == {frozenset({"procedures"})}
    assert rooms_that_stand_on(arrows, {a: {"layouts"}})[a] == {"procedures", "layouts"}
    assert rooms_that_stand_on({a: {b}, b: {a}}, {}) == {a: set(), b: set()}


def imported_tests(source: str) -> list[str]:
    """The modules of tests that a source imports, wherever and however it does."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [f".{each.name}" for each in node.names]
            names += [f".{node.module}"] if isinstance(node, ast.ImportFrom) and node.module else []
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and node.args:
            names = [f".{each.value}" for each in node.args[:1] if isinstance(each, ast.Constant)]
        else:
            continue
        found += [name for name in names if re.search(r"\.test_\w+", name)]
    return found


def test_no_helper_is_imported_from_a_test_module():
    """What several tests need lives in tests/kit/, so that changing one test breaks no other."""
    swept = sorted((ROOT / "tests").rglob("*.py"))
    assert len(swept) > 120
    borrowed = {
        str(path.relative_to(ROOT)): found for path in swept if (found := imported_tests(path.read_text()))
    }
    assert borrowed == {}


@pytest.mark.parametrize(
    ("line", "is_borrowed"),
    [
        ("from .test_admin import doctor_form", True),
        ("from tests.assembly.test_structured_data import json_ld", True),
        ("def f():\n    from ..providers.test_history import wrong", True),
        ("from . import test_admin", True),
        ("from tests.providers import factories, test_admin as admin", True),
        ("import json, tests.providers.test_admin", True),
        ("history = importlib.import_module('tests.providers.test_history')", True),
        ("history = import_module(name)", False),
        ("import tests.providers.test_admin", True),
        ("from tests.kit.finder import get", False),
        ("from django.test import Client", False),
        ("from .running import serving", False),
    ],
)
def test_the_rule_of_helpers_fires(line, is_borrowed):
    assert bool(imported_tests(line)) == is_borrowed
