"""Short texts that hold a name and no sentence: of people, places, roles, cities, streets, degrees."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .languages.packs import PACKS

MOST_WORDS = (
    12  # “Department of Physical Medicine and Rehabilitation, Example University Hospital, North Campus”
)
MOST_WORDS_OF_A_PERSON = 8
MOST_WORDS_OF_ANOTHER_SCRIPT = (
    2  # “Русский”, “中文（简体）”: in such letters we name languages and people, and read nothing
)
MOST_WORDS_THAT_ARE_NAMES = 2  # “My Do”, “May Wong”: so few may be words of a sentence, and are none
LONGEST_SHORT_END = 3
# Signs of a sentence, an address or a formula; a period follows nothing longer than “Bldg.” or “Univ.”.
NO_NAME = re.compile(r"[!?;:%<>@#=…\n\r\t*_|\\^~{}\[\]\"“”$]|[^\W\d_]{6}\.")
NUMBER = re.compile(r"\b(?:no|nos|núm)\. ?(?=\d)|#(?=\w)", re.IGNORECASE)  # “No. 5”, “Suite #200”
WORD = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W\d_]+)*")
SENTENCE = frozenset(word for pack in PACKS.values() for word in pack.names.sentence)
ALSO_NAMES = frozenset(word for pack in PACKS.values() for word in pack.names.also_names)
SMALL = frozenset(word for pack in PACKS.values() for word in pack.names.small)
INSIDE_NAMES = re.compile(
    "|".join(rf"\b{re.escape(phrase)}\b" for pack in PACKS.values() for phrase in pack.names.inside_names),
    re.IGNORECASE,
)


def _any_of(kind: str) -> str:
    return "|".join(re.escape(word) for pack in PACKS.values() for word in getattr(pack.names, kind))


# “Surgeons End Suffering”: who acts, and at once what they do, whatever the capitals.
ACTING = re.compile(rf"(?<!\S)(?:{_any_of('actors')}) (?:{_any_of('acts')})(?!\S)")
ORDER = re.compile(rf"(?:{_any_of('orders')})(?!\S)")
# A person, a month or a street is called so; at either end of a name, or after a number, no sentence goes on.
AT_AN_END = frozenset({"will", "may"})
# “What Cheer, IA”: cities of the ZIP list that are words of a sentence.
CITIES = frozenset({"what cheer", "antes fort"})
DEGREE = re.compile(r"\([A-Za-z-]{1,8}\)|[A-Za-z./-]{2,12}")
SMALL_DEGREES = {"Dr.", "med.", "Hons", "Jr.", "Sr.", "Esq.", "of"}
MOST_WORDS_OF_A_DEGREE = 3

title_alone = RegexValidator(
    r"^[^\W\d_]{1,10}\.?(?: [^\W\d_]{1,10}\.?){0,2}\Z", _("Write a title alone, like “Dr.” or “Prof. Dr.”.")
)


def name_alone(text: str) -> None:
    """Raise ValidationError for what is no name of a hospital, a clinic or an organization."""
    role_alone(text)
    _refuse_small_letters(text)


def role_alone(text: str) -> None:
    """As `name_alone`, for what need not have capital letters: “patient coordinator”, “español”."""
    _refuse_what_is_no_name(text, MOST_WORDS)
    words = _words(text)
    for place, word in enumerate(words):
        is_at_an_end = place in (0, len(words) - 1) or words[place - 1].isdecimal()
        if word in SENTENCE and not (word in AT_AN_END and is_at_an_end):
            _refuse_sentence(word)
    told = " ".join(words)
    if found := ACTING.search(told) or ORDER.match(told):
        _refuse_sentence(found[0])


def person_alone(text: str) -> None:
    """Raise ValidationError for what is no name of a person: “Nguyễn Thị Minh”, “Sam Example, RN”."""
    _refuse_what_is_no_name(text, MOST_WORDS_OF_A_PERSON)
    words = _words(text)
    harmless: Collection[str] = ALSO_NAMES if len(words) <= MOST_WORDS_THAT_ARE_NAMES else AT_AN_END
    for word in words:
        if word in SENTENCE and word not in harmless:
            _refuse_sentence(word)
    _refuse_small_letters(text)


def persons_alone(text: str) -> None:
    """As `person_alone`, for several with commas between."""
    for person in text.split(","):
        person_alone(person.strip())


def city_alone(text: str) -> None:
    """As `name_alone`, and the cities that are called like a sentence."""
    if text.strip().casefold() not in CITIES:
        name_alone(text)


def _refuse_what_is_no_name(text: str, most: int) -> None:
    if NO_NAME.search(NUMBER.sub("", text)) or len(text.split()) > most:
        raise ValidationError(
            _("Write the name alone: at most %(most)d words, and no sentence."),
            code="name",
            params={"most": most},
        )
    if sum(map(_is_in_another_script, text.split())) > MOST_WORDS_OF_ANOTHER_SCRIPT:
        raise ValidationError(
            _("Write the name alone, in the letters of English: at most %(most)d words in others."),
            code="name",
            params={"most": MOST_WORDS_OF_ANOTHER_SCRIPT},
        )


def _is_in_another_script(word: str) -> bool:
    return any(letter.isalpha() and "LATIN" not in unicodedata.name(letter, "") for letter in word)


def _words(text: str) -> list[str]:
    """In small letters and with plain apostrophes, without what only names have."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = INSIDE_NAMES.sub(" ", NUMBER.sub("", re.sub("[’ʼ‘]", "'", plain)))
    return WORD.findall(plain)


def _refuse_sentence(word: str) -> None:
    raise ValidationError(
        _("Write the name alone: “%(word)s” belongs to a sentence."), code="name", params={"word": word}
    )


def _refuse_small_letters(text: str) -> None:
    """A sentence goes on in small letters; of a name, only “of”, “de” or “van” is written so."""
    for word in _small_words(text):
        raise ValidationError(
            _("Write the name alone, with capital letters: “%(name)s”, not “%(word)s”."),
            code="name",
            params={"name": word.title(), "word": word},
        )


def _small_words(text: str) -> Iterator[str]:
    """Words without a capital letter, where letters have them; not “2nd”, or the end of “X-ray”."""
    words = text.split()
    for word in words if len(words) > 1 else ():
        for number, part in enumerate(re.split("[-–/]", word)):
            letters = part.strip(".,&()'’")
            is_short_end = number and len(letters) <= LONGEST_SHORT_END
            if letters.islower() and letters[0].isalpha() and letters not in SMALL and not is_short_end:
                yield letters


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
