"""The adapters from words to a place, tried in order: only "not in my data" falls through to the next."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length

from drez_site.foundation.languages.packs import PACKS
from drez_site.foundation.sql.written_once import written_once
from drez_site.foundation.united_states.place_names import plain, search_name
from drez_site.foundation.united_states.states import state_code
from providers.models import Place

from . import abroad

LONGEST_TEXT = 200
MOST_SUGGESTIONS = 5
LONGEST_STATE_NAME = 4  # words, as in "Federated States of Micronesia"

# A city is meant by its name alone when it has so many ZIP codes, and so many times those of any namesake.
# The number of ZIP codes is the only measure of size that our data have.
MANY_ZIP_CODES = 10
TIMES_THE_NEXT = 10

ZIP_CODE = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?")
ZIP_CODE_AT_THE_END = re.compile(r"(?:^|[\s,.;])([0-9]{5})(?:[- ][0-9]{4})?$")
ZIP_CODE_ANYWHERE = re.compile(r"(?:^|(?<=[\s,.;]))([0-9]{5})(?:-[0-9]{4})?(?=[\s,.;])")
THIS_COUNTRY = "|".join(pattern for pack in PACKS.values() for pattern in pack.this_country)
COUNTRY_AT_THE_END = re.compile(rf"(?<![\s,])[\s,]+(?:{THIS_COUNTRY})[\s.]*$", re.IGNORECASE)
# Their addresses say which ship or base, not where it is. Their ZIP codes begin with 09, 340, and 962 to 966.
MILITARY = re.compile(
    r"(?:^|[\s,])(?:[AFD]PO|AA|AE|AP)(?=$|[\s,])|(?:^|[\s,])(?:09[0-9]|340|96[2-6])[0-9]{2}(?:-?[0-9]{4})?$",
    re.IGNORECASE,
)


class PlaceNotFound(Exception):
    """No such place in our data. `suggestions` are places with a similar name, the likeliest first."""

    class Reason(Enum):
        UNKNOWN = "unknown"
        ABROAD = "abroad"
        MILITARY = "military"

    def __init__(self, text: str, suggestions: tuple[Place, ...] = (), reason: Reason = Reason.UNKNOWN):
        super().__init__(text)
        self.text = text
        self.suggestions = suggestions
        self.reason = reason


class AmbiguousPlace(Exception):
    """The words could mean several places. `choices` are the likeliest of them, the largest first."""

    class Kind(Enum):
        NAME = "several cities have the name"
        STATE = "the words name a whole state"
        ABROAD = "a place abroad has the name too, and is not among the choices"
        ADDRESS = "the ZIP code is not in the state that stands beside it"

    def __init__(self, text: str, choices: tuple[Place, ...], kind: Kind = Kind.NAME):
        super().__init__(text)
        self.text = text
        self.choices = choices
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Resolved:
    """What words mean; `namesakes` are the other cities of a name that alone means the far largest one."""

    place: Place
    namesakes: tuple[Place, ...] = ()


def resolve(text: str) -> Resolved:
    """The ZIP code or city that these words mean; raises PlaceNotFound or AmbiguousPlace, nothing else."""
    if len(text) > LONGEST_TEXT:
        raise PlaceNotFound(text)
    tidied = _tidy(text)
    if not tidied:
        raise PlaceNotFound(text)
    for adapter in (_by_zip_code, _by_zip_code_inside, _by_city_and_state):
        if place := adapter(tidied):
            return Resolved(place)
    if resolved := _by_city(tidied):
        return resolved
    _by_state(tidied)
    if MILITARY.search(tidied):
        raise PlaceNotFound(text, reason=PlaceNotFound.Reason.MILITARY)
    if abroad.is_meant(tidied):
        raise PlaceNotFound(text, reason=PlaceNotFound.Reason.ABROAD)
    raise PlaceNotFound(text, _similar(tidied))


def _tidy(text: str) -> str:
    """One kind of digit, dash and space; nothing that cannot be printed; no country."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return COUNTRY_AT_THE_END.sub("", " ".join(text.split())).strip(" ,;-")


def _by_zip_code(text: str) -> Place | None:
    """ "27710", "27710-3000", "277 10"; of a street address the number at its end, never the house's."""
    if match := ZIP_CODE.fullmatch(text.replace(" ", "")):
        return _zip_code(match[1])
    if not (match := ZIP_CODE_AT_THE_END.search(text)) or not (place := _zip_code(match[1])):
        return None
    states = _states_in(_without_zip_code(text))
    # "Fairfax, VA 10301": one of the two is mistyped, or the number is an apartment's.
    if states and place.state not in states and (city := _by_city_and_state(text)):
        raise AmbiguousPlace(text, (city, place), AmbiguousPlace.Kind.ADDRESS)
    return place


def _by_zip_code_inside(text: str) -> Place | None:
    """ "27710 Durham", "1 Main St, Durham NC 27710, floor 2": a number that fits the words around it."""
    for match in reversed(list(ZIP_CODE_ANYWHERE.finditer(text))):
        before, after = text[: match.start()].strip(" ,"), text[match.end() :].replace(",", " ").strip()
        if not (place := _zip_code(match[1])):
            continue
        if before and place.state in _states_in(before):
            return place
        # A number in front is the house's, unless nothing but the ZIP code's own city follows.
        cities = [after, *(name for name, state in _readings(after) if state == place.state)]
        if not before and place.search_name in map(search_name, cities):
            return place
    return None


def _zip_code(code: str) -> Place | None:
    return next(iter(_with_zip_code(code=code)), None)


@written_once
def _with_zip_code(code: str) -> QuerySet[Place]:
    return Place.objects.zip_codes().filter(zip_code=code).order_by("pk")[:1]


def _states_in(text: str) -> list[str]:
    return [state for _, state in _readings(text)]


def _by_city_and_state(text: str) -> Place | None:
    """ "Durham, NC", "Durham North Carolina", and the end of a street address."""
    for name, state in _readings(_without_zip_code(text)):
        wanted = _search_names(name)
        found = Place.objects.cities().filter(state=state, search_name__in=wanted)
        if place := found.order_by(Length("search_name").desc()).first():
            return place
    return None


def _by_city(text: str) -> Resolved | None:
    """ "Durham": the one there is, the far largest, or the question which."""
    name = text.rsplit(",", 1)[-1] if _looks_like_a_street(text) else text
    wanted = search_name(name)
    if not wanted:
        return None
    found = tuple(Place.objects.cities().filter(search_name=wanted).largest_first())
    if not found:
        return None
    if abroad.may_be_meant(name):
        raise AmbiguousPlace(text, found, AmbiguousPlace.Kind.ABROAD)
    if _is_far_the_largest(found):
        return Resolved(found[0], found[1:])
    if state := state_code(name):
        in_state = Place.objects.cities().filter(state=state).exclude(search_name=wanted)
        found = (*in_state.largest_first()[:MOST_SUGGESTIONS], *found)
        raise AmbiguousPlace(text, found, AmbiguousPlace.Kind.STATE)
    if len(found) > 1:
        raise AmbiguousPlace(text, found)
    return Resolved(found[0])


def _is_far_the_largest(found: tuple[Place, ...]) -> bool:
    if len(found) == 1:
        return found[0].zip_count >= MANY_ZIP_CODES
    return found[0].zip_count >= max(MANY_ZIP_CODES, TIMES_THE_NEXT * found[1].zip_count)


def _by_state(text: str) -> None:
    """ "North Carolina", "NC": too large to be near to. Asks where in it, with its largest cities."""
    state = state_code(text)
    found = (
        tuple(Place.objects.cities().filter(state=state).largest_first()[:MOST_SUGGESTIONS]) if state else ()
    )
    if found:
        raise AmbiguousPlace(text, found, AmbiguousPlace.Kind.STATE)


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
