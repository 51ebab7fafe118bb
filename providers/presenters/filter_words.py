"""What the filters of a search ask for, in words, and the way to the search without each."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from drez_site.foundation.languages.in_sentences import language_in_a_sentence
from drez_site.foundation.links import Link
from procedures.models import Procedure
from providers.search import DirectoryQuery

from .addresses import search_url
from .numbers import miles_text


def operation_text(procedure: Procedure) -> str:
    """The operation as its page calls it, where one is signed in the reader's language."""
    return gettext(getattr(procedure, "title", procedure.name))


def filter_text(query: DirectoryQuery, name: str) -> str:
    """What a filter that is on asks for, like "Speaks Spanish"."""
    match name:
        case "procedure" if query.procedure:
            return operation_text(query.procedure)
        case "within" if query.within is not None:
            return gettext("Within %(miles)s") % {"miles": miles_text(query.within)}
        case "specialty" if query.specialty:
            return gettext(query.specialty.label)
        case "language" if query.language:
            name = language_in_a_sentence(query.language.translated_name)
            return gettext("Speaks %(language)s") % {"language": name}
        case "accepting" if query.accepting == "confirmed":
            return gettext("New patients: yes")
        case "accepting":
            return gettext("New patients: yes, or not known")
        case "telehealth":
            return gettext("First visit by video")
        case "wheelchair":
            return gettext("Wheelchair access")
        case "name":
            return gettext("Name like “%(name)s”") % {"name": query.name}
    raise ValueError(name)


@dataclass(frozen=True, slots=True)
class ActiveFilters:
    """The filters that are on: what `components/chips.html` prints."""

    links: tuple[Link, ...]  # one for each filter, to the same search without it
    clear_url: str  # the search without any filter; "" when none is on

    @classmethod
    def of(cls, query: DirectoryQuery) -> Self:
        return cls(
            tuple(Link(filter_text(query, name), search_url(query.without(name))) for name in query.filters),
            search_url(query.without_filters()) if query.is_filtered else "",
        )
