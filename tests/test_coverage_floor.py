"""The share of code that tests run may only rise."""

import subprocess

import pytest

from tests.coverage_floor import FLOOR, ROOT, judged


@pytest.mark.parametrize(
    ("measured", "floor", "is_enough", "from_now_on"),
    [
        (93.42, 93.4, True, 93.4),
        (93.40, 93.4, True, 93.4),
        (93.39, 93.4, False, 93.4),
        (93.61, 93.4, True, 93.5),
        (50.00, 93.4, False, 93.4),
    ],
)
def test_less_fails_and_more_raises_the_floor(measured, floor, is_enough, from_now_on):
    assert judged(measured, floor) == (is_enough, from_now_on)


def test_the_floor_is_not_below_that_of_main():
    name = str(FLOOR.relative_to(ROOT))
    shown = subprocess.run(["git", "show", f"main:{name}"], cwd=ROOT, capture_output=True, text=True)
    if shown.returncode:
        pytest.skip("there is no branch main with a floor to compare with")
    assert float(FLOOR.read_text()) >= float(shown.stdout)
