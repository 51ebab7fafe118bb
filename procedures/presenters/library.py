"""The list of evidence, one page of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.links import Link
from drez_site.foundation.paging import NoSuchPage, Pager

from ..forms import LibraryForm
from ..models import Edition, Procedure, Publication
from ..source_questions import MOST_WORDS, SourceQuestion, count, matching
from .records import access_text, people_text

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A source in the list. `summary` is signed; "" while nobody has signed one."""

    publication: Publication
    procedures: list[Procedure]
    heading: str
    summary: str
    language: str

    @classmethod
    def of(
        cls, publication: Publication, edition: Edition | None, procedures: Mapping[str, Procedure]
    ) -> Self:
        """`procedures` are all of them, by address."""
        words = edition.content if edition else {}
        return cls(
            publication=publication,
            procedures=[procedures[slug] for slug in publication.about if slug in procedures],
            heading=words.get("title") or publication.title or publication.key,
            summary=words.get("summary", ""),
            language=words.get("language", SOURCE_LANGUAGE),
        )

    @property
    def facts(self) -> str:
        """Type, people, year and journal, in one line."""
        publication = self.publication
        parts = [
            capfirst(publication.get_kind_display()),
            people_text(publication),
            str(publication.year or ""),
            publication.published_in,
        ]
        return ". ".join(filter(None, parts)) + "."

    @property
    def access(self) -> str:
        is_known = self.publication.access != Publication.Access.UNKNOWN
        return access_text(self.publication) if is_known else ""


@dataclass(frozen=True)
class LibraryPage:
    """procedures/evidence.html: the sources that match, or all of them."""

    form: LibraryForm
    question: SourceQuestion
    is_typed: bool  # it answers to words, or to what cannot be read, and not only to choices from lists
    heading: str  # "All sources", "Sources that match"
    title: str  # with all that narrows the list: unlike that of any other state of it
    status: str  # "Showing 21 to 40 of 42 sources."
    left_out: str  # which words were not looked for, because there were too many; "" when all were
    filters: tuple[Link, ...]  # what narrows the list, each with the address of the list without it
    clear_url: str  # the list without any of them; "" with fewer than two
    pager: Pager

    @classmethod
    def of(cls, form: LibraryForm) -> Self:
        """Raises NoSuchPage."""
        question = form.question()
        pages = Paginator(range(count(question)), PAGE_SIZE)
        if question.page > pages.num_pages:
            raise NoSuchPage
        filters = _filters(form, question)
        return cls(
            form=form,
            question=question,
            is_typed=bool(question.text or form.errors),
            heading=gettext("Sources that match") if filters else gettext("All sources"),
            title=_title(form, question, filters),
            status=_status(pages.page(question.page)),
            left_out=_left_out(question),
            filters=filters,
            clear_url=SourceQuestion().url if len(filters) > 1 else "",
            pager=Pager.of(question.page, pages.num_pages, lambda number: question.but(page=number).url),
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """Those of this page: three queries, once the template asks. A list kept as HTML never does."""
        start = (self.question.page - 1) * PAGE_SIZE
        found = matching(self.question)[start : start + PAGE_SIZE]
        publications = [publication.for_readers() for publication in found]
        signed = Edition.objects.summaries_of(publications, get_language())
        procedures = Procedure.objects.by_address()
        return [Entry.of(each, signed.get(each.key), procedures) for each in publications]


def _filters(form: LibraryForm, question: SourceQuestion) -> tuple[Link, ...]:
    without: dict[str, dict[str, Any]] = {"q": {"text": ""}, "level": {"level": None}, "year": {"year": None}}
    return tuple(
        Link(text, question.but(**without.get(name, {name: ""})).url)
        for name in form.visible_names
        if (text := form.chosen(name))
    )


def _title(form: LibraryForm, question: SourceQuestion, filters: tuple[Link, ...]) -> str:
    title = ": ".join(filter(None, [gettext("Evidence"), ", ".join(link.text for link in filters)]))
    if question.page > 1:
        title = gettext("%(heading)s, page %(page)s") % {"heading": title, "page": question.page}
    return gettext("Error: %(heading)s") % {"heading": title} if form.errors else title


def _status(shown: "Page[int]") -> str:
    total = shown.paginator.count
    words = {"total": total, "first": shown.start_index(), "last": shown.end_index()}
    if total == 0:
        return gettext("No source matches.")
    if shown.paginator.num_pages == 1:
        return ngettext("%(total)d source.", "%(total)d sources.", total) % words
    return gettext("Showing %(first)d to %(last)d of %(total)d sources.") % words


def _left_out(question: SourceQuestion) -> str:
    if not question.words_left_out:
        return ""
    return gettext("We looked for the first %(most)d words, and not for “%(words)s”.") % {
        "most": MOST_WORDS,
        "words": " ".join(question.words_left_out),
    }
