"""The doctors whom a reader checks in the list: their slugs, in an address alone, and five at most."""

import re
from collections.abc import Iterable

MOST_CHOSEN = 5
SLUG = re.compile(r"[-\w]+", re.ASCII)


def chosen_in(asked: Iterable[str]) -> tuple[str, ...]:
    """The first of them that can be slugs, each once; nobody looks whether they are somebody's."""
    return _all_in(asked)[:MOST_CHOSEN]


def are_too_many(asked: Iterable[str]) -> bool:
    """Whether some that can be slugs are not among the first."""
    return len(_all_in(asked)) > MOST_CHOSEN


def _all_in(asked: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(SLUG.fullmatch, asked)))
