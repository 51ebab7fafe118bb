"""Whether a Spanish text says what the English one does, as far as a program can tell.

The same citations, the same numbers, and a denial in the same sentences.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from .shipped_texts import CITATION, cited_keys

# Values for the program, the same in every language; and how an English name sounds.
SAME = {"kind", "about", "icon", "meaning", "happened", "out_of", "people", "strength", "urgency", "sequence"}
SAME |= {"procedure", "verdict", "approval", "slug", "key"}
ENGLISH_ONLY = {"pronunciation"}

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
ENGLISH_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SPANISH_NUMBERS = ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")
COUNTED = "people|persons|years|months|weeks|days|hours"
COUNTED_IN_SPANISH = "personas|años|meses|semanas|días|horas"
ADDRESS = re.compile(r"\]\([^)]*\)")
# The crisis line answers in Spanish to another key and another word.
LIFELINE = re.compile(r"llame al 988 y oprima dos, o envíe la palabra AYUDA al 988", re.IGNORECASE)
ABBREVIATION = re.compile(r"\bEE\. UU\.")
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
DENIES = re.compile(r"\b(?:no|not|none|nobody|never|without|cannot|neither|nor|nothing)\b", re.IGNORECASE)
# English words in which a denial hides, that Spanish may speak out.
HIDES_A_DENIAL = re.compile(
    r"\b(?:disagree|differ|conflict|off-label|other than|unclear|dummy|unseen|non-|unanchored|unwanted|"
    r"unapproved|gone|free of|keeps you from|stop your sleep|failed)",
    re.IGNORECASE,
)
DENIES_IN_SPANISH = re.compile(
    r"\b(?:no|ni|ningún|ninguno|ninguna|nunca|nadie|sin|tampoco|nada)\b", re.IGNORECASE
)


def faults(english: str, spanish: str) -> Iterator[str]:
    """What one says and the other does not, in words for a translator."""
    if Counter(cited_keys(english)) != Counter(cited_keys(spanish)):
        yield f"cites {cited_keys(spanish)} and not {cited_keys(english)}"
    if _numbers(english) != _numbers(spanish):
        yield f"other numbers: {_numbers(english)} against {_numbers(spanish)}"
    for said, translated in _sentences(english, spanish):
        denied = DENIES_IN_SPANISH.search(translated)
        if DENIES.search(said) and not denied:
            yield f"no longer denied: “{said}”, “{translated}”"
        if denied and not DENIES.search(said) and not HIDES_A_DENIAL.search(said):
            yield f"denied in Spanish only: “{said}”, “{translated}”"


def differences(english: Any, spanish: Any, place: str = "") -> Iterator[str]:
    """Of two content files as they were read: parts that one lacks, and faults of their texts."""
    if isinstance(english, dict) and isinstance(spanish, dict):
        for name in dict.fromkeys([*english, *spanish]):
            if name in ENGLISH_ONLY and name not in spanish:
                continue
            where = f"{place}.{name}" if place else name
            if name not in english or name not in spanish:
                yield f"{where}: only in one of them"
            elif name in SAME and english[name] != spanish[name]:
                yield f"{where}: {spanish[name]!r} and not {english[name]!r}"
            elif name not in SAME | {"forms"}:
                yield from differences(english[name], spanish[name], where)
    elif isinstance(english, list) and isinstance(spanish, list):
        for number, (said, translated) in enumerate(zip_longest(english, spanish), start=1):
            yield from differences(said, translated, f"{place} {number}")
    elif isinstance(english, str) and isinstance(spanish, str):
        yield from (f"{place}: {fault}" for fault in faults(english, spanish))
    elif english != spanish:
        yield f"{place}: {spanish!r} and not {english!r}"


def _numbers(text: str) -> Counter[str]:
    """In digits, and those in words that count people or time."""
    plain = LIFELINE.sub("988", ADDRESS.sub("]", CITATION.sub(" ", text)))
    found = Counter(NUMBER.findall(plain))
    for words, counted in ((ENGLISH_NUMBERS, COUNTED), (SPANISH_NUMBERS, COUNTED_IN_SPANISH)):
        for word in re.findall(rf"\b({'|'.join(words)}) (?:{counted})\b", plain, re.IGNORECASE):
            found[str(words.index(word.lower()) + 2)] += 1
    return found


def _sentences(english: str, spanish: str) -> list[tuple[str, str]]:
    """Sentence for sentence; the whole texts where a sentence was made two."""
    said, translated = (
        [
            each
            for each in SENTENCE_END.split(ABBREVIATION.sub("EEUU", CITATION.sub("", text)))
            if each.strip()
        ]
        for text in (english, spanish)
    )
    if len(said) == len(translated):
        return list(zip(said, translated, strict=True))
    return [(english, spanish)]
