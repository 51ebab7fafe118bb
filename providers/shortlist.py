"""The doctors whom a reader checks in the list: their slugs, in an address alone, and five at most."""

import re
from collections.abc import Iterable

MOST_CHOSEN = 5
SLUG = re.compile(r"[-\w]+", re.ASCII)


def chosen_in(asked: Iterable[str]) -> tuple[str, ...]:
    """The first of them that can be slugs, each once; nobody looks whether they are somebody's."""
    return tuple(dict.fromkeys(filter(SLUG.fullmatch, asked)))[:MOST_CHOSEN]
