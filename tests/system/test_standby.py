"""The drill of docs/operations.md: pages are read on while a standby takes the place of the primary."""

import subprocess
import sys

import pytest

from .running import ROOT


@pytest.mark.nightly
def test_nobody_reads_anything_wrong_while_the_primary_dies():
    command = [sys.executable, "-m", "benchmarks.standby", "--readers", "20", "--seconds", "60"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WRONG ANSWERS: 0" in done.stdout
