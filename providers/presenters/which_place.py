"""When words mean several places: which one is asked back."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext, ngettext

from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import TERRITORIES, state_name
from providers.places import AmbiguousPlace
from providers.search import DirectoryQuery

from .addresses import UrlOf, place_links, search_elsewhere
from .everyone import everyone_links


@dataclass(frozen=True, slots=True)
class WhichPlacePage:
    """providers/which_place.html: the words that were typed mean several places."""

    template = "providers/which_place.html"

    heading: str  # "Which Springfield do you mean?"
    status: str  # "25 places match “Springfield”."
    note: str  # what to do when none of the choices is meant
    choices: tuple[Link, ...]  # the same search, or the same page, at each place
    everyone: tuple[Link, ...]  # the lists that need no place

    @classmethod
    def of(cls, asked: AmbiguousPlace, query: DirectoryQuery, url_of: UrlOf | None = None) -> Self:
        """`query` has the filters that the patient chose; each choice keeps them, or is as `url_of` says."""
        kinds, first, count = AmbiguousPlace.Kind, asked.choices[0], len(asked.choices)
        heading = (
            gettext("Which %(name)s do you mean?") % {"name": first.name}
            if count > 1
            else gettext("Do you mean %(place)s?") % {"place": first.label}
        )
        status = ngettext(
            "%(count)s place matches “%(name)s”.", "%(count)s places match “%(name)s”.", count
        ) % {
            "count": count,
            "name": first.name,
        }
        note = gettext("Not in the list? Search again with your ZIP code.")
        if asked.kind is kinds.STATE:
            heading = gettext("Where in %(state)s are you?") % {"state": state_name(first.state)}
            status = (
                gettext("Choose the nearest of its towns, or search again with yours.")
                if first.state in TERRITORIES
                else gettext(
                    "A state is too large to measure from. Choose a city, or search again with yours."
                )
            )
        elif asked.kind is kinds.REGION:
            heading = gettext("Where in %(state)s are you?") % {"state": asked.region}
            status = gettext("Choose the nearest of its towns, or search again with yours.")
        elif asked.kind is kinds.ADDRESS:
            heading = gettext("Which place do you mean?")
            status = gettext("The ZIP code and the state that you typed do not belong together.")
        elif asked.kind is kinds.ABROAD:
            note = gettext(
                "Is your place in another country? Our list has doctors in the United States only. "
                "Type a US ZIP code or city that you could travel to."
            )
        choices = place_links(asked.choices, url_of or search_elsewhere(query))
        return cls(heading, status, note, choices, everyone_links(query.procedure))

    is_placed = True  # the choices come before the form for another place

    @property
    def title(self) -> str:
        return self.heading

    @property
    def asked(self) -> str:
        return self.heading
