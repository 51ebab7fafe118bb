"""What `make check` asks after a change."""

import os
import subprocess
import sys

import pytest

from tests.affected import affected, changed_files
from tests.kit.modules import ROOT

RULES = {f"tests/{path.name}" for path in (ROOT / "tests").glob("test_*.py")}


@pytest.mark.parametrize(
    ("changed", "asked", "spared"),
    [
        # Its own room, and what imports it from above.
        (
            "providers/presenters/cards.py",
            {"tests/providers/test_presenters.py", "tests/assembly/test_styleguide.py"},
            {"tests/procedures/test_markup.py", "tests/staff/test_roles.py"},
        ),
        # What stands on it, however far above.
        (
            "drez_site/foundation/dates.py",
            {"tests/procedures/test_editions.py", "tests/providers/test_models.py"},
            {"tests/embedded_postgres/test_starting.py"},
        ),
        # A helper of tests, and those that use it.
        (
            "tests/kit/finder.py",
            {"tests/providers/test_find_a_doctor.py"},
            {"tests/procedures/test_editions.py"},
        ),
        ("tests/staff/conftest.py", {"tests/staff/test_roles.py"}, {"tests/clinic/test_contact.py"}),
        (
            "tests/procedures/test_markup.py",
            {"tests/procedures/test_markup.py"},
            {"tests/procedures/test_editions.py"},
        ),
        # What has no module.
        ("templates/providers/doctor.html", {"tests/providers/test_profile_pages.py"}, set()),
        (
            "templates/delivery/error.html",
            {"tests/delivery/test_error_pages.py"},
            {"tests/staff/test_roles.py"},
        ),
        ("procedures/sql/editions_never_change.sql", {"tests/procedures/test_editions.py"}, set()),
        ("procedures/content/publications.toml", {"tests/procedures/test_content_files.py"}, set()),
        ("drez_site/settings/base.py", {"tests/assembly/test_settings.py"}, set()),
        # A module that is gone.
        ("providers/search/gone.py", {"tests/providers/test_search.py"}, {"tests/staff/test_roles.py"}),
    ],
)
def test_a_change_asks_its_room_and_all_that_stand_on_it(changed, asked, spared):
    found = affected([changed])
    assert found >= asked | RULES
    assert not found & spared


def test_prose_asks_only_the_rules_of_the_house():
    assert affected(["README.md", "docs/checking.md"]) == RULES


def test_every_file_of_code_asks_some_test_besides_the_rules():
    code = [
        str(path.relative_to(ROOT))
        for folder in ("drez_site", "procedures", "providers", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".sql", ".html", ".toml") and "migrations" not in path.parts
    ]
    assert len(code) > 350
    assert [path for path in code if affected([path]) == RULES] == []


def test_a_change_is_what_differs_from_main_and_what_git_does_not_know(tmp_path, monkeypatch):
    def git(*arguments):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--initial-branch=main")
    git("config", "user.email", "a@clinic.example")
    git("config", "user.name", "A")
    for name in ("committed.py", "kept.py", "later.py"):
        (tmp_path / name).write_text("1")
    git("add", ".")
    git("commit", "--message", "Begin")
    git("checkout", "-b", "work")
    (tmp_path / "committed.py").write_text("2")
    git("commit", "--all", "--message", "Change")
    git("checkout", "main")
    (tmp_path / "later.py").write_text("2")
    git("commit", "--all", "--message", "Go on without it")
    git("checkout", "work")
    (tmp_path / "kept.py").write_text("2")
    (tmp_path / "new.py").write_text("1")
    monkeypatch.setattr("tests.affected.ROOT", tmp_path)
    assert changed_files("main") == {"committed.py", "kept.py", "new.py"}


def test_the_command_prints_files_that_are_there():
    done = subprocess.run(
        [sys.executable, "-m", "tests.affected"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"BASE": "HEAD"},
    )
    files = done.stdout.split()
    assert set(files) >= RULES, done.stderr
    assert [path for path in files if not (ROOT / path).is_file()] == []
