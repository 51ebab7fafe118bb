"""The share of lines and branches that tests run may only rise: `make coverage`, each night.

Compares what `coverage` measured with the floor, in percent, in the file coverage_floor.txt. Below it, ends
with 1; a whole tenth above, writes the higher floor, to be committed.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOOR = Path(__file__).with_name("coverage_floor.txt")


def judged(measured: float, floor: float) -> tuple[bool, float]:
    """Whether it is enough, and the floor from now on. Runs differ by less than a tenth."""
    return measured >= floor, max(floor, round(measured - 0.1, 1))


def main() -> int:
    total = ["report", "--format", "total", "--precision", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "coverage", *total], cwd=ROOT, capture_output=True, text=True, check=True
    )
    measured, floor = float(done.stdout), float(FLOOR.read_text())
    is_enough, from_now_on = judged(measured, floor)
    sys.stdout.write(f"{measured} % of lines and branches are run; the floor is {floor} %.\n")
    if from_now_on > floor:
        FLOOR.write_text(f"{from_now_on}\n")
        sys.stdout.write(f"The floor is {from_now_on} % from now on: commit {FLOOR.relative_to(ROOT)}.\n")
    return int(not is_enough)


if __name__ == "__main__":
    sys.exit(main())
