"""The rooms of the house: who may import whom, seen in modules, functions, templates and settings alike."""

import re
from pathlib import Path

import pytest

from tests.kit.modules import APPS, MODULES, NAMES, ROOT, graph, imports, name_of, room_of

FOUNDATION = "drez_site.foundation"
# Nobody imports these: Django finds them, on behalf of every room.
FOUND_BY_DJANGO = {f"{FOUNDATION}.{name}" for name in ("apps", "languages.formats.en.formats", "models")}
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


def loaded(template: Path) -> list[str]:
    """The template tag libraries that it loads."""
    return " ".join(re.findall(r"{%\s*load\s+([^%]*?)\s*%}", template.read_text())).split()


def test_templates_load_tags_from_rooms_that_they_may_use():
    """A folder of templates belongs to the room of its name; layouts and components belong to all."""
    ours = libraries()
    assert len(ours) >= 5
    swept, wrong = 0, []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        folder = path.relative_to(ROOT / "templates").parts[0]
        room = folder if folder in MAY_IMPORT else f"drez_site.{folder}"
        for name in loaded(path):
            if name not in ours or room not in MAY_IMPORT:
                continue
            swept += 1
            if ours[name] != room and ours[name] not in MAY_IMPORT[room] and ours[name] != "providers":
                wrong.append((str(path.relative_to(ROOT)), name, ours[name]))
    assert wrong == []
    assert swept > 8


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
        for name in loaded(path):
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


IMPORTS_A_TEST = re.compile(r"^\s*(?:from|import) [\w.]*\btest_\w+", re.MULTILINE)


def test_no_helper_is_imported_from_a_test_module():
    """What several tests need lives in tests/kit/, so that changing one test breaks no other."""
    swept = sorted((ROOT / "tests").rglob("*.py"))
    assert len(swept) > 120
    borrowed = {
        str(path.relative_to(ROOT)): found
        for path in swept
        if (found := IMPORTS_A_TEST.findall(path.read_text()))
    }
    assert borrowed == {}


@pytest.mark.parametrize(
    ("line", "is_borrowed"),
    [
        ("from .test_admin import doctor_form", True),
        ("from tests.assembly.test_structured_data import json_ld", True),
        ("    from ..providers.test_history import wrong", True),
        ("import tests.providers.test_admin", True),
        ("from tests.kit.finder import get", False),
        ("from django.test import Client", False),
        ("from .running import serving", False),
    ],
)
def test_the_rule_of_helpers_fires(line, is_borrowed):
    assert bool(IMPORTS_A_TEST.search(line)) == is_borrowed
