"""The way to doctors for whoever gives no place that we know."""

from django.utils.translation import gettext

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.languages.in_sentences import in_a_sentence
from drez_site.foundation.links import Link
from procedures.models import Procedure
from providers.search import DirectoryQuery, total

from .addresses import search_url
from .filter_words import operation_text
from .numbers import doctors_text


def everyone_links(procedure: Procedure | None) -> tuple[Link, ...]:
    """To all doctors for the operation, if one was asked for, and to all; each with their number."""
    links = []
    if procedure and (doctors := _how_many(procedure)):
        words = {"doctors": doctors_text(doctors), "procedure": in_a_sentence(operation_text(procedure))}
        text = gettext("%(doctors)s for %(procedure)s, by name") % words
        links.append(Link(text, search_url(DirectoryQuery(procedure=procedure))))
    if doctors := _how_many(None):
        text = gettext("All %(doctors)s, by name") % {"doctors": doctors_text(doctors)}
        links.append(Link(text, search_url(DirectoryQuery())))
    return tuple(links)


@once_per_content_version
def _how_many(procedure: Procedure | None) -> int:
    return total(DirectoryQuery(procedure=procedure)).doctors
