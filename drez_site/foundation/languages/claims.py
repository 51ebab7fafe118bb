"""What may not be said outside signed pages: results, ranks, promises and comparisons, in every language.

Results belong into signed articles, with their sources. Years, hours, phones, ages, prices and counts of
staff are no claims. Every text is read by every pack, because anybody can write any language into any field.
"""

import re
import unicodedata
from dataclasses import fields

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .declaration import Claims
from .packs import PACKS

IN_ANY_LANGUAGE = {"share": (r"\d[\d.,]{0,9}\s?[%٪]",), "rank": (r"#\s?1\b",)}
CLAIMS = {
    kind.name: (
        *IN_ANY_LANGUAGE.get(kind.name, ()),
        *(pattern for pack in PACKS.values() for pattern in getattr(pack.claims, kind.name)),
    )
    for kind in fields(Claims)
}
PATTERNS = {
    name: re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
    for name, patterns in CLAIMS.items()
}
# What an award is called is its giver's word: “Best Hospital for Neurology” is a name.
OF_AN_AWARD = [name for name in PATTERNS if name != "rank"]

# A source counts its people; it neither cures nor promises.
OF_A_SOURCE = ["rank", "cure", "promise", "comparison"]


def no_claims(text: str) -> None:
    """Raise ValidationError with the words of `text` that claim a result, a rank or a promise."""
    _refuse(text, list(PATTERNS))


def no_claims_but_a_rank(text: str) -> None:
    """The same for the official name of an award, which may say “best”."""
    _refuse(text, OF_AN_AWARD)


def no_claims_but_counts(text: str) -> None:
    """The same for what staff type about a source, which may count the people in it."""
    _refuse(text, OF_A_SOURCE)


def _refuse(text: str, names: list[str]) -> None:
    if found := _claim(_plain(text), names):
        raise ValidationError(
            _(
                "Do not write “%(words)s”: it claims a result, or that you are better than others. "
                "Say what you do, like “We answer calls within one working day”."
            ),
            code="claim",
            params={"words": found},
        )


def _claim(text: str, names: list[str]) -> str:
    for name in names:
        if claim := PATTERNS[name].search(text):
            return claim[0].strip()
    refused = (found for pack in PACKS.values() for found in pack.refused_words(text))
    return next((words for words, rule in refused if rule.is_claim), "")


def _plain(text: str) -> str:
    """One line, in plain letters: no odd spaces, invisible signs, wide digits or marks of emphasis."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return " ".join(re.sub(r"[*_`~]", "", plain).split())
