"""What may not be said outside signed pages: results, ranks, promises and comparisons, in every language.

Nor what a treatment does, or what a patient should do (see `medicine`). That belongs into signed articles,
with its sources. Years, hours, phones, ages, prices and counts of staff are no claims. Every text is read
by every pack, because anybody can write any language into any field.
"""

import re
import unicodedata
from dataclasses import fields

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..accents import without_accents
from .declaration import Claims
from .medicine import medical_words
from .other_languages import OF_OTHER_LANGUAGES
from .packs import PACKS

IN_ANY_LANGUAGE = {
    "share": (r"\d[\d.,]{0,9}\s?[%٪]",),
    "rank": (r"#\s?1\b",),
    "cure": OF_OTHER_LANGUAGES,
}
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
# “c u r e s”, “p-a-i-n” and “D.R.E.Z.”, but not “M-F 8-5”: four letters at least
SPELLED = re.compile(r"(?:\b[^\W\d_]\b[ .\-·]?){4,40}")
WORD = re.compile(r"\w+")
# Letters that only look like ours, and digits that stand for letters
LOOKS_LIKE = str.maketrans(
    "013457аеорсухіјѕԁһкмтвнАЕОРСУХІЈЅКМТВНЗαεορυικντχΑΕΖΗΙΚΜΝΟΡΤΥΧ",
    "oleastaeopcyxijsdhkmtbhAEOPCYXIJSKMTBH3aeopuikntxAEZHIKMNOPTYX",
)
# What an award is called is its giver's word: “Best Hospital for Neurology” is a name.
OF_AN_AWARD = [name for name in PATTERNS if name != "rank"]

# A source counts its people; it neither cures nor promises.
OF_A_SOURCE = ["rank", "cure", "promise", "comparison"]


def no_claims(text: str) -> None:
    """Raise ValidationError with the words of `text` that only a clinician's signature makes public."""
    no_results(text)
    _refuse_medicine(text)


def no_results(text: str) -> None:
    """Raise ValidationError with the words that claim a result, a rank or a promise.

    For what may name an operation, or its risks, because a reviewer signs it: the note of an edition.
    """
    _refuse(text, list(PATTERNS))


def claims_a_result(text: str) -> bool:
    """Whether `no_results` refuses it."""
    try:
        no_results(text)
    except ValidationError:
        return True
    return False


def no_claims_but_a_rank(text: str) -> None:
    """As `no_claims`, for the official name of an award, which may say “best”."""
    _refuse(text, OF_AN_AWARD)
    _refuse_medicine(text)


def no_claims_but_counts(text: str) -> None:
    """As `no_results`, for what staff type about a source, which may count the people in it."""
    _refuse(text, OF_A_SOURCE)


def none_side_by_side(field: str, *said: str) -> None:
    """Raise ValidationError for the field if texts claim together what none of them claims alone.

    Readers meet “Skip the” and “Blood-Test” as one name, and a hyphen of an address as a space.
    """
    together = re.sub(r"[-_]", " ", " ".join(filter(None, said)))
    if len(said) > 1 and any(map(_refusal, said)):
        return  # a field of its own refuses it
    if claim := _refusal(together):
        raise ValidationError({field: claim})


def _refusal(text: str) -> ValidationError | None:
    try:
        no_claims_but_a_rank(text)
    except ValidationError as claim:
        return claim
    return None


def _refuse_medicine(text: str) -> None:
    if found := next(filter(None, map(medical_words, _as_they_look(text))), ""):
        raise ValidationError(
            _(
                "Do not write “%(words)s” here: it tells patients what to do, or what a treatment does. "
                "Write it in a page that a clinician signs."
            ),
            code="medicine",
            params={"words": found},
        )


def _refuse(text: str, names: list[str]) -> None:
    if found := next(filter(None, (_claim(shape, names) for shape in _shapes(text))), ""):
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


def _shapes(text: str) -> list[str]:
    """One line each, without odd spaces and marks of emphasis; and once more without accents."""
    lines = [" ".join(re.sub(r"[*_`~]", "", plain).split()) for plain in _as_they_look(text)]
    return list(dict.fromkeys([*lines, *map(without_accents, lines)]))


def _as_they_look(text: str) -> list[str]:
    """In plain letters and digits: invisible signs stand inside a word, or between two.

    And with letters that only look like ours, digits that stand for letters, and words spelled letter by
    letter as readers take them.
    """
    plain = unicodedata.normalize("NFKC", text)
    said = [
        "".join(between if unicodedata.category(letter) == "Cf" else letter for letter in plain)
        for between in ("", " ")
    ]
    unmasked = [_unmasked(each, one) for each in said for one in "il"]
    return list(dict.fromkeys([*said, *unmasked]))


def _unmasked(text: str, one: str) -> str:
    """`one` is what the digit 1 stands for."""
    spelled = SPELLED.sub(lambda found: re.sub(r"[\W_]", "", found[0]) + " ", text)
    return WORD.sub(lambda found: _in_our_letters(found[0], one), spelled)


def _in_our_letters(word: str, one: str) -> str:
    """A word of Latin letters whose others only look like them; any other word stays as it is."""
    if not any(letter.isascii() and letter.isalpha() for letter in word):
        return word
    return word.replace("1", one).translate(LOOKS_LIKE)
