"""The adapters from words to a place, tried in order: only "not in my data" falls through to the next."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from drez_site.foundation.sql.written_once import written_once
from drez_site.foundation.united_states.place_names import plain, search_name
from drez_site.foundation.united_states.states import state_code
from providers.models import Place

from . import abroad, known_names
from .likeness import MOST_SUGGESTIONS, is_almost, misspelled, similar
from .reading import (
    SHORT_ZIP_CODE_AT_THE_END,
    ZIP_CODE,
    ZIP_CODE_ANYWHERE,
    ZIP_CODE_AT_THE_END,
    counties,
    digits_for_letters,
    looks_like_a_street,
    means_here,
    readings,
    spoken,
    states_in,
    tidy,
    whole_state,
    without_words_around,
    without_zip_code,
)

LONGEST_TEXT = 200
MOST_CHOICES = 25
MOST_COUNTIES = 8

# A city is meant by its name alone when it has so many ZIP codes, and so many times those of any namesake.
# The number of ZIP codes is the only measure of size that our data have.
MANY_ZIP_CODES = 10
TIMES_THE_NEXT = 10

# Their addresses say which ship or base, not where it is. Their ZIP codes begin with 09, 340, and 962 to 966.
MILITARY = re.compile(
    r"(?:^|[\s,])(?:[AFD]PO|AA|AE|AP)(?=$|[\s,])|(?:^|[\s,])(?:09[0-9]|340|96[2-6])[0-9]{2}(?:-?[0-9]{4})?$",
    re.IGNORECASE,
)


class PlaceNotFound(Exception):
    """No such place in our data. `suggestions` are places that may be meant, the likeliest first."""

    class Reason(Enum):
        UNKNOWN = "unknown"
        ABROAD = "abroad"
        MILITARY = "military"
        HERE = "here"  # the words say only where the reader is: "near me"

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
        REGION = "the words name a region or a county"
        ABROAD = "a place abroad has the name too, and is not among the choices"
        ADDRESS = "the ZIP code is not in the state that stands beside it"

    def __init__(self, text: str, choices: tuple[Place, ...], kind: Kind = Kind.NAME, region: str = ""):
        super().__init__(text)
        self.text = text
        self.choices = choices
        self.kind = kind
        self.region = region  # its name as people write it, like "Cape Cod" or "Orange County"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What words mean, and what else they could mean."""

    class Guess(Enum):
        """Why the place is not what the words say."""

        SPELLING = "its name or ZIP code is nearly the one that was typed"
        ZIP_CODE = "our data do not have the ZIP code, and this is the nearest number"

    place: Place
    namesakes: tuple[Place, ...] = ()  # other cities of the name, or others that are spelled alike
    state: str = ""  # the code of a state with the same name
    typed: str = ""  # the words, if the place is a guess
    guess: Guess | None = None


def resolve(text: str) -> Resolved:
    """The place that these words mean; raises PlaceNotFound or AmbiguousPlace, nothing else."""
    if found := find(text):
        return found
    tidied = tidy(text)
    raise PlaceNotFound(text, _by_a_short_zip_code(tidied) or similar(tidied))


def find(text: str) -> Resolved | None:
    """As `resolve`, for who needs no suggestions: None where only these are left, which take longest."""
    if len(text) > LONGEST_TEXT:
        raise PlaceNotFound(text)
    tidied = tidy(text)
    if not tidied:
        raise PlaceNotFound(text)
    if found := _known(tidied):
        return found
    if means_here(tidied):
        raise PlaceNotFound(text, reason=PlaceNotFound.Reason.HERE)
    if (code := digits_for_letters(tidied)) and (place := _zip_code(code)):
        return Resolved(place, typed=text, guess=Resolved.Guess.SPELLING)
    if MILITARY.search(tidied):
        raise PlaceNotFound(text, reason=PlaceNotFound.Reason.MILITARY)
    if abroad.is_meant(without_zip_code(tidied) or tidied):
        for words in (*without_words_around(tidied), *_cities_abroad_behind_a_street(tidied)):
            is_its_end = abroad.may_be_meant(tidied) and not abroad.may_be_meant(words)  # "La Vega"
            if not is_its_end and (found := _known(words)):
                return found
        raise PlaceNotFound(text, reason=PlaceNotFound.Reason.ABROAD)
    for words in spoken(tidied):
        if words != tidied and (found := _known(words)):
            return found
    if found := _by_the_nearest_number(text, tidied):
        return found
    if likely := misspelled(tidied):
        return Resolved(likely[0], likely[1:], typed=text, guess=Resolved.Guess.SPELLING)
    return None


def _cities_abroad_behind_a_street(text: str) -> list[str]:
    """The town of "12 Main St Kingston": who gives a street and no country may well mean one here."""
    words = without_zip_code(text).split() if looks_like_a_street(text) else []
    longest = min(abroad.LONGEST_NAME, len(words) - 1)
    ends = (" ".join(words[-length:]) for length in range(longest, 0, -1))
    return [end for end in ends if abroad.may_be_meant(end)]


def _known(text: str) -> Resolved | None:
    """The place of just these words; raises AmbiguousPlace when they are known to mean several."""
    for adapter in (_by_zip_code, _by_zip_code_inside):
        if place := adapter(text):
            return Resolved(place)
    _by_region(text)
    if "," not in text:
        _by_a_side_of_a_state(text)
    if place := _by_city_and_state(text):
        return Resolved(place)
    _by_a_side_of_a_state(text)
    if resolved := _by_city(text):
        return resolved
    _by_county(text)
    _by_state(text)
    return None


def _by_zip_code(text: str) -> Place | None:
    """ "27710", "27710-3000", "277 10"; of a street address the number at its end, never the house's."""
    if match := ZIP_CODE.fullmatch(text.replace(" ", "")):
        return _zip_code(match[1])
    words, short = without_zip_code(text), SHORT_ZIP_CODE_AT_THE_END.search(text)
    match = ZIP_CODE_AT_THE_END.search(text)
    if not match and short:
        # "Cambridge MA 2138": a table of somebody's dropped the zero, and the state says so.
        place = _zip_code(short[1].zfill(5))
        return place if place and place.state in states_in(text[: short.start()]) else None
    if not match or not (place := _zip_code(match[1])):
        return None
    states = states_in(words)
    # "Fairfax, VA 10301": one of the two is mistyped, or the number is an apartment's.
    if states and place.state not in states and (city := _by_city_and_state(text)):
        raise AmbiguousPlace(text, (city, place), AmbiguousPlace.Kind.ADDRESS)
    # "TX 27710"; but "in 27710" is not Indiana.
    state = state_code(words) if len(words) > 2 or words.isupper() else None
    is_its_name = search_name(words) == place.search_name  # "Washington 20001", which is in DC
    if state and state != place.state and not is_its_name and (largest := _largest_of(state)):
        raise AmbiguousPlace(text, (place, *largest), AmbiguousPlace.Kind.ADDRESS)
    if not states and abroad.is_meant(words) and not _is_a_town_beside(words, place):
        if Place.objects.cities().filter(search_name=search_name(words)).exists():
            raise AmbiguousPlace(text, (place,), AmbiguousPlace.Kind.ABROAD)  # "Georgetown 20007", in DC
        return None  # "Guadalajara 44130" is in Mexico, whose postal codes have five digits too
    return place


def _is_a_town_beside(words: str, place: Place) -> bool:
    """Whether the words, or their end behind a street, are a town in the state of this ZIP code."""
    names = _search_names(words)
    towns = Place.objects.exclude(kind=Place.Kind.COUNTY).filter(state=place.state, search_name__in=names)
    return place.search_name in names or towns.exists()


def _by_zip_code_inside(text: str) -> Place | None:
    """ "27710 Durham", "1 Main St, Durham NC 27710, floor 2": a number that fits the words around it."""
    for match in reversed(list(ZIP_CODE_ANYWHERE.finditer(text))):
        before, after = text[: match.start()].strip(" ,"), text[match.end() :].replace(",", " ").strip()
        if not (place := _zip_code(match[1])):
            continue
        if before and place.state in states_in(before):
            return place
        # A number in front is the house's, unless nothing but the ZIP code's own city or state follows.
        cities = [after, *(name for name, state in readings(after) if state == place.state)]
        state = None if before else state_code(after)
        if not before and (place.search_name in map(search_name, cities) or state == place.state):
            return place
        # "27710, TX": one of the two is mistyped.
        if state and (largest := _largest_of(state)):
            raise AmbiguousPlace(text, (place, *largest), AmbiguousPlace.Kind.ADDRESS)
    return None


def _zip_code(code: str) -> Place | None:
    return next(iter(_with_zip_code(code=code)), None)


@written_once
def _with_zip_code(code: str) -> QuerySet[Place]:
    return Place.objects.zip_codes().filter(zip_code=code).order_by("pk")[:1]


def _by_region(text: str) -> None:
    """ "Cape Cod, MA", "Twin Cities": asks where in it, with its towns, then with the cities of its name."""
    for name, state in [(text, ""), *readings(without_zip_code(text))]:
        if not (found := known_names.region(name, state)):
            continue
        title, labels = found
        towns = _cities_called(labels)
        if not state:
            cities = Place.objects.cities().filter(search_name=search_name(text)).largest_first()
            towns = (*towns, *(city for city in cities[:MOST_SUGGESTIONS] if city not in towns))
        if towns:
            raise AmbiguousPlace(text, towns, AmbiguousPlace.Kind.REGION, title)


def _cities_called(labels: Iterable[str]) -> tuple[Place, ...]:
    """In this order; those that our data do not have are left out."""
    named = {(search_name(label[:-4]), label[-2:]): number for number, label in enumerate(labels)}
    either = Q(*(Q(search_name=name, state=state) for name, state in named), _connector=Q.OR)
    found = [*Place.objects.cities().filter(either), *Place.objects.parts().filter(either)]
    first = {(place.search_name, place.state): place for place in reversed(found)}
    return tuple(first[key] for key in sorted(first, key=lambda key: named[key]))


def _by_a_side_of_a_state(text: str) -> None:
    """ "Washington state", "northern Ohio", unless a city is called so, as West New York is."""
    if state_code(text) or not (state := whole_state(text)):
        return
    if not Place.objects.cities().filter(search_name=search_name(text)).exists():
        _ask_where_in(state, text)


def _by_city_and_state(text: str) -> Place | None:
    """ "Durham, NC", "Durham North Carolina", and the end of a street address."""
    read = readings(without_zip_code(text))
    for places in (Place.objects.cities(), Place.objects.parts()):
        for name, state in read:
            found = places.filter(state=state, search_name__in=_search_names(name))
            if place := found.order_by(Length("search_name").desc()).first():
                return place
            if (called := known_names.called(name, state)) and (resolved := _known(called)):
                return resolved.place
    return None


def _by_city(text: str) -> Resolved | None:
    """ "Durham": the one there is, the far largest, or the question which."""
    name = text.rsplit(",", 1)[-1] if looks_like_a_street(text) else text
    wanted = search_name(name)
    if not wanted:
        return None
    (found, alike), state = _cities_and_boroughs(wanted), state_code(name)
    called = known_names.called(name)
    is_a_code = state is not None and len(wanted) == 2 and state != "DC"
    if not found and called and state in (None, called[-2:]) and not is_a_code:
        resolved = _known(called)
        return replace(resolved, state="" if state == "DC" else state or "") if resolved else None
    found = found or tuple(Place.objects.parts().filter(search_name=wanted).largest_first())
    if not found:
        return None
    if abroad.may_be_meant(name):
        raise AmbiguousPlace(text, found[:MOST_CHOICES], AmbiguousPlace.Kind.ABROAD)
    if _is_far_the_largest(found):
        return Resolved(found[0], found[1:], state or "")
    if state:
        _ask_where_in(state, text, *found)
    if len(found) > 1:
        raise AmbiguousPlace(text, (*found[: MOST_CHOICES - len(alike)], *alike))
    return Resolved(found[0], alike)


def _cities_and_boroughs(wanted: str) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The cities of this name, and parts of cities that are as large, like Manhattan; the largest first.

    Then far larger cities of almost this name: beside Pitsburg, OH, that is Pittsburgh, PA.
    """
    alike = Place.objects.cities().filter(zip_count__gte=MANY_ZIP_CODES, search_name__trigram_similar=wanted)
    # As one condition PostgreSQL would compare the name with every place.
    found = Place.objects.cities_and_boroughs(MANY_ZIP_CODES).filter(search_name=wanted).union(alike)
    found = found.order_by("-zip_count", "state", "pk")
    named = tuple(place for place in found if place.search_name == wanted)
    most = named[0].zip_count if named else 0
    larger = [place for place in found if place not in named and place.zip_count >= TIMES_THE_NEXT * most]
    return named, tuple(place for place in larger if is_almost(wanted, place.search_name))


def _is_far_the_largest(found: tuple[Place, ...]) -> bool:
    if len(found) == 1:
        return found[0].zip_count >= MANY_ZIP_CODES
    return found[0].zip_count >= max(MANY_ZIP_CODES, TIMES_THE_NEXT * found[1].zip_count)


def _by_county(text: str) -> None:
    """ "Orange County, CA", "Condado de Orange", "Miami-Dade, FL": asks where in it, with its towns."""
    for name, state in [*readings(without_zip_code(text)), (text, "")]:
        names = counties(name)
        if state:
            names += [f"{names[0]} {kind}" for kind in ("county", "parish", "municipio")]
        found = Place.objects.counties().filter(search_name__in=[search_name(each) for each in names])
        if here := tuple((found.filter(state=state) if state else found).largest_first()[:MOST_COUNTIES]):
            most = [MOST_SUGGESTIONS] if len(here) == 1 else [2, *[1] * (len(here) - 1)]
            towns = [town for county, few in zip(here, most, strict=True) for town in _towns_of(county)[:few]]
            title = here[0].label if len(here) == 1 else here[0].name
            raise AmbiguousPlace(text, tuple(dict.fromkeys(towns)), AmbiguousPlace.Kind.REGION, title)


def _towns_of(county: Place) -> tuple[Place, ...]:
    """Those with the most ZIP codes in it first."""
    codes = Place.objects.zip_codes().filter(state=county.state, county__iexact=county.name)
    counted = codes.values("name").annotate(codes=Count("pk")).order_by("-codes", "name")
    return _cities_called(f"{each['name']}, {county.state}" for each in counted[:MOST_SUGGESTIONS])


def _by_state(text: str) -> None:
    """ "North Carolina", "NC": too large to be near to. Asks where in it, with its largest cities."""
    if not (state := state_code(text)):
        return
    called = known_names.called(text)  # "LA" is Louisiana, and Los Angeles
    _ask_where_in(state, text, *(_cities_called([called]) if called else ()))


def _ask_where_in(state: str, text: str, *others: Place) -> None:
    if found := (*_largest_of(state, *others), *others):
        raise AmbiguousPlace(text, found[:MOST_CHOICES], AmbiguousPlace.Kind.STATE)


def _largest_of(state: str, *but: Place) -> list[Place]:
    in_state = Place.objects.cities().filter(state=state).largest_first()
    return [place for place in in_state[: MOST_SUGGESTIONS + len(but)] if place not in but][:MOST_SUGGESTIONS]


def _by_the_nearest_number(text: str, tidied: str) -> Resolved | None:
    """A ZIP code newer than our data: those that begin like it are of the same part of the country."""
    if not (match := ZIP_CODE.fullmatch(tidied.replace(" ", ""))):
        return None
    code = match[1]
    alike = Place.objects.zip_codes().filter(zip_code__range=(f"{code[:3]}00", f"{code[:3]}99"))
    nearest = sorted(alike, key=lambda place: (abs(int(place.zip_code) - int(code)), place.zip_code))
    if not nearest:
        return None
    others = tuple(nearest[1:MOST_SUGGESTIONS])
    return Resolved(nearest[0], others, typed=text.strip(), guess=Resolved.Guess.ZIP_CODE)


def _by_a_short_zip_code(text: str) -> tuple[Place, ...]:
    """Of "2138" Cambridge, MA 02138: spreadsheets drop a first zero."""
    digits = text.replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in (3, 4, 7, 8)):
        return ()
    place = _zip_code(digits.zfill(5 if len(digits) < 5 else 9)[:5])
    return (place,) if place else ()


def _search_names(name: str) -> list[str]:
    """The name, and for "123 Main St Durham" its every end too: the longest that is a city is the city."""
    words = plain(name).split()
    first_words = range(len(words)) if looks_like_a_street(name) else range(1)
    return [search_name(" ".join(words[first:])) for first in first_words]
