"""Sweeps of many pages in several views: a page in one by day, the next page in the next; at night in all."""

from collections.abc import Sequence

import pytest


def turns(views: Sequence) -> list:
    """The turns that a test takes: the first; at night as many as there are views."""
    return [0, *(pytest.param(turn, marks=pytest.mark.nightly) for turn in range(1, len(views)))]


def in_turn(views: Sequence, number: int, turn: int):
    """The view of the page with this number: all turns together show each page in each view once."""
    return views[(number + turn) % len(views)]
