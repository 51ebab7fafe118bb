"""`make mutants` finds the fault that tests let pass, and never touches the project itself."""

import shutil
import subprocess

from tests import mutants


def test_a_fault_that_no_test_notices_is_found(tmp_path, monkeypatch):
    project = tmp_path / "project"
    code = "def is_of_age(years):\n    return years >= 18\n"
    for name, text in {
        "room/__init__.py": "",
        "pyproject.toml": '[tool.coverage.run]\nbranch = true\npatch = ["subprocess"]\n',
        "room/ages.py": code,
        "tests/__init__.py": "",
        "tests/test_ages.py": (
            "from room.ages import is_of_age\n\n\n"
            "def test_ages():\n    assert is_of_age(30) and not is_of_age(3)\n"
        ),
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    shutil.copy(mutants.__file__, project / "tests/mutants.py")
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    monkeypatch.setattr(mutants, "ROOT", project)
    monkeypatch.setattr(mutants, "COPIES", tmp_path / "copies")
    monkeypatch.setattr(mutants, "ROOMS", {"room": "tests"})
    monkeypatch.chdir(project)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")  # those of the site, and no site is there
    # Each of a dozen runs would spend its time on importing plugins.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p xdist.plugin")

    possible, tried = mutants.try_changes("room", 100, 60, seed=1)
    assert possible == len(tried) > 5
    noticed = [each for each in tried if each.outcome == "killed"]
    missed = [each for each in tried if each.outcome == "survived"]
    assert noticed and missed
    assert len(noticed) + len(missed) == len(tried)
    assert any("+    return years > 18" in each.diff for each in missed)
    assert any("+    return years < 18" in each.diff for each in noticed)
    assert (project / "room/ages.py").read_text() == code


def test_an_answer_counts_all_and_shows_what_nobody_noticed():
    outcomes = ("killed", "survived", "killed", "untested")
    said = mutants.answer(
        "room", 9, [mutants.Tried(f"ages.py:{line}", outcome, "") for line, outcome in enumerate(outcomes)]
    )
    assert said.startswith("room: 4 of 9 changes tried, {'killed': 2, 'survived': 1, 'untested': 1}\n")
    assert "survived: ages.py:1" in said and "untested: ages.py:3" in said and "ages.py:0" not in said
