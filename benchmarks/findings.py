"""What an engineer once found from inside, and the tests that try it again; a plugin of pytest counts them.

All of them are one run in two processes, because each run makes databases of its own. As soon as the last
test of a finding has ended, a line for it is written to the file that ATTACK_LINES names.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

LINES = "ATTACK_LINES"
FINDINGS = {
    "work that grows faster than a text": ["tests/test_patterns.py", "tests/delivery/test_long_paths.py"],
    "old TLS, limits passed by spelling, nginx's bare errors": ["tests/system/test_nginx.py"],
    "a clinic without its articles": ["tests/system/test_first_day.py"],
    "signed editions moved to another page": [
        "tests/procedures/test_addresses.py",
        "tests/assembly/test_deleting.py",
        "tests/assembly/test_history_stays.py",
    ],
    "memory by sign-ins": ["tests/staff/test_hashing.py"],
    "500 while the database is away or read-only": ["tests/delivery/test_unavailable.py"],
    "roles in the wrong order, large objects, self-granting": ["tests/assembly/test_database_roles.py"],
    "gunicorn open to the world, settings missing": ["tests/assembly/test_settings.py"],
    "a backup that signs its reader in, or is not whole": ["tests/assembly/test_backups.py"],
    "a killed master": ["tests/system/test_release.py"],
    "a full disk, a stuck database": ["tests/system/test_faults.py"],
    "uploads of anybody": ["tests/delivery/test_sizes.py"],
    "memory by photos and tables": [
        "tests/providers/test_photos.py",
        "tests/providers/test_import_workbooks.py",
    ],
    "connections on which nobody speaks, reads, or hangs up": [
        "tests/delivery/test_slow_connections.py",
        "tests/system/test_nginx_crowds.py",
    ],
    "claims as names, in words that nobody here reads": ["tests/providers/test_closed_words.py"],
    "approved words moved to another row": ["tests/foundation/test_approved_words.py"],
    "a sentence in a doctor's photo": ["tests/providers/test_photos_are_approved.py"],
    "sign-in closed by another site, limits": ["tests/delivery/test_limits.py"],
    "functions that look where a stranger may write": ["tests/test_sql_rooms.py"],
    "guessing, sessions, names of staff": [
        "tests/staff/test_guessing.py",
        "tests/staff/test_sessions.py",
        "tests/staff/test_signing_in.py",
    ],
    "phones and passkeys by copied rows and old answers": [
        "tests/staff/test_phone_secrets.py",
        "tests/staff/test_passkeys.py",
    ],
    "staff who want to pass a signature": ["tests/assembly/test_hostile_roles.py"],
    "pictures under a signature, signatures and callings-off at once": [
        "tests/procedures/test_pictures.py",
        "tests/procedures/test_one_after_the_other.py",
    ],
    "a process killed while it signs": ["tests/procedures/test_publishing_crash.py"],
    "the page store filled with what nobody reads": ["tests/delivery/test_stored_answers.py"],
    "what a reader leaves behind": [
        "tests/system/test_nothing_is_kept.py",
        "tests/observability/test_logs.py",
    ],
}


def pytest_configure(config: Any) -> None:
    """Count in the process that hears of all tests, not in those that run them."""
    if LINES in os.environ and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Counting(FINDINGS, Path(os.environ[LINES])))


class Counting:
    """What the tests of each finding said, written down when all of them have ended."""

    def __init__(self, findings: dict[str, list[str]], lines: Path) -> None:
        self._files = findings
        self._finding = {file: name for name, files in findings.items() for file in files}
        self._lines = lines
        self._collected: dict[str, set[str]] = defaultdict(set)  # by finding
        self._outcomes: dict[str, str] = {}  # of each test until now
        self._ended: set[str] = set()
        self._wrong: dict[str, str] = {}  # what failed in the tests that did

    def pytest_xdist_node_collection_finished(self, node: Any, ids: list[str]) -> None:
        for test in ids:
            self._collected[self._finding_of(test)].add(test)

    def pytest_runtest_logreport(self, report: Any) -> None:
        test, name = report.nodeid, self._finding_of(report.nodeid)
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            message = str(crash.message if crash else report.longrepr or "")
            self._wrong.setdefault(test, message.strip().partition("\n")[0][:200])
        if report.skipped or (report.when == "call" and report.passed):
            self._outcomes[test] = report.outcome
        # A test whose process died has neither a beginning nor an end.
        if report.when == "teardown" or report.when not in ("setup", "call"):
            self._ended.add(test)
            if self._collected[name] <= self._ended:
                self._write(name)

    def pytest_sessionfinish(self) -> None:
        """Those that were not tried to their end have no line before this."""
        for name in self._collected:
            if not self._collected[name] <= self._ended:
                self._write(name)

    def _finding_of(self, test: str) -> str:
        return self._finding[_file_of(test)]

    def _write(self, name: str) -> None:
        tests = self._collected[name]
        fine = [self._outcomes.get(test) for test in tests & self._ended if test not in self._wrong]
        tried = {
            _file_of(test)
            for test in tests
            if self._outcomes.get(test) == "passed" or test in self._wrong or test not in self._ended
        }
        line = {
            "name": name,
            "untried": [file for file in self._files[name] if file not in tried],
            "held": fine.count("passed"),
            "not_tried": fine.count("skipped"),
            "not_ended": len(tests - self._ended - self._wrong.keys()),
            "wrong": {test: said for test, said in self._wrong.items() if test in tests},
        }
        with self._lines.open("a") as written:
            written.write(json.dumps(line) + "\n")


def _file_of(test: str) -> str:
    return test.partition("::")[0]
