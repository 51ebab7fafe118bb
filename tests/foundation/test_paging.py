"""The links below a list of several pages."""

import pytest

from drez_site.foundation.paging import Pager


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [
        (1, 1, []),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 11, [1, None, 4, 5, 6, 7, 8, None, 11]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_the_first_the_last_and_those_around_the_current_one(current, last, numbers):
    pager = Pager.of(current, last, "/list/?page={}".format, more_text="Show more")
    assert [page.number for page in pager.pages] == numbers
    assert [page.number for page in pager.pages if page.is_current] == ([current] if numbers else [])
    assert [page.is_gap for page in pager.pages] == [number is None for number in numbers]
    assert {page.url for page in pager.pages if not page.is_gap} == {
        f"/list/?page={number}" for number in numbers if number
    }
    assert pager.previous_url == (f"/list/?page={current - 1}" if current > 1 else "")
    assert pager.next_url == (f"/list/?page={current + 1}" if current < last else "")
    assert (pager.more_text, pager.all_url) == ("Show more", "")
