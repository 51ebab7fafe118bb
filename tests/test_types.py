"""The types of the code: mypy reads every room strictly but those that pyproject.toml still excuses."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.kit.modules import APPS, NAMES, ROOT

# A room that becomes strict leaves this list and that of pyproject.toml. None is ever added.
NOT_YET_STRICT = {
    "drez_site.assembly.*",
    "drez_site.clinic.*",
    "drez_site.embedded_postgres.*",
    "drez_site.observability.*",
    "drez_site.staff.*",
    "procedures.admin.*",
    "procedures.catalogue",
    "procedures.citations",
    "procedures.content_files",
    "procedures.demonstration_staff",
    "procedures.forms",
    "procedures.management.*",
    "procedures.markup",
    "procedures.models.*",
    "procedures.readings.*",
    "procedures.structured_data",
    "procedures.templatetags.*",
    "procedures.views",
    "providers.admin.*",
    "providers.demonstration",
    "providers.forms",
    "providers.management.*",
    "providers.reporting.*",
    "providers.structured_data",
    "providers.templatetags.*",
    "providers.views",
}
# These are strict for good: what decides which words are public, and which doctor stands first.
STRICT = {
    "drez_site.delivery",
    "drez_site.foundation",
    "procedures.kinds",
    "procedures.presenters",
    "procedures.publishing",
    "providers.places",
    "providers.presenters",
    "providers.search",
}
PLANTED = """

def planted_wrong() -> int:
    return "words"


def planted_untyped(anything):
    return anything
"""
# What turns mypy off for a whole file or function, which no list shows.
TURNED_OFF = re.compile(r"^\s*#\s*mypy:|\bno_type_check\b", re.MULTILINE)
IGNORED = re.compile(r"#\s*type:\s*ignore.*")
WITH_A_REASON = re.compile(r"# type: ignore\[[a-z, -]+\]  # \w.{8,}")


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]


def excused() -> list[str]:
    return [name for each in settings()["overrides"] if each.get("ignore_errors") for name in each["module"]]


def is_excused(module: str, patterns: list[str]) -> bool:
    return any(
        module == pattern or (pattern.endswith(".*") and f"{module}.".startswith(pattern[:-1]))
        for pattern in patterns
    )


def test_the_list_of_what_is_not_yet_strict_only_shrinks():
    assert sorted(excused()) == sorted(NOT_YET_STRICT)


def test_the_rooms_that_patients_depend_on_are_strict():
    for room in STRICT:
        modules = [module for module in NAMES if is_excused(module, [f"{room}.*"])]
        assert len(modules) > 5, room
        assert [module for module in modules if is_excused(module, excused())] == []


def test_only_that_list_makes_a_module_less_strict():
    ours = settings()
    assert ours["strict"] is True
    assert set(ours) == {"strict", "files", "plugins", "exclude", "overrides"}
    assert ours["exclude"] == ["/migrations/"]
    assert sorted(APPS) == sorted(ours["files"])
    excuses, foreign = ours["overrides"]
    assert excuses.keys() == {"module", "ignore_errors"}
    assert foreign.keys() == {"module", "ignore_missing_imports"}
    assert [name for name in foreign["module"] if name.split(".")[0] in APPS] == []
    turned_off = [name for name, path in NAMES.items() if TURNED_OFF.search(path.read_text())]
    assert turned_off == []


@pytest.mark.parametrize(
    ("line", "is_off"),
    [
        ("# mypy: ignore-errors", True),
        ("    @typing.no_type_check", True),
        ("value = 1  # as mypy: says", False),
        ("# type: ignore[misc]  # whitenoise has no types", False),
    ],
)
def test_the_rule_of_what_is_turned_off_fires(line, is_off):
    assert bool(TURNED_OFF.search(f"import os\n{line}\n")) is is_off


def test_nothing_is_excused_that_is_not_there():
    idle = [pattern for pattern in excused() if not any(is_excused(module, [pattern]) for module in NAMES)]
    assert idle == []


def test_a_type_error_in_any_strict_module_is_found(tmp_path, nightly):
    """One run of mypy, in which the first module of each package, at night each, ends with two mistakes."""
    strict = {module: path for module, path in NAMES.items() if not is_excused(module, excused())}
    first = {module.rpartition(".")[0]: module for module in sorted(strict, reverse=True)}
    planted = strict if nightly else {module: strict[module] for module in first.values()}
    assert first.keys() >= STRICT
    arguments = []
    for module, path in planted.items():
        shadow = tmp_path / f"{module}.py"
        shadow.write_text(path.read_text() + PLANTED)
        arguments += ["--shadow-file", str(path.relative_to(ROOT)), str(shadow)]
    cache = ROOT / ".mypy_cache/planted"
    if not cache.exists() and cache.parent.exists():  # what `make lint` found out
        shutil.copytree(cache.parent, cache, ignore=shutil.ignore_patterns(cache.name))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(cache), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    for code in ("return-value", "no-untyped-def"):
        found = re.findall(rf"^(.+?):\d+: error: .*\[{code}\]$", done.stdout, re.MULTILINE)
        assert sorted(found) == sorted(str(path.relative_to(ROOT)) for path in planted.values()), done.stderr


def test_no_type_asks_at_run_time_for_what_only_the_stubs_have():
    """Python reads annotations when it imports a module, and Django's classes take no arguments there."""
    modules = [name for name in NAMES if not name.startswith("drez_site.settings")]
    assert len(modules) > 250
    for name in modules:
        import_module(name)


def test_every_ignored_type_error_says_which_and_why():
    ignored = [found for path in NAMES.values() for found in IGNORED.findall(Path(path).read_text())]
    assert len(ignored) > 3
    assert [each for each in ignored if not WITH_A_REASON.fullmatch(each)] == []


@pytest.mark.parametrize(
    ("comment", "is_enough"),
    [
        ("# type: ignore[misc]  # whitenoise has no types", True),
        ("# type: ignore[valid-type,misc]  # the form is known at run time only", True),
        ("# type: ignore[misc]", False),
        ("# type: ignore", False),
        ("# type: ignore  # whitenoise has no types", False),
    ],
)
def test_the_rule_of_ignored_errors_fires(comment, is_enough):
    assert IGNORED.fullmatch(comment)
    assert bool(WITH_A_REASON.fullmatch(comment)) == is_enough
