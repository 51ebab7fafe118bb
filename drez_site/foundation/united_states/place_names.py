"""One spelling for the many ways to write a place: "St. Louis" and "saint louis" are "saintlouis"."""

import re
import unicodedata

ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain"}


DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def plain(text: str) -> str:
    """Small letters and digits without accents, words kept apart by one space."""
    letters = text.lower() if text.isascii() else _without_accents(text)
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’‘`´.]", "", letters)))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def search_name(name: str) -> str:
    """A city's name as it is looked up: plain, written out, without spaces (as in "Mc Lean", "McLean")."""
    words = [ABBREVIATIONS.get(word, word) for word in plain(name).split()]
    if len(words) > 1:
        words[0] = DIRECTIONS.get(words[0], words[0])
    return "".join(words)
