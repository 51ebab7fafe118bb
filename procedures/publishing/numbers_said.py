"""The numbers that a text says in digits, written in one way, so that those of two languages can be compared.

1,000, 1.000 and 1 000 are one number, 7.5 and 7,5, 6 p.m. and 18:00, July 1 and 7/1, 9-1-1 and 911.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.utils.dates import MONTHS
from django.utils.translation import override

from drez_site.foundation.languages.packs import pack

EMERGENCY = re.compile(r"(?<![\d.,:/-])(?:9-?1-?1|9-?8-?8)(?![\d:/-]|[.,]\d)")
PHONE = re.compile(
    r"(?<!\d)(?:\+?1[ .-]?)?(?:\([2-9]\d\d\)|[2-9]\d\d)[ .-]{0,2}[2-9]\d\d[ .-]?\d{4}(?!\d)"
    r"|\b(?:1[ .-]?)?8\d\d[ .-][A-Z][A-Z-]{5,12}\b"
)
HOUR = re.compile(r"(?<![\d.,:/-])(\d{1,2})(?:([:.])([0-5]\d))?(?![\d:]|[.,]\d)")
NUMBER = re.compile(r"(?<!\d)\d+(?:[.,']\d+)*")
IN_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}){1,3}(?!\d)")
MARK = re.compile(r"[.,']")
TOKEN = re.compile(r"\d+|[^\W\d_]+")
NEAR = 2  # words between a day and its month: “1 de julio”


class _Plain(dict[int, str]):
    """For `str.translate`: one kind of digit, dash and space, and nothing that cannot be seen."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        if category == "Nd":
            plain = str(unicodedata.digit(sign))
        elif category == "No":  # ½ and ²
            plain = f" {unicodedata.normalize('NFKC', sign)}"
        else:
            plain = {"Cf": "", "Pd": "-", "Zs": " "}.get(category, "'" if sign == "’" else sign)
        self[code] = plain
        return plain


PLAIN = _Plain()


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a text says in digits. `counts` has a reading for each way to see “50 100”: as two, or as one."""

    emergency: frozenset[str]
    phones: frozenset[str]
    counts: tuple[Counter[str], Counter[str]]
    in_words: Counter[str]  # up to twelve, and months beside a day or a year


def numbers_of(text: str, language: str) -> Numbers:
    """Those of a text, which has no Markdown any more."""
    text = unicodedata.normalize("NFC", text).translate(PLAIN)
    if own := pack(language).numbers_of_its_own:
        text = own.sub(" ", text)
    phones = frozenset(_dialed(found) for found in PHONE.findall(text))
    text = PHONE.sub(" ; ", text)
    emergency = frozenset(found.replace("-", "") for found in EMERGENCY.findall(text))
    text = EMERGENCY.sub(" ; ", text)
    times: Counter[str] = Counter()
    text = _without_times(text, language, times)
    together = IN_GROUPS.sub(lambda found: found[0].replace(" ", ""), text)
    apart, joined = (Counter(_written_one_way(each)) + times for each in (text, together))
    return Numbers(emergency, phones, (apart, joined), Counter(_in_words(text, language)))


def unlike(here: Numbers, there: Numbers) -> tuple[list[str], list[str]]:
    """The counts that only one of them says, in the reading in which fewest differ."""
    readings = [(ours - theirs, theirs - ours) for ours, theirs in product(here.counts, there.counts)]
    ours, theirs = min(readings, key=lambda both: both[0].total() + both[1].total())
    return (
        sorted((ours - (there.in_words - here.in_words)).elements()),
        sorted((theirs - (here.in_words - there.in_words)).elements()),
    )


def _dialed(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isalnum()).removeprefix("1")


def _without_times(text: str, language: str, times: Counter[str]) -> str:
    """The text without times of day, which are counted: hours with minutes, or with a half of the day."""
    spoken = pack(language)
    kept, end = [], 0
    for found in HOUR.finditer(text):
        hour, mark, minute = int(found[1]), found[2], found[3] or "00"
        before, after = (half.match(text, found.end()) for half in (spoken.before_noon, spoken.after_noon))
        if (before or after) and 1 <= hour <= 12:
            hour = hour % 12 + (12 if after else 0)
        elif mark != ":":
            continue
        times[f"{hour}:{minute}"] += 1
        kept.append(text[end : found.start()])
        end = found.end()
    return " ; ".join([*kept, text[end:]])


def _written_one_way(text: str) -> Iterator[str]:
    for written in NUMBER.findall(text):
        first, *others = MARK.split(written)
        is_grouped = len(first) <= 3 and not first.startswith("0")
        if not others:
            yield str(int(first))
        elif is_grouped and all(len(each) == 3 for each in others):
            yield "".join([first, *others])
        elif len(others) == 1 or (is_grouped and all(len(each) == 3 for each in others[:-1])):
            yield f"{int(''.join([first, *others[:-1]]))}.{others[-1]}"
        else:
            yield from (str(int(each)) for each in (first, *others))


def _in_words(text: str, language: str) -> Iterator[str]:
    words = pack(language).number_words
    with override(language):
        months = {str(name): str(number) for number, name in MONTHS.items()}
    tokens = TOKEN.findall(text)
    for place, token in enumerate(tokens):
        number, month = words.get(token.lower()), months.get(token) or months.get(token.lower())
        if number:
            yield str(number)
        elif month and any(near.isdigit() for near in tokens[max(0, place - NEAR) : place + NEAR + 1]):
            yield month
