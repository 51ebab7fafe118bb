"""Places whose names look like the words that somebody typed."""

from difflib import SequenceMatcher

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q
from django.db.models.functions import Length

from drez_site.foundation.united_states.place_names import search_name
from drez_site.foundation.united_states.states import state_misspelled
from providers.models import Place

from .reading import readings, without_zip_code

MOST_SUGGESTIONS = 5
MOST_COMPARED = 60
MOST_LETTERS_OFF = 2

# By difflib, of 1. "Philadelpia" for Philadelphia is 0.96, two letters of a short name changed about 0.6.
SURELY_MEANT = 0.8
LEAST_ALIKE = 0.45
AHEAD_OF_THE_NEXT = 0.08
ALMOST_THE_SAME = 0.88  # "Pitsburg" and Pittsburgh are 0.89, "Columbus" and Columbia 0.75
SHORTEST_SURE = 5  # letters; of a shorter name one letter is too much
TIMES_THE_NEXT = 10  # ZIP codes


def misspelled(text: str) -> tuple[Place, ...]:
    """What a city's name means that is nearly right beside a state, then what else it may; () if unsure.

    A name that is right in another state is no slip, unless the other city is far smaller: then the state
    may be the mistake.
    """
    for name, state in _readings(text):
        wanted = _name_of(name)
        exact = tuple(Place.objects.cities().filter(state=state, search_name=wanted))
        if exact:
            return exact
        if len(wanted) < SHORTEST_SURE:
            continue
        elsewhere = Place.objects.cities().filter(search_name=wanted).largest_first().first()
        ranked = _ranked(wanted, state)
        if ranked and _is_sure(ranked) and not (elsewhere and _is_as_large(elsewhere, ranked[0][1])):
            return tuple(place for _likeness, place in ranked[:MOST_SUGGESTIONS])
    return ()


def similar(text: str) -> tuple[Place, ...]:
    """The places whose names look most like this one; of a state that is named, at least its largest."""
    read = _readings(text)
    name, state = read[0] if read else (without_zip_code(text), "")
    wanted = _name_of(name)
    found = tuple(place for _likeness, place in _ranked(wanted, state)) if wanted else ()
    if state:
        elsewhere = Place.objects.cities().filter(search_name=wanted).exclude(state=state).largest_first()
        largest = Place.objects.cities().filter(state=state).largest_first()
        found = (*elsewhere[:1], *found) or tuple(largest[:MOST_SUGGESTIONS])
    return found[:MOST_SUGGESTIONS]


def is_almost(name: str, other: str) -> bool:
    """Whether a name, as it is looked up, can be a slip for the other: few slip in the first letter."""
    if len(name) < SHORTEST_SURE or name[0] != other[0]:
        return False
    return SequenceMatcher(None, name, other).ratio() >= ALMOST_THE_SAME


def _readings(text: str) -> list[tuple[str, str]]:
    bare = without_zip_code(text)
    return readings(bare) or readings(bare, state_misspelled)


def _name_of(text: str) -> str:
    """Of a street address, the words behind its number are all that is there: no digits."""
    return search_name("".join(letter for letter in text if not letter.isdigit()))


def _ranked(wanted: str, state: str) -> list[tuple[float, Place]]:
    """The likest first. In a state also those that share few letters in a row, like "Durahm" and Durham."""
    alike = Q(search_name__trigram_similar=wanted)
    cities = Place.objects.cities()
    if state:
        cities = cities.filter(state=state).annotate(length=Length("search_name"))
        near = (len(wanted) - MOST_LETTERS_OFF, len(wanted) + MOST_LETTERS_OFF)
        alike |= Q(search_name__startswith=wanted[0], length__range=near)
    found = cities.filter(alike).annotate(likeness=TrigramSimilarity(F("search_name"), wanted))
    ranked = [
        (SequenceMatcher(None, wanted, place.search_name).ratio(), place)
        for place in found.order_by("-likeness", "-zip_count", "pk")[:MOST_COMPARED]
    ]
    ranked = [each for each in ranked if each[0] >= LEAST_ALIKE]
    return sorted(ranked, key=lambda each: (-each[0], -each[1].zip_count, each[1].state))


def _is_as_large(other: Place, place: Place) -> bool:
    return place.zip_count < TIMES_THE_NEXT * other.zip_count


def _is_sure(ranked: list[tuple[float, Place]]) -> bool:
    (likeness, place), *others = ranked
    if likeness < SURELY_MEANT:
        return False
    if not others or others[0][0] <= likeness - AHEAD_OF_THE_NEXT:
        return True
    return not _is_as_large(others[0][1], place)
