"""Words as people type them, made plain; and the ways to read them as a city's name and a state's code."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator

from drez_site.foundation.languages.packs import PACKS
from drez_site.foundation.united_states.place_names import plain
from drez_site.foundation.united_states.states import state_code, state_in_an_address

LONGEST_STATE_NAME = 4  # words, as in "Federated States of Micronesia"
LONGEST_PHRASE = 4  # words, as in "my zip code is"

ZIP_CODE = re.compile(r"([0-9]{5})(?:-[0-9]{0,4}|[0-9]{4})?")
ZIP_CODE_AT_THE_END = re.compile(r"(?:^|[\s,.;])([0-9]{5})(?:[- ][0-9]{4})?$")
ZIP_CODE_ANYWHERE = re.compile(r"(?:^|(?<=[\s,.;]))([0-9]{5})(?:-[0-9]{4})?(?=[\s,.;])")
SHORT_ZIP_CODE_AT_THE_END = re.compile(r"[\s,]([0-9]{4})$")
THIS_COUNTRY = "|".join(pattern for pack in PACKS.values() for pattern in pack.this_country)
COUNTRY_AT_THE_END = re.compile(rf"(?<![\s,])[\s,]+(?:{THIS_COUNTRY})[\s.]*$", re.IGNORECASE)
DASHES = re.compile(r"[\u2010-\u2015\u2212]")
LETTERS_LIKE_DIGITS = str.maketrans("OoIil", "00111")
BRACKETS = re.compile(r"[\"“”„«»()\[\]{}<>#*!¡?¿|_:/\\]")

_WORDS = [pack.place_words for pack in PACKS.values()]
_BEFORE = frozenset(phrase for words in _WORDS for phrase in words.before)
_AFTER = frozenset(phrase for words in _WORDS for phrase in words.after)
_HERE = frozenset(phrase for words in _WORDS for phrase in words.here)
_BEFORE_A_STATE = frozenset(phrase for words in _WORDS for phrase in words.before_a_state)
_AFTER_A_STATE = frozenset(phrase for words in _WORDS for phrase in words.after_a_state)
_BEFORE_A_COUNTY = {phrase: kind for words in _WORDS for phrase, kind in words.before_a_county.items()}
_AFTER_A_COUNTY = {phrase: kind for words in _WORDS for phrase, kind in words.after_a_county.items()}

Reading = tuple[str, str]  # a city's name as typed, and a state's code


def tidy(text: str) -> str:
    """One kind of digit, dash and space; no signs, nothing that cannot be printed, no country."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", text))
    text = "".join(" " if unicodedata.category(letter)[0] in "CSZ" else letter for letter in text)
    text = " ".join(BRACKETS.sub(" ", text).split())
    return COUNTRY_AT_THE_END.sub("", _without_signs_around(text)).strip(" ,;.-")


def _without_signs_around(text: str) -> str:
    letters = [at for at, sign in enumerate(text) if sign.isalnum()]
    return text[letters[0] : letters[-1] + 1] if letters else ""


def spoken(text: str) -> Iterator[str]:
    """The text, then without the words around the place ("Durham NC near me"), then with the state last."""
    yield text
    yield from without_words_around(text)
    words = (_bare(text) or text).replace(",", " ").split()
    for length in range(min(LONGEST_STATE_NAME, len(words) - 1), 0, -1):
        if code := state_code(" ".join(words[:length])):
            yield f"{' '.join(words[length:])}, {code}"


def without_words_around(text: str) -> Iterator[str]:
    """ "Durham, NC" of "pain doctors in Durham NC"; nothing where nothing is around."""
    bare = _bare(text)
    for name, state in readings(bare or text):
        if (short := _bare(name)) not in ("", name):
            yield f"{short}, {state}"
            break
    if bare and bare != text:
        yield bare


def means_here(text: str) -> bool:
    """Whether these words say only where the reader is: "near me", "pain doctors near me"."""
    words = plain(text).split()
    while " ".join(words) not in _HERE:
        if not (length := _length_at_the_start(words, _BEFORE)):
            return False
        words = words[length:]
    return True


def digits_for_letters(text: str) -> str:
    """ "2771O" with a zero, and "2770l" with a one: the five digits that were meant, or ""."""
    digits = text.translate(LETTERS_LIKE_DIGITS)
    is_meant = text != digits and any(sign.isdigit() for sign in text) and ZIP_CODE.fullmatch(digits)
    return digits if is_meant and len(digits) == len("27710") else ""


def _bare(text: str) -> str:
    words = text.split()
    while length := _length_at_the_start(words, _BEFORE):
        words = words[length:]
    while length := _length_at_the_end(words, _AFTER):
        words = words[:-length]
    return " ".join(words).strip(" ,;.-")


def _length_at_the_start(words: list[str], phrases: Container[str]) -> int:
    """How many of the words are the longest of these phrases; never all of them."""
    return next((n for n in _lengths(words) if plain(" ".join(words[:n])) in phrases), 0)


def _length_at_the_end(words: list[str], phrases: Container[str]) -> int:
    return next((n for n in _lengths(words) if plain(" ".join(words[-n:])) in phrases), 0)


def _lengths(words: list[str]) -> range:
    return range(min(LONGEST_PHRASE, len(words) - 1), 0, -1)


def readings(text: str, state_of: Callable[[str], str | None] = state_in_an_address) -> list[Reading]:
    """The ways to read words as a city's name and a state's code, the longest state name first."""
    words = text.replace(",", " , ").split()
    found = []
    for length in range(min(LONGEST_STATE_NAME, len(words) - 1), 0, -1):
        name, state = " ".join(words[:-length]).strip(" ,"), state_of(" ".join(words[-length:]))
        # In "10301 New Guinea Rd, Fairfax" only what follows the last comma can be the city.
        name = name.rsplit(",", 1)[-1].strip()
        if name and state and "," not in words[-length:]:
            found.append((name, state))
    return found


def states_in(text: str) -> list[str]:
    return [state for _name, state in readings(text)]


def whole_state(text: str) -> str | None:
    """The code of the state that these words mean as a whole, or a side of it: "Washington state"."""
    words = plain(text).split()
    state = state_code(text)
    while words and not state:
        if length := _length_at_the_end(words, _AFTER_A_STATE):
            words = words[:-length]
        elif length := _length_at_the_start(words, _BEFORE_A_STATE):
            words = words[length:]
        else:
            return None
        state = state_in_an_address(" ".join(words))
    return state


def counties(name: str) -> list[str]:
    """The names of counties that these words may be: "Orange Co" is "orange county"."""
    words = plain(name).split()
    found = [" ".join(words)]
    if length := _length_at_the_start(words, _BEFORE_A_COUNTY):
        found.append(f"{' '.join(words[length:])} {_BEFORE_A_COUNTY[' '.join(words[:length])]}")
    if length := _length_at_the_end(words, _AFTER_A_COUNTY):
        found.append(f"{' '.join(words[:-length])} {_AFTER_A_COUNTY[' '.join(words[-length:])]}")
    return found


def without_zip_code(text: str) -> str:
    return ZIP_CODE_AT_THE_END.sub("", text).strip(" ,;.")


def looks_like_a_street(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
