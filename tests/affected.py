"""Which tests a change may break, for `make check`: `python -m tests.affected` prints their files.

The change is all that differs from the branch main, committed or not. A file of Python breaks the tests of
its own room and every test that imports it, through whatever lies between; a file of a test, the same.
Templates, SQL, content and messages belong to a room by their folder. The rules of the house
(tests/test_*.py) are always asked. This is the quick question while one works: what it leaves out, `make
test` asks.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.kit.modules import NAMES, ROOT, graph, imports

TESTS = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted((ROOT / "tests").rglob("*.py"))
}
# What has no module: whose tests read it.
FOLDERS = {
    "templates/layouts/": ("assembly", "delivery"),
    "templates/components/": ("assembly",),
    "drez_site/settings/": ("assembly", "delivery", "staff"),
    **{f"drez_site/{name}.py": ("assembly",) for name in ("__init__", "urls", "wsgi")},
    "templates/admin/procedures/": ("procedures",),
    "templates/admin/providers/": ("providers",),
    "templates/admin/": ("staff", "procedures", "providers"),
    "templates/forms/": ("assembly", "staff"),
    "static/": ("assembly", "delivery"),
    "locale/": ("assembly", "clinic"),
    "deploy/": ("assembly",),
}


def changed_files(base: str) -> set[str]:
    """Paths that differ from where this branch left `base`, and those that git does not know yet."""

    def lines(*arguments: str) -> set[str]:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
        return set(done.stdout.splitlines())

    (left,) = lines("merge-base", base, "HEAD")
    return lines("diff", "--name-only", left) | lines("ls-files", "--others", "--exclude-standard")


def affected(changed: Iterable[str]) -> set[str]:
    """The test files, relative to the project."""
    modules = {name for path in changed if (name := module_of(path))}
    rooms = {room for path in changed for room in rooms_of(path)}
    found = {
        name
        for name in TESTS
        if room_of_test(name) in rooms | {""} or not modules.isdisjoint({name} | reached(name))
    }
    return {str(TESTS[name].relative_to(ROOT)) for name in found if name.split(".")[-1].startswith("test_")}


def module_of(path: str) -> str | None:
    """The name of a module of ours or of a test, though it may be gone."""
    parts = Path(path).with_suffix("").parts
    if not path.endswith(".py") or parts[0] not in ("drez_site", "procedures", "providers", "tests"):
        return None
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def rooms_of(path: str) -> tuple[str, ...]:
    """The folders of tests whose room this file stands in."""
    for folder, rooms in FOLDERS.items():
        if path.startswith(folder):
            return rooms
    first, *rest = Path(path).parts
    if first in ("procedures", "providers"):
        return (first,)
    if first in ("drez_site", "templates") and len(rest) > 1:
        return (rest[0],)
    if first == "tests" and len(rest) > 1 and (rest[-1] == "conftest.py" or not path.endswith(".py")):
        return (rest[0],)
    return ()


def room_of_test(name: str) -> str:
    """The folder of a test, "" for the rules of the house."""
    _, *folders, _ = name.split(".")
    return folders[0] if folders else ""


@cache
def reached(name: str) -> frozenset[str]:
    """All that a test imports, through whatever lies between."""
    seen: set[str] = set()
    waiting = {name}
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting |= _imports_of(here)
    return frozenset(seen)


@cache
def _imports_of(name: str) -> set[str]:
    if name in NAMES:
        return graph()[name]
    if name not in TESTS:
        return set()
    return imports(TESTS[name].read_text(), name, known=NAMES.keys() | TESTS.keys())


def main() -> None:
    changed = changed_files(os.environ.get("BASE", "main"))
    files = sorted(affected(changed))
    sys.stderr.write(f"{len(changed)} files changed, {len(files)} files of tests\n")
    sys.stdout.write("\n".join(files))


if __name__ == "__main__":
    main()
