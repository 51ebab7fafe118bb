"""The list of evidence: what readers ask of it, and the page that answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from typing import Self
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.forms import FieldsHelper, GetForm
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.links import Link
from drez_site.foundation.paging import NoSuchPage, Pager

from ..catalogue import titled
from ..kinds.evidence import ABSTRACTS
from ..models import Edition, Procedure, ProcedureAddress, Publication, public_sources
from ..models.source_fields import SEARCHED
from .records import access_text, people_text

PAGE_SIZE = 20
MOST_PAGES = 1_000
MOST_WORDS = 6  # each reads every source and every summary once


@dataclass(frozen=True, slots=True)
class Question:
    """The state of the list. Every one is an address that can be shared."""

    text: str = ""
    procedure: str = ""
    kind: str = ""
    level: int | None = None
    year: int | None = None
    keyword: str = ""
    page: int = 1

    @property
    def url(self) -> str:
        parts = {
            "q": self.text,
            "procedure": self.procedure,
            "kind": self.kind,
            "level": self.level,
            "year": self.year,
            "keyword": self.keyword,
            "page": self.page if self.page > 1 else "",
        }
        words = urlencode({name: value for name, value in parts.items() if value})
        return reverse("procedures:evidence") + (f"?{words}" if words else "")

    @property
    def words(self) -> list[str]:
        """The different words of the text, in their order."""
        return list({word.casefold(): word for word in self.text.split()}.values())

    def but(self, **changes) -> Self:
        """The same question with something changed, from its first page."""
        return replace(self, **{"page": 1} | changes)


def matching(question: Question) -> QuerySet[Publication]:
    """Newest first: each of the first words of the question in a signed fact, or in the signed summary.

    What staff typed about a source finds it only when its summary is signed.
    """
    found = public_sources().order_by(F("facts__year").desc(nulls_last=True), "key")
    exact = {"facts__kind": question.kind, "facts__level": question.level, "facts__year": question.year}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if question.procedure:
        addresses = ProcedureAddress.objects.filter(procedure__slug=question.procedure)
        slugs = [question.procedure, *addresses.values_list("slug", flat=True)]
        found = found.filter(facts__procedures__has_any_keys=slugs)
    if question.keyword:
        found = found.filter(facts__keywords__contains=[question.keyword])
    if question.keyword or question.level:
        found = found.filter(is_summed_up=True)
    for word in question.words[:MOST_WORDS]:
        facts = [f"facts__{name}__icontains" for name in SEARCHED]
        keyword = Q(facts__keywords__icontains=word, is_summed_up=True)
        signed = Edition.objects.public().summaries().saying(word, ABSTRACTS.name).values("document__slug")
        found = found.filter(reduce(or_, (Q(**{fact: word}) for fact in facts), Q(key__in=signed) | keyword))
    return found


@once_per_content_version
def _choices() -> dict[str, list[tuple[str | int, str]]]:
    """Of each list in the form."""
    signed = [source.for_readers() for source in public_sources()]
    years = {source.year for source in signed if source.year}
    keywords = {keyword for source in signed for keyword in source.keywords}
    return {
        "procedure": [
            (each.slug, gettext(each.title)) for each in titled(Procedure.objects.all(), get_language())
        ],
        "kind": [(kind.value, capfirst(kind.label)) for kind in Publication.Kind],
        "level": [
            (1, gettext("Level 1 (strongest)")),
            *((level, gettext("Level %(level)d") % {"level": level}) for level in range(2, 5)),
            (5, gettext("Level 5 (weakest)")),
        ],
        "year": [(year, str(year)) for year in sorted(years, reverse=True)],
        "keyword": [(keyword, keyword) for keyword in sorted(keywords, key=str.lower)],
    }


class LibraryForm(GetForm):
    """Filters of the list; what cannot be read filters nothing, and says so."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=100,
        help_text=_("In the title, the authors, or our summary."),
    )
    procedure = forms.ChoiceField(label=_("Operation"), required=False)
    kind = forms.ChoiceField(label=_("Type of source"), required=False)
    level = forms.TypedChoiceField(label=_("Level of evidence"), required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    keyword = forms.ChoiceField(label=_("Keyword"), required=False)
    # Not shown: a new question begins on its first page.
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES)

    visible_names = ("q", "procedure", "kind", "level", "year", "keyword")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, found in _choices().items():
            field = self.fields[name]
            field.choices = [("", gettext("Any")), *found]
            field.error_messages["invalid_choice"] = _("Choose from the list.")
        self.helper = FieldsHelper(*self.visible_names)

    def question(self) -> Question:
        read = self.cleaned_data
        return Question(
            text=read.get("q") or "",
            procedure=read.get("procedure") or "",
            kind=read.get("kind") or "",
            level=read.get("level"),
            year=read.get("year"),
            keyword=read.get("keyword") or "",
            page=read.get("page") or 1,
        )

    def chosen(self, name: str) -> str:
        """The words of what was chosen in one field."""
        value = getattr(self.question(), "text" if name == "q" else name)
        if name == "q":
            return f"“{value}”" if value else ""
        return str(dict(self.fields[name].choices).get(value, "")) if value else ""


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


def _count(question: Question) -> int:
    return matching(question).count()


@once_per_content_version
def _total(question: Question) -> int:
    """The same for a question that holds nothing typed."""
    return _count(question)


class LibraryPage:
    """What the template of the list prints."""

    def __init__(self, form: LibraryForm):
        """Raises NoSuchPage."""
        form.is_valid()
        self.form = form
        self.question = form.question()
        self.total: int = _total(self.question.but()) if not self.is_typed else _count(self.question)
        self._pages = Paginator(range(self.total), PAGE_SIZE)
        if self.question.page > self._pages.num_pages:
            raise NoSuchPage
        self._page = self._pages.page(self.question.page)

    @property
    def is_typed(self) -> bool:
        """Whether it answers to words, and not only to choices from lists."""
        return bool(self.question.text or self.form.errors)

    @cached_property
    def entries(self) -> list["Entry"]:
        """Those of this page: three queries."""
        start, end = self._page.start_index(), self._page.end_index()
        found = matching(self.question)[max(start - 1, 0) : end]
        publications = [publication.for_readers() for publication in found]
        signed = Edition.objects.summaries_of(publications, get_language())
        procedures = Procedure.objects.by_address()
        return [Entry.of(each, signed.get(each.key), procedures) for each in publications]

    @property
    def title(self) -> str:
        """Unlike that of any other state of the list."""
        parts = [gettext("Evidence"), ", ".join(each.text for each in self.filters)]
        title = ": ".join(filter(None, parts))
        if self.question.page > 1:
            title = gettext("%(heading)s, page %(page)s") % {"heading": title, "page": self.question.page}
        return gettext("Error: %(heading)s") % {"heading": title} if self.form.errors else title

    @property
    def heading(self) -> str:
        return gettext("All sources") if not self.filters else gettext("Sources that match")

    @property
    def status(self) -> str:
        words = {"total": self.total, "first": self._page.start_index(), "last": self._page.end_index()}
        if self.total == 0:
            return gettext("No source matches.")
        if self._pages.num_pages == 1:
            return ngettext("%(total)d source.", "%(total)d sources.", self.total) % words
        return gettext("Showing %(first)d to %(last)d of %(total)d sources.") % words

    @property
    def left_out(self) -> str:
        """Which words were not looked for, because there were too many."""
        words = self.question.words[MOST_WORDS:]
        if not words:
            return ""
        return gettext("We looked for the first %(most)d words, and not for “%(words)s”.") % {
            "most": MOST_WORDS,
            "words": " ".join(words),
        }

    @property
    def filters(self) -> list[Link]:
        """What narrows the list, each with the address of the list without it."""
        links = []
        for name in self.form.visible_names:
            if text := self.form.chosen(name):
                without = {"q": {"text": ""}, "level": {"level": None}, "year": {"year": None}}
                links.append(Link(text, self.question.but(**without.get(name, {name: ""})).url))
        return links

    @property
    def clear_url(self) -> str:
        return Question().url if len(self.filters) > 1 else ""

    @property
    def pager(self) -> Pager:
        return Pager.of(
            self.question.page,
            self._pages.num_pages,
            lambda number: self.question.but(page=number).url,
        )
