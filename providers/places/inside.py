"""Places among other words: which words of "drez surgery in Durham, NC" a place is called by."""

from collections.abc import Collection

from drez_site.foundation.united_states.place_names import search_name
from providers.models import Place

from . import known_names
from .reading import counties, readings, whole_state


def named_among(runs: Collection[str]) -> dict[str, bool]:
    """Of these runs of words those that a place is called by, and whether its state is said, too.

    One statement. What the place is, and which of several, `find` tells.
    """
    wanted = {run: [(name, "") for name in counties(run)] + readings(run) for run in runs}
    names = {search_name(name) for found in wanted.values() for name, _state in found}
    known: set[tuple[str, str]] = set()
    for name, state in _called(names):
        known |= {(name, ""), (name, state)}

    def is_known(name: str, state: str) -> bool:
        return (search_name(name), state) in known or known_names.has(name, state)

    named = {}
    for run, found in wanted.items():
        if any(is_known(name, state) for name, state in found) or whole_state(run):
            named[run] = any(state and is_known(name, state) for name, state in found)
    return named


def _called(names: Collection[str]) -> Collection[tuple[str, str]]:
    # Each kind by its own index: as one condition PostgreSQL would compare the names with every place.
    kinds = (Place.objects.cities(), Place.objects.parts(), Place.objects.counties())
    cities, *others = (
        places.filter(search_name__in=names).values_list("search_name", "state") for places in kinds
    )
    return cities.union(*others)
