"""The drills of docs/operations.md, each one command that says what it compared and counted."""

import subprocess
import sys

import pytest

from .running import ROOT

pytestmark = pytest.mark.nightly


def drilled(module: str, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200)


def test_nobody_reads_anything_wrong_while_the_primary_dies():
    done = drilled("standby", "--readers", "20", "--seconds", "60")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WRONG ANSWERS: 0" in done.stdout


def test_no_stranger_gets_through():
    """Tests of what was found from inside run anyway; `make attack` counts them by finding."""
    done = drilled("attack", "--strangers-only")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "GOT THROUGH: none" in done.stdout and done.stdout.count("held ") == 12


def test_the_release_before_is_upgraded_with_its_data_and_runs_on_the_new_tables():
    done = drilled("upgrade")
    if done.returncode == 2:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAULTS: 0" in done.stdout
