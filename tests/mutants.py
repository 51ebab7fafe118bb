"""What the tests of signing and of signing in let pass: `make mutants`, each night.

cosmic-ray changes one thing at a time in a copy of the project: a comparison, a number, a condition. The
tests that run the changed line are asked; when they still pass, nobody would notice that fault, and the
change is printed. A random sample of the changes is tried, in two processes, for a limited time:

    python -m tests.mutants [how many] [minutes] [seed]
"""

import os
import random
import shlex
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parents[1]
COPIES = ROOT / ".local/mutants"
# What is changed, and the tests that are asked.
ROOMS = {"procedures/publishing": "tests/procedures", "drez_site/staff": "tests/staff"}
PYTEST = [sys.executable, "-m", "pytest", "-n0", "-x", "-q", "-p", "no:cacheprovider", "-m", "not browser"]
LONGEST = 120  # seconds for the tests of one change; one that makes them endless counts as noticed


@dataclass(frozen=True)
class Tried:
    """One change, and what became of it: "killed", "survived", "untested" or "failed"."""

    where: str
    outcome: str
    diff: str


def pytest_runtest_logstart(nodeid: str) -> None:
    """As a plugin of pytest: lines that run from here on belong to this test."""
    if measuring := coverage.Coverage.current():
        measuring.switch_context(nodeid)


def copy_of_the_project(room: str) -> Path:
    """A folder of its own, so that a change never stands in the project itself."""
    copy = COPIES / room.replace("/", "-")
    shutil.rmtree(copy, ignore_errors=True)
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in done.stdout.splitlines():
        if (ROOT / name).is_file() and name != ".venv":
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    return copy


def tests_by_line(room: str) -> dict[str, dict[int, set[str]]]:
    """For each module of the room, which tests run which of its lines. Raises when a test fails unchanged."""
    # Not by the settings of `make coverage`, which give each process a file of its own.
    Path("of-mutants.coveragerc").write_text("[run]\n")
    measure = ["-m", "coverage", "run", "--rcfile=of-mutants.coveragerc", f"--source={room}"]
    measure.append("--data-file=.coverage-of-mutants")
    command = [PYTEST[0], *measure, *PYTEST[1:], "-p", "tests.mutants", ROOMS[room]]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(
            f"The tests fail before anything is changed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        )
    data = coverage.CoverageData(".coverage-of-mutants")
    data.read()
    return {
        str(Path(name).relative_to(Path.cwd())): {
            line: {test for test in tests if test} for line, tests in data.contexts_by_lineno(name).items()
        }
        for name in data.measured_files()
    }


def changes_of(room: str) -> list:
    """Every change that cosmic-ray knows to make in the room."""
    from cosmic_ray.commands import init
    from cosmic_ray.work_db import WorkDB, use_db

    modules = sorted(path for path in Path(room).rglob("*.py") if "migrations" not in path.parts)
    Path("changes.sqlite").unlink(missing_ok=True)
    with use_db("changes.sqlite", WorkDB.Mode.create) as work:
        init(modules, work, {})
        return [item.mutations[0] for item in work.work_items]


def try_changes(room: str, at_most: int, seconds: float, seed: int) -> tuple[int, list[Tried]]:
    """Make a sample of changes, one after the other, until the time is over; also how many there could be."""
    from cosmic_ray.mutating import mutate_and_test

    end = time.monotonic() + seconds
    os.chdir(copy_of_the_project(room))
    by_line = tests_by_line(room)
    changes = sorted(changes_of(room), key=lambda each: (str(each.module_path), each.start_pos, str(each)))
    tried = []
    for change in random.Random(seed).sample(changes, min(at_most, len(changes))):
        if time.monotonic() > end:
            break
        where = f"{change.module_path}:{change.start_pos[0]} {change.operator_name.partition('/')[2]}"
        lines = by_line.get(str(change.module_path), {})
        tests = {
            test for line in range(change.start_pos[0], change.end_pos[0] + 1) for test in lines.get(line, ())
        }
        # What runs while modules are imported belongs to no test, so all are asked.
        selection = sorted(tests) if tests else [ROOMS[room]]
        if change.start_pos[0] not in lines:
            tried.append(Tried(where, "untested", ""))
            continue
        result = mutate_and_test([change], shlex.join([*PYTEST, *selection]), LONGEST)
        outcome = result.test_outcome.value if result.worker_outcome.value == "normal" else "failed"
        tried.append(Tried(where, outcome, result.diff or ""))
    return len(changes), tried


def answer(room: str, possible: int, tried: list[Tried]) -> str:
    """What to print of a room: how many changes became what, and each that no test noticed."""
    counts = dict(sorted(Counter(each.outcome for each in tried).items()))
    missed = [each for each in tried if each.outcome not in ("killed", "incompetent")]
    lines = [f"{room}: {len(tried)} of {possible} changes tried, {counts}\n"]
    return "".join([*lines, *(f"\n{each.outcome}: {each.where}\n{each.diff}\n" for each in missed)])


def main(at_most: int = 300, minutes: float = 40, seed: int = 1) -> None:
    share = at_most // len(ROOMS)
    # A process for each room, which stays in the folder of its copy.
    with ProcessPoolExecutor(len(ROOMS), get_context("spawn"), max_tasks_per_child=1) as pool:
        asked = {pool.submit(try_changes, room, share, 60 * minutes, seed): room for room in ROOMS}
        for done in as_completed(asked):
            sys.stdout.write(answer(asked[done], *done.result()))
            sys.stdout.flush()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
