"""Each page is seen in each view: in one by day, in all of them at night."""

from datetime import date, timedelta

import pytest

from tests.kit import turns as kit
from tests.kit.turns import in_turn, part_of_today, turns

VIEWS = ["narrow", "wide", "dark"]


@pytest.mark.parametrize("pages", [1, 3, 7])
def test_all_turns_show_each_page_in_each_view_once(pages):
    seen = [(page, in_turn(VIEWS, page, turn)) for turn in range(len(VIEWS)) for page in range(pages)]
    assert len(seen) == len(set(seen)) == pages * len(VIEWS)


def test_one_turn_shows_every_view():
    assert {in_turn(VIEWS, page, 0) for page in range(len(VIEWS))} == set(VIEWS)


def test_all_turns_but_the_first_are_for_the_night():
    first, *others = turns(VIEWS)
    assert first == 0
    assert [other.values for other in others] == [(1,), (2,)]
    assert {mark.name for other in others for mark in other.marks} == {"nightly"}


def test_as_many_days_as_there_are_parts_take_all(monkeypatch):
    class Day(date):
        now = date(2026, 1, 31)

        @classmethod
        def today(cls):
            return cls.now

    monkeypatch.setattr(kit, "date", Day)
    taken = []
    for _ in range(3):
        part = part_of_today("abcdefgh", 3, nightly=False)
        assert len(part) in (2, 3)
        taken += part
        Day.now += timedelta(days=1)
    assert sorted(taken) == list("abcdefgh")
    assert part_of_today("abcdefgh", 3, nightly=True) == list("abcdefgh")
