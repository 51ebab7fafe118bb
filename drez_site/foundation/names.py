"""Short texts that hold a name and no sentence: of a place, a field of medicine, a language, a degree."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

MOST_WORDS = (
    12  # “Department of Physical Medicine and Rehabilitation, Example University Hospital, North Campus”
)
# Signs of a sentence, an address or a formula; a period follows nothing longer than “Bldg.” or “Univ.”.
NO_NAME = re.compile(r"[!?;:%<>@#=…\n\r]|[^\W\d_]{6}\.")
DEGREE = re.compile(r"\([A-Za-z-]{1,8}\)|[A-Za-z./-]{2,12}")
SMALL_DEGREES = {"Dr.", "med.", "Hons", "Jr.", "Sr.", "Esq.", "of"}
MOST_WORDS_OF_A_DEGREE = 3

title_alone = RegexValidator(
    r"^[^\W\d_]{1,10}\.?(?: [^\W\d_]{1,10}\.?){0,2}\Z", _("Write a title alone, like “Dr.” or “Prof. Dr.”.")
)


def name_alone(text: str) -> None:
    """Raise ValidationError for a text that is more than a name."""
    if NO_NAME.search(text) or len(text.split()) > MOST_WORDS:
        raise ValidationError(
            _("Write the name alone: at most %(most)d words, and no sentence."),
            code="name",
            params={"most": MOST_WORDS},
        )


def degrees_alone(text: str) -> None:
    """Raise ValidationError for what is no degree, license or fellowship: “MD, PhD”, “RN-BC”, “FRCS (SN)”."""
    for degree in text.split(","):
        words = degree.split()
        if len(words) > MOST_WORDS_OF_A_DEGREE or not all(map(_is_of_a_degree, words)):
            raise ValidationError(
                _("Write degrees alone, with commas between, like “MD, PhD, FAANS”. Not “%(degree)s”."),
                code="degrees",
                params={"degree": degree.strip()},
            )


def _is_of_a_degree(word: str) -> bool:
    """Two capital letters at least, as in PhD; or one of the few that have none."""
    if not DEGREE.fullmatch(word):
        return False
    return word.startswith("(") or word in SMALL_DEGREES or sum(letter.isupper() for letter in word) >= 2
