"""What the site imports while it runs is installed where it runs: no tool of development is."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.kit.modules import APPS, ROOT

SERVED = [ROOT / "manage.py", ROOT / "gunicorn.conf.py"] + [
    path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))
]
OURS = {*APPS, "tests"}


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement that can run; what stands under `if TYPE_CHECKING:` never does."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            for statement in child.orelse:
                yield statement
                yield from _statements(statement)
        else:
            yield child
            yield from _statements(child)


def packages(source: str) -> set[str]:
    """The top-level packages outside the standard library that this source imports when it runs."""
    found = set()
    for node in _statements(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names


def pinned(name: str) -> set[str]:
    lines = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==", (ROOT / name).read_text(), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", line).lower() for line in lines}


def _missing(path: Path, owners: Mapping[str, list[str]], installed: set[str]) -> set[str]:
    return {
        package
        for package in packages(path.read_text()) - OURS
        if not {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners.get(package, [])} & installed
    }


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os, nh3.more", {"nh3"}),
        ("from django.db import models\nfrom . import cells\nfrom .place import Place", {"django"}),
        ("if TYPE_CHECKING:\n    from django_stubs_ext import StrPromise", set()),
        ("if typing.TYPE_CHECKING:\n    import mypy\nelse:\n    import rispy", {"rispy"}),
        ("def later():\n    import openpyxl", {"openpyxl"}),
        ("try:\n    import playwright\nexcept ImportError:\n    playwright = None", {"playwright"}),
        ("if DEBUG:\n    import psutil", {"psutil"}),
    ],
)
def test_what_runs_is_found_and_what_only_types_need_is_not(source, found):
    assert packages(source) == found


def test_a_clinic_installs_everything_that_its_site_imports():
    assert len(SERVED) > 300
    embedded = pinned("requirements-demonstration.txt")
    installed = pinned("requirements.txt")
    assert len(installed) > 25
    owners = packages_distributions()
    for path in SERVED:
        own_database = "embedded_postgres" in path.name or "embedded_postgres" in path.parent.name
        assert not _missing(path, owners, embedded if own_database else installed), path.relative_to(ROOT)
