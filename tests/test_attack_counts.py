"""`make attack` says of each finding what its tests said, and nothing good of tests that did not run."""

import json
from types import SimpleNamespace

import pytest

from benchmarks import attack, findings
from benchmarks.findings import FINDINGS, LINES, Counting
from tests.kit.modules import ROOT

FILES = {"one": ["tests/a.py", "tests/b.py"], "two": ["tests/c.py"]}
COLLECTED = ["tests/a.py::x", "tests/b.py::y[1]", "tests/c.py::z"]


def report(test, when, outcome="passed", message=""):
    longrepr = SimpleNamespace(reprcrash=SimpleNamespace(message=message)) if message else None
    return SimpleNamespace(
        nodeid=test, when=when, outcome=outcome, longrepr=longrepr, **{o: o == outcome for o in OUTCOMES}
    )


OUTCOMES = ("passed", "failed", "skipped")


@pytest.fixture
def counting(tmp_path):
    made = Counting(FILES, tmp_path / "lines")
    for _worker in range(2):
        made.pytest_xdist_node_collection_finished(None, COLLECTED)
    return made


def ran(counting, test, call="passed", teardown="passed"):
    for when, outcome in {"setup": "passed", "call": call, "teardown": teardown}.items():
        counting.pytest_runtest_logreport(report(test, when, outcome, "No!" * (outcome == "failed")))


def lines(tmp_path):
    path = tmp_path / "lines"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_a_line_comes_with_the_last_test_of_a_finding(counting, tmp_path):
    ran(counting, COLLECTED[0])
    assert lines(tmp_path) == []
    ran(counting, COLLECTED[1])
    counts = {"held": 2, "not_tried": 0, "not_ended": 0, "wrong": {}}
    assert lines(tmp_path) == [{"name": "one", "untried": []} | counts]


def test_what_failed_or_was_skipped_did_not_hold(counting, tmp_path):
    ran(counting, COLLECTED[0], call="failed")
    counting.pytest_runtest_logreport(report(COLLECTED[1], "setup", "skipped"))
    counting.pytest_runtest_logreport(report(COLLECTED[1], "teardown"))
    ran(counting, COLLECTED[2], teardown="failed")
    wrong = [{COLLECTED[0]: "No!"}, {COLLECTED[2]: "No!"}]
    counts = [(line["held"], line["not_tried"], line["untried"], line["wrong"]) for line in lines(tmp_path)]
    assert counts == [(0, 1, ["tests/b.py"], wrong[0]), (0, 0, [], wrong[1])]


def test_a_file_of_which_nothing_was_collected_was_not_tried(tmp_path):
    counting = Counting(FILES, tmp_path / "lines")
    counting.pytest_xdist_node_collection_finished(None, COLLECTED[:1])
    ran(counting, COLLECTED[0])
    assert [(line["held"], line["untried"]) for line in lines(tmp_path)] == [(1, ["tests/b.py"])]


def test_a_process_that_died_and_tests_that_never_ended_are_named(counting, tmp_path):
    ran(counting, COLLECTED[0])
    crashed = report(COLLECTED[2], "???", "failed")
    counting.pytest_runtest_logreport(crashed)
    counting.pytest_sessionfinish()
    two, one = lines(tmp_path)
    assert (two["name"], two["held"], [*two["wrong"]]) == ("two", 0, [COLLECTED[2]])
    assert (one["held"], one["not_ended"], one["wrong"]) == (1, 1, {})


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ({"held": 3}, attack.HELD),
        ({"held": 3, "not_tried": 1}, attack.HELD),
        ({"not_tried": 4, "untried": ["tests/a.py"]}, attack.NOT_TRIED),
        ({"held": 3, "not_tried": 1, "untried": ["tests/b.py"]}, attack.NOT_TRIED),
        ({"held": 3, "untried": ["tests/b.py"], "wrong": {"a test": "No!"}}, attack.GOT_THROUGH),
        ({"held": 3, "wrong": {"a test": "No!"}}, attack.GOT_THROUGH),
        ({"held": 3, "not_ended": 1}, attack.GOT_THROUGH),
        (None, attack.GOT_THROUGH),
    ],
)
def test_a_finding_holds_only_by_tests_that_held(line, what, tmp_path, monkeypatch, capsys):
    said = {"name": "one", "held": 0, "not_tried": 0, "not_ended": 0, "wrong": {}, "untried": []}
    monkeypatch.setattr(attack, "FINDINGS", {"one": ["tests/a.py"]})
    monkeypatch.setattr(attack, "tried_again", lambda folder: [said | line] if line else [])
    assert attack.by_tests(tmp_path) == {"one": what}
    assert what in capsys.readouterr().out


def test_only_the_process_that_hears_of_all_tests_counts(monkeypatch, tmp_path):
    registered = []
    plugins = SimpleNamespace(register=registered.append)
    findings.pytest_configure(SimpleNamespace(pluginmanager=plugins))
    monkeypatch.setenv(LINES, str(tmp_path / "lines"))
    findings.pytest_configure(SimpleNamespace(pluginmanager=plugins, workerinput={}))
    assert registered == []
    findings.pytest_configure(SimpleNamespace(pluginmanager=plugins))
    assert [type(each) for each in registered] == [Counting]


def test_every_finding_names_tests_of_its_own():
    files = [file for each in FINDINGS.values() for file in each]
    assert len(files) == len(set(files)) > 25
    assert [file for file in files if not (ROOT / file).exists()] == []
