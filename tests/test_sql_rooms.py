"""SQL keeps to the rooms as imports do: a file names the tables and functions of its own room.

It goes down to another by four contracts alone, which foundation declares. Only assembly names every room.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    path: path.parents[1].name for path in sorted(ROOT.glob("**/sql/*.sql")) if ".venv" not in path.parts
}
LABELS = sorted({*FILES.values(), "delivery"})
CONTRACTS = {"site_is_demonstration", "reviewer_as_signed", "signer_waits_until", "reviewer_ended"}
TABLE = re.compile(rf"\b({'|'.join(LABELS)})_\w+")
MADE = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(")
WITHOUT_COMMENTS = re.compile(r"--[^\n]*")
# What the fields of our models name: validators, a default, a column type.
NAMED_BY_MODELS = {
    "drez_site.clinic.models.announcement",
    "drez_site.foundation.languages.claims",
    "drez_site.foundation.languages.hours",
    "drez_site.foundation.names",
    "drez_site.foundation.texts_by_language",
    "drez_site.foundation.dates",
    "drez_site.foundation.united_states.validators",
    "drez_site.foundation.markdown.rendering",
    "procedures.models.glossary",
    "procedures.models.publication",
    "providers.models.report",
    "providers.models.validators",
    "providers.sphere",
}


def functions() -> dict[str, set[str]]:
    """The functions that the files make, with the rooms that make them."""
    makers = {}
    for path, room in FILES.items():
        for name in MADE.findall(path.read_text().partition("\n-- reverse\n")[0]):
            makers.setdefault(name, set()).add(room)
    return makers


def strangers(text: str, room: str) -> set[str]:
    """Tables and functions in the text that belong to another room."""
    text = WITHOUT_COMMENTS.sub("", text)
    makers = functions()
    called = {name for name in re.findall(r"\b(\w+)\(", text) if name in makers}
    own = set(MADE.findall(text)) | CONTRACTS
    tables = {match[0] for match in TABLE.finditer(text) if match[1] != room}
    # A trigger may carry its table's name, and a column may begin like a table.
    tables = {name for name in tables if name not in makers}
    return tables | {name for name in called - own if makers[name].isdisjoint({room, "foundation"})}


def test_each_file_keeps_to_its_room():
    assert len(FILES) > 35
    wrong = {
        str(path.relative_to(ROOT)): found
        for path, room in FILES.items()
        if room != "assembly" and (found := strangers(path.read_text(), room))
    }
    assert wrong == {}


def test_the_rule_of_rooms_sees():
    assert strangers("SELECT FROM staff_staffmember", "procedures") == {"staff_staffmember"}
    assert strangers("SELECT folded_name('x')", "procedures") == {"folded_name"}
    assert strangers("SELECT site_is_demonstration(), words_hash(x) -- staff_x", "procedures") == set()


def test_the_contracts_are_declared_below_and_kept_above():
    shared = {name: rooms for name, rooms in functions().items() if len(rooms) > 1}
    assert shared == {
        "site_is_demonstration": {"foundation", "clinic"},
        "reviewer_as_signed": {"foundation", "staff"},
        "signer_waits_until": {"foundation", "staff"},
        "reviewer_ended": {"foundation", "procedures"},
    }
    assert shared.keys() == CONTRACTS


def test_each_file_says_what_it_is_for_and_makes_what_it_is_named_after():
    for path in FILES:
        text = path.read_text()
        assert re.match(r"-- [A-Z\"].*\.\n", text), path
        forwards, _, backwards = text.partition("\n-- reverse\n")
        assert backwards.strip(), path
        assert MADE.findall(forwards) in ([path.stem], []), path
        if not MADE.search(forwards):
            assert "{{ table }}" in forwards, path


def test_the_name_of_a_role_stands_in_no_sql_and_no_migration():
    from drez_site.foundation.roles import Role

    migrations = list(ROOT.glob("**/migrations/0*.py"))
    assert len(migrations) > 10
    for path in (*FILES, *migrations):
        for role in Role:
            assert f"{role.value}'" not in path.read_text(), path
            assert f"group {role.value}" not in path.read_text(), path


def test_migrations_import_sql_and_what_a_column_needs():
    imported = set()
    for path in ROOT.glob("**/migrations/0*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module)
    ours = {name for name in imported if name.split(".")[0] in ("drez_site", "procedures", "providers")}
    assert ours == NAMED_BY_MODELS | {"drez_site.foundation.sql"}


def test_no_migration_makes_a_function_or_trigger_of_its_own():
    """Each has a file."""
    making = re.compile(r"\b(?:CREATE|REPLACE|DROP|ALTER|CONSTRAINT)\s+(?:FUNCTION|TRIGGER)\b", re.IGNORECASE)
    assert making.search("CREATE OR REPLACE FUNCTION a()")
    assert making.search("create trigger a")
    assert [path for path in ROOT.glob("**/migrations/0*.py") if making.search(path.read_text())] == []


def test_what_a_trigger_does_is_done_in_our_schema():
    """Without its own path a function looks where the session says, and a guard looks away."""
    found = {
        path.stem: match[1]
        for path in FILES
        if path.stem not in CONTRACTS
        and (
            match := re.search(r"FUNCTION \w+\([^)]*\)[^;$]*LANGUAGE plpgsql([^$]*)AS \$\$", path.read_text())
        )
    }
    assert len(found) > 40
    assert [name for name, said in found.items() if "SET search_path = public, pg_temp" not in said] == []
