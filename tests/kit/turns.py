"""Sweeps of many pages in several views: a page in one by day, the next page in the next; at night in all.

Where one of each kind is many, each day takes its part of them; as many days as there are parts take all.
"""

from collections.abc import Sequence
from datetime import date

import pytest


def turns(views: Sequence) -> list:
    """The turns that a test takes: the first; at night as many as there are views."""
    return [0, *(pytest.param(turn, marks=pytest.mark.nightly) for turn in range(1, len(views)))]


def in_turn(views: Sequence, number: int, turn: int):
    """The view of the page with this number: all turns together show each page in each view once."""
    return views[(number + turn) % len(views)]


def part_of_today(sweep: Sequence, parts: int, nightly: bool) -> list:
    """Every so manyeth, tomorrow those after them; at night all."""
    return list(sweep) if nightly else list(sweep[date.today().toordinal() % parts :: parts])
