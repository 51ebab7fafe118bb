"""What else the words for a place could have meant, and what was made of them."""

from dataclasses import dataclass
from typing import Self

from django.utils.text import Truncator
from django.utils.translation import gettext

from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import state_name
from providers.places import Resolved
from providers.search import DirectoryQuery

from .addresses import UrlOf, place_links, search_elsewhere, state_as_typed

MOST_NAMESAKES = 5
LONGEST_TYPED = 60  # characters of what somebody typed, said back


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Beside the answer to a place: how its words were read, and the other places that may be meant."""

    note: str  # that the place is a guess, and which; "" when it is what was typed
    question: str  # "Not this Boston? Choose yours:"
    choices: tuple[Link, ...]

    @classmethod
    def of(cls, query: DirectoryQuery, url_of: UrlOf | None = None) -> Self | None:
        """None when the words can mean nothing else. The choices are the same search, or `url_of` them."""
        meant = query.meant
        if not meant or not query.place or not (meant.guess or meant.namesakes or meant.state):
            return None
        url_of = url_of or search_elsewhere(query)
        choices = place_links(meant.namesakes[:MOST_NAMESAKES], url_of)
        if meant.state:
            text = gettext("%(state)s, the state") % {"state": state_name(meant.state)}
            choices = (Link(text, url_of(state_as_typed(meant.state))), *choices)
        return cls(_note(meant), _question(meant) if choices else "", choices)


def _note(meant: Resolved) -> str:
    words = {"typed": Truncator(meant.typed).chars(LONGEST_TYPED), "place": meant.place.label}
    if meant.guess is Resolved.Guess.SPELLING:
        return gettext("We read “%(typed)s” as %(place)s.") % words
    if meant.guess is Resolved.Guess.ZIP_CODE:
        return (
            gettext(
                "We do not know the ZIP code %(typed)s; it may be new. "
                "We measure from %(place)s, the nearest number that we know."
            )
            % words
        )
    return ""


def _question(meant: Resolved) -> str:
    if meant.guess is Resolved.Guess.ZIP_CODE:
        return gettext("Or choose a ZIP code nearer to you:")
    is_of_another_name = any(place.name != meant.place.name for place in meant.namesakes)
    if meant.guess is Resolved.Guess.SPELLING or is_of_another_name:
        return gettext("Did you mean another place? Choose yours:")
    return gettext("Not this %(city)s? Choose yours:") % {"city": meant.place.name}
