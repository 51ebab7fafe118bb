"""The adapters from words to a place, tried in order: only "not in my data" falls through to the next."""

import re
import unicodedata

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q
from django.db.models.functions import Length

from providers.models import Place

from .naming import plain, search_name, state_code

LONGEST_TEXT = 200
MOST_SUGGESTIONS = 5
LONGEST_STATE_NAME = 4  # words, as in "Federated States of Micronesia"

ZIP_CODE = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?")
ZIP_CODE_AT_THE_END = re.compile(r"(?:^|[\s,.;])([0-9]{5})(?:[- ][0-9]{4})?$")
COUNTRY_AT_THE_END = re.compile(
    r"[\s,]+(?:usa?|u\.s\.(?:a\.)?|united states(?: of america)?)[\s.]*$", re.IGNORECASE
)


class PlaceNotFound(Exception):
    """No such place in our data. `suggestions` are places with a similar name, the likeliest first."""

    def __init__(self, text: str, suggestions: tuple[Place, ...] = ()):
        super().__init__(text)
        self.text = text
        self.suggestions = suggestions


class AmbiguousPlace(Exception):
    """Several cities have this name. `choices` are all of them, the largest first."""

    def __init__(self, text: str, choices: tuple[Place, ...]):
        super().__init__(text)
        self.text = text
        self.choices = choices


def resolve(text: str) -> Place:
    """The ZIP code or city that these words mean; raises PlaceNotFound or AmbiguousPlace, nothing else."""
    if len(text) > LONGEST_TEXT:
        raise PlaceNotFound(text)
    tidied = _tidy(text)
    if not tidied:
        raise PlaceNotFound(text)
    for adapter in (_by_zip_code, _by_city_and_state, _by_city):
        if place := adapter(tidied):
            return place
    raise PlaceNotFound(text, _similar(tidied))


def _tidy(text: str) -> str:
    """One kind of digit, dash and space; nothing that cannot be printed; no country."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return COUNTRY_AT_THE_END.sub("", " ".join(text.split())).strip(" ,;")


def _by_zip_code(text: str) -> Place | None:
    """ "27710", "27710-3000", "277 10"; of a street address the number at its end, never the house's."""
    match = ZIP_CODE.fullmatch(text.replace(" ", "")) or ZIP_CODE_AT_THE_END.search(text)
    return Place.objects.zip_codes().filter(zip_code=match[1]).first() if match else None


def _by_city_and_state(text: str) -> Place | None:
    """ "Durham, NC", "Durham North Carolina", and the end of a street address."""
    for name, state in _readings(_without_zip_code(text)):
        wanted = _search_names(name)
        found = Place.objects.cities().filter(state=state, search_name__in=wanted)
        if place := found.order_by(Length("search_name").desc()).first():
            return place
    return None


def _by_city(text: str) -> Place | None:
    """ "Durham": the one there is, or the question which."""
    wanted = search_name(text.rsplit(",", 1)[-1] if _looks_like_a_street(text) else text)
    if not wanted:
        return None
    found = tuple(Place.objects.cities().filter(search_name=wanted).largest_first())
    if len(found) > 1:
        raise AmbiguousPlace(text, found)
    return found[0] if found else None


def _similar(text: str) -> tuple[Place, ...]:
    """The places whose names look most like this one, in the same state if one is named."""
    readings = _readings(_without_zip_code(text))
    name, state = readings[0] if readings else (text, None)
    wanted = search_name(re.sub(r"[0-9]", "", name))
    if not wanted:
        return ()
    in_state = Q(state=state) if state else Q()
    similar = Place.objects.cities().filter(in_state, search_name__trigram_similar=wanted)
    return tuple(
        similar.annotate(likeness=TrigramSimilarity(F("search_name"), wanted)).order_by(
            "-likeness", "-zip_count", "pk"
        )[:MOST_SUGGESTIONS]
    )


def _without_zip_code(text: str) -> str:
    return ZIP_CODE_AT_THE_END.sub("", text).strip(" ,;")


def _readings(text: str) -> list[tuple[str, str]]:
    """The ways to read words as a city's name and a state's code, the longest state name first."""
    words = text.replace(",", " , ").split()
    readings = []
    for length in range(min(LONGEST_STATE_NAME, len(words) - 1), 0, -1):
        name, state = " ".join(words[:-length]).strip(" ,"), state_code(" ".join(words[-length:]))
        # In "10301 New Guinea Rd, Fairfax" only what follows the last comma can be the city.
        name = name.rsplit(",", 1)[-1].strip()
        if name and state and "," not in words[-length:]:
            readings.append((name, state))
    return readings


def _search_names(name: str) -> list[str]:
    """The name, and for "123 Main St Durham" its every end too: the longest that is a city is the city."""
    words = plain(name).split()
    first_words = range(len(words)) if _looks_like_a_street(name) else range(1)
    return [search_name(" ".join(words[first:])) for first in first_words]


def _looks_like_a_street(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
