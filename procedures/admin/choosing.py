"""What staff put into a text by choosing instead of typing: a link, a citation, a word of the glossary."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from drez_site.foundation.languages.packs import PACKS, SOURCE_LANGUAGE
from procedures import kinds
from procedures.models import Edition, GlossaryTerm, Publication
from procedures.models.edition import first_of_each_page
from procedures.readings.reading import anchor_of

MOST_SHOWN = 20
LONGEST_QUESTION = 100  # letters
# Pages that no document makes
OTHER_PAGES = {
    "providers:search": gettext_lazy("Find a doctor"),
    "contact": gettext_lazy("Contact and appointments"),
    "procedures:index": gettext_lazy("Operations"),
    "procedures:conditions": gettext_lazy("Start from your pain"),
    "procedures:evidence": gettext_lazy("Evidence we use"),
    "how-we-make-content": gettext_lazy("How we make these pages"),
    "search": gettext_lazy("Search"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """`kind` says what `value` is: the key of a source, the address of a page, or a word."""

    kind: str
    value: str
    name: str
    about: str = ""
    why_not: str = ""  # why it cannot be chosen; "" when it can


def pages(language: str, words: list[str]) -> list[Choice]:
    """Signed pages with their sections, and the pages that no document makes, at their addresses."""
    with translation.override(language):
        found = [Choice("address", reverse(route), str(name)) for route, name in OTHER_PAGES.items()]
    found = [choice for choice in found if _has(words, choice.name)]
    editions = Edition.objects.public().in_language(language).exclude(document__kind=_SUMMARIES)
    for edition in first_of_each_page(editions.select_related("document__procedure")).values():
        found += _places_of(edition, language, words)
    return found


_SUMMARIES = next(kind.kind for kind in kinds.ALL if kind.sums_up_a_source)


def _places_of(edition: Edition, language: str, words: list[str]) -> Iterable[Choice]:
    content = kinds.complete(edition.content)
    with translation.override(language):
        address = kinds.of(edition.document).url(edition.document)
    title = content["title"]
    if _has(words, title):
        yield Choice("address", address, title)
    for section in content.get("sections", []):
        if words and _has(words, f"{section['heading']} {title}"):
            yield Choice("address", f"{address}#{anchor_of(section['kind'])}", section["heading"], title)


def sources(language: str, words: list[str]) -> list[Choice]:
    fields = ["key", "title", "description", "authors", "journal", "year", "doi", "pmid"]
    rows = _matching(Publication.objects.all(), fields, words)[: MOST_SHOWN + 1]
    marked = set(
        Publication.objects.marked().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    why_not = _("Marked as retracted: nothing that cites it can be signed.")
    return [
        Choice(
            "key",
            source.key,
            source.title or source.description or source.key,
            ", ".join(
                filter(
                    None,
                    [
                        source.first_authors if source.authors else "",
                        source.published_in,
                        str(source.year or ""),
                        source.key,
                    ],
                )
            ),
            why_not if source.pk in marked else "",
        )
        for source in rows
    ]


def terms(language: str, words: list[str]) -> list[Choice]:
    rows = GlossaryTerm.objects.filter(language=language)
    found = _matching(rows, ["term", "definition", "forms"], words)[: MOST_SHOWN + 1]
    return [Choice("word", term.term, term.term, term.definition) for term in found]


def _matching(rows: models.QuerySet, fields: list[str], words: list[str]) -> models.QuerySet:
    """Rows of which every word is in some field."""
    each = (reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in words)
    return rows.filter(reduce(and_, each, Q()))


def _has(words: list[str], text: str) -> bool:
    return all(word.lower() in text.lower() for word in words)


@dataclass(frozen=True, slots=True)
class Chooser:
    find: Callable[[str, list[str]], list[Choice]]
    heading: str
    hint: str


CHOOSERS = {
    "page": Chooser(
        pages,
        gettext_lazy("Link to a page"),
        gettext_lazy(
            "By words of its title, or of a heading on it. For a page of others, type [words](https://...)."
        ),
    ),
    "source": Chooser(
        sources,
        gettext_lazy("Cite a source"),
        gettext_lazy("By author, title, journal, year or DOI. It is cited where the cursor stands."),
    ),
    "word": Chooser(
        terms,
        gettext_lazy("A word of the glossary"),
        gettext_lazy("A page explains each of them where it first stands, by itself."),
    ),
}


class Chooses:
    """For the admin of documents."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.choose_view)
        return [path("choose/", view, name="procedures_document_choose"), *super().get_urls()]

    @method_decorator(never_cache)
    @method_decorator(require_safe)
    def choose_view(self, request):
        """A part of a page, for the dialog of a text box."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        of, language = request.GET.get("of"), request.GET.get("language", SOURCE_LANGUAGE)
        if of not in CHOOSERS or language not in PACKS:
            raise Http404
        q = request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUESTION]
        chooser = CHOOSERS[of]
        found = chooser.find(language, q.split())
        context = {
            "of": of,
            "heading": chooser.heading,
            "hint": chooser.hint,
            "language": language,
            "q": q,
            "choices": found[:MOST_SHOWN],
            "has_more": len(found) > MOST_SHOWN,
        }
        return render(request, "admin/procedures/text_box/chooser.html", context)
