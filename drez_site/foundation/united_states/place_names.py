"""One spelling for the many ways to write a place: "St. Louis" and "saint louis" are "saintlouis"."""

import re

from ..accents import without_accents

ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain"}


DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def plain(text: str) -> str:
    """Small letters and digits without accents, words kept apart by one space."""
    letters = text.lower() if text.isascii() else without_accents(text).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’‘`´.]", "", letters)))


def search_name(name: str) -> str:
    """A city's name as it is looked up: plain, written out, without spaces (as in "Mc Lean", "McLean")."""
    words = [ABBREVIATIONS.get(word, word) for word in plain(name).split()]
    if len(words) > 1:
        words[0] = DIRECTIONS.get(words[0], words[0])
    return "".join(words)
