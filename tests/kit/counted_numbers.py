"""The numbers in medical words with their units, and those that the facts list has for a source."""

import re
import tomllib
from collections.abc import Iterator

from procedures.content_files import CONTENT


def read(name: str) -> dict:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


FACTS = read("numbers.toml")
PUBLICATIONS = read("publications.toml")["publications"]
YEARS = {paper["key"]: paper.get("year") for paper in PUBLICATIONS}

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS = {word: str(number) for number, word in enumerate(SMALL, 2)}
UNITS = "year|month|week|day|night|hour|minute|pound|millimeter|kg"
# What is counted or measured, if not people: a number of one stands for no number of another, nor for people.
MEASURES = ("part", "point", "lead", "report", "percent")
MEASURED = "|".join(MEASURES)
BASE = r"(?:the |every )?"
TOKEN = re.compile(
    rf"(?<![\w.-])(?P<first>{NUMBER})(?:s\b)?"
    rf"(?:\s+(?P<between>of|to|out of|and)\s+{BASE}(?P<second>{NUMBER}))?"
    rf"(?:\s+of\s+{BASE}(?P<base>{NUMBER}))?"
    rf"(?![\w-])(?:\s*(?P<percent>%|per ?cent\b)|\s+(?:anchored |moved )?(?P<unit>{UNITS}|{MEASURED})s?\b)?"
)
WORD = re.compile(rf"\b({'|'.join(WORDS)})(?=\s+(?:people|persons|drugs|{UNITS}))", re.IGNORECASE)
NOT_MEDICAL = re.compile(
    r"\b(?:911|112|988)\b|\(\d{3}\) 555-\d{4}|\d+ Example Street, [A-Z]\w+, [A-Z]{2} \d{5}"
)


def tokens(text: str) -> Iterator[tuple[int, str, str]]:
    """(where, the number or numbers that belong together, their unit) of each in a text; people have none."""
    text = WORD.sub(lambda word: WORDS[word[0].lower()], NOT_MEDICAL.sub(" ", text))
    for found in TOKEN.finditer(text):
        between = "of" if found["between"] == "out of" else found["between"]
        core = f"{found['first']} {between} {found['second']}" if found["second"] else found["first"]
        core += f" of {found['base']}" if found["base"] else ""
        unit = "percent" if found["percent"] else found["unit"] or ""
        if unit in ("lead", "report") and " of " not in core:
            unit = ""  # a plain count of things, or the year of a report
        yield found.start(), core, unit


def listed(key: str) -> set[tuple[str, str]]:
    """The numbers in the facts of one source with their units; what is in brackets is not printed.

    Times and lengths may be repeated without their unit ("by 5 years, not yet by 3"), and a range of people
    without its base. What is no count of people keeps its unit.
    """
    year = YEARS.get(key)
    found = {(str(year), "")} if year else set()
    for fact in FACTS.get(key, []):
        for _, core, unit in tokens(re.sub(r"\([^)]*\)", "", fact)):
            found.add((core, unit))
            if unit not in MEASURES:
                found |= {(core, ""), (re.sub(r"((?: to | and )\S+) of \S+$", r"\1", core), "")}
    return found
