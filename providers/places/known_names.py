"""Names that the post office does not use: nicknames, old names, regions. Read from known_names.toml."""

import tomllib
from collections import defaultdict
from pathlib import Path

from drez_site.foundation.languages.packs import PACKS
from drez_site.foundation.united_states.place_names import plain, search_name

ARTICLES = frozenset(article for pack in PACKS.values() for article in pack.place_words.articles)
_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

# By the name as it is looked up: what the data call it, "Philadelphia, PA".
NAMES = {
    search_name(name): called
    for names in (_DATA["names"], *(pack.place_words.cities for pack in PACKS.values()))
    for name, called in names.items()
}


def called(name: str, state: str = "") -> str | None:
    """What the data call the place of this name, in this state if one is given."""
    found = NAMES.get(search_name(name))
    return found if found and found.endswith(state) and search_name(found[:-4]) != search_name(name) else None


def _regions() -> dict[str, tuple[str, list[str]]]:
    """By the name without its article: how it is written, and its towns, with those of its namesakes."""
    towns: defaultdict[str, list[str]] = defaultdict(list)
    written = {}
    for title, labels in _DATA["regions"].items():
        name = title.partition(",")[0]
        written[_key(name)] = name
        towns[_key(name)] += labels
    regions = {key: (written[key], towns[key]) for key in towns}
    for pack in PACKS.values():
        for name, in_english in pack.place_words.regions.items():
            _name, its_towns = regions[_key(in_english)]
            regions[_key(name)] = (name, its_towns)
    return regions


def has(name: str, state: str = "") -> bool:
    """Whether a place or a region is called so, in this state if one is given."""
    return called(name, state) is not None or region(name, state) is not None


def _key(name: str) -> str:
    first, _space, others = plain(name).partition(" ")
    return search_name(others if others and first in ARTICLES else plain(name))


REGIONS = _regions()


def region(name: str, state: str = "") -> tuple[str, list[str]] | None:
    """How the region is written, and its towns like "Hyannis, MA": those in this state, if one is given."""
    title, labels = REGIONS.get(_key(name), ("", []))
    here = [label for label in labels if label.endswith(state)]
    return (title, here) if here else None
