"""Our modules, the room of each, and what they import."""

import ast
from collections.abc import Container
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("drez_site", "procedures", "providers")
MODULES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.relative_to(ROOT).parts
]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def room_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "drez_site" else parts[0]


def imports(source: str, module: str, *, is_package: bool = False, known: Container[str] = NAMES) -> set[str]:
    """Every one of the `known` modules that this source imports, wherever the statement stands."""
    here = module.split(".") if is_package else module.split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            found |= {
                f"{base}.{alias.name}" if f"{base}.{alias.name}" in known else base for alias in node.names
            }
    return {name for name in found if name in known and name != module}


@cache
def graph() -> dict[str, set[str]]:
    return {
        name: imports(path.read_text(), name, is_package=path.name == "__init__.py")
        for name, path in NAMES.items()
    }
