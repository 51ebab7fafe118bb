"""What there is to read: cards of operations, pages that set them side by side, pages of the clinic's own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, pgettext

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.sql.written_once import written_once

from . import kinds
from .kinds.article import with_its_operation
from .models import AsOf, Document, Edition, Procedure, ProcedureAddress, ReviewClock, Standing
from .models.edition import first_of_each_page

KINDS = tuple(kind.kind for kind in kinds.ALL if kind.in_catalogue)
COST_PAGE = "cost-and-insurance"  # the address below /pages/ to which other pages link by what it is about


def short_name(name: str) -> str:
    """What an operation of this plain name is called where room is short; "" where no such name is known."""
    short = pgettext("menu", name)
    return short if short != name else ""


@dataclass(frozen=True, slots=True)
class Card:
    """An operation whose page is up, in the signed words of its article.

    `title` is in the language of the page; `summary` and `facts` are in `words_language`, which is English
    where the page's language has no article yet. `look` and `color` are signed too.
    """

    procedure: Procedure
    name: str  # the plain one
    look: str
    color: str
    title: str
    summary: str
    facts: list[dict]
    words_language: str

    @classmethod
    def of(cls, article: Edition, language: str) -> Self:
        """From an edition of `Catalogue.of`. Without an article of its own a language has the plain name."""
        document = article.document
        is_translated = document.language == language
        said = {name: getattr(article, name) for name in ("operation", "look", "color", "title")}
        known = {name: text for name, text in said.items() if text is not None}
        operation = with_its_operation({"procedure": document.procedure.slug, **known})
        return cls(
            procedure=document.procedure,
            name=operation["operation"],
            look=operation["look"],
            color=operation["color"],
            title=article.title if is_translated else operation["operation"],
            summary=article.summary,
            facts=article.facts,
            words_language=document.language,
        )


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of the clinic's own that is up: its signed title, the language of that, and its address."""

    title: str
    language: str
    slug: str


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """A kind of pain whose page is up: its signed title, how patients say it, and what it says of operations.

    `verdicts` are by the address of the operation: the most hopeful one where the page says several.
    """

    title: str
    saying: str
    language: str
    slug: str
    verdicts: dict[str, str]

    @classmethod
    def of(cls, condition: Edition) -> Self:
        """From an edition of `Catalogue.of`."""
        order = Standing.Verdict.values
        verdicts: dict[str, str] = {}
        for row in condition.standings:
            known = verdicts.get(row["procedure"], order[-1])
            verdicts[row["procedure"]] = min(known, row["verdict"], key=order.index)
        document, saying = condition.document, condition.sayings[0]["text"]
        return cls(condition.title, saying, document.language, document.slug, verdicts)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The cards in the order of the operations, and which of the other pages there are to link to."""

    language: str  # for whose readers
    cards: tuple[Card, ...]
    own_pages: tuple[OwnPage, ...]  # by title
    conditions: tuple[StartingPoint, ...]  # by the words of patients
    has_comparison: bool
    has_findings: bool
    phrases: dict[str, dict[str, str]]  # of the words of the site that are up: language, place, text

    @classmethod
    def of(cls, language: str, at: datetime | None = None) -> Self:
        """By what each address shows: the newest edition in this language, or else in English. One query."""
        on = ReviewClock.at(at)
        newest = _newest(language=language, today=on.today, withdraws=on.withdraws, now=on.now)
        shown = first_of_each_page(newest)
        up: dict[str, list[Edition]] = {kind: [] for kind in KINDS}
        for (kind, *_), edition in shown.items():
            if edition.is_up:
                up[kind].append(edition)
        cards = [Card.of(edition, language) for edition in up[Document.Kind.ARTICLE]]
        own = [
            OwnPage(edition.title, edition.document.language, edition.document.slug)
            for edition in up[Document.Kind.PAGE]
        ]
        starts = [StartingPoint.of(edition) for edition in up[Document.Kind.CONDITION]]
        return cls(
            language=language,
            cards=tuple(sorted(cards, key=lambda card: (card.procedure.position, card.procedure.slug))),
            own_pages=tuple(sorted(own, key=lambda page: page.title)),
            conditions=tuple(sorted(starts, key=lambda start: start.saying)),
            has_comparison=bool(up[Document.Kind.COMPARISON]),
            has_findings=bool(up[Document.Kind.FINDINGS]),
            phrases={
                edition.document.language: {row["place"]: row["text"] for row in edition.phrases}
                for edition in newest
                if edition.is_up and edition.document.kind == Document.Kind.SITE_WORDS
            },
        )

    @property
    def articles(self) -> frozenset[str]:
        """The addresses of the operations whose article is up."""
        return frozenset(card.procedure.slug for card in self.cards)

    @property
    def has_untranslated_conditions(self) -> bool:
        return any(condition.language != self.language for condition in self.conditions)

    @property
    def cost_page(self) -> OwnPage | None:
        """What says who pays; None while it is not up."""
        return next((page for page in self.own_pages if page.slug == COST_PAGE), None)

    def card_of(self, address: str) -> Card | None:
        """The card of the operation at this address; None while its article is not up."""
        return next((card for card in self.cards if card.procedure.slug == address), None)

    def starting_points(self, address: str) -> list[StartingPoint]:
        """The kinds of pain for which the operation at this address is used, and studied."""
        return [start for start in self.conditions if start.verdicts.get(address) == Standing.Verdict.USED]

    def readable(self, addresses: Collection[str]) -> set[str]:
        """Those addresses of operations, of now or of before, that lead to an article that is up."""
        here = self.articles
        before = ProcedureAddress.objects.filter(
            procedure__in=[card.procedure for card in self.cards], slug__in=set(addresses) - here
        )
        return set(here & set(addresses)) | set(before.values_list("slug", flat=True))


@written_once
def _newest(language: str, today: date, withdraws: int, now: datetime) -> QuerySet[Edition]:
    return (
        Edition.objects.newest_up_or_down(now)
        .filter(document__kind__in=KINDS)
        .in_language(language)
        .with_state(ReviewClock(today, withdraws, now))
        .annotate(title=KT("content__title"), summary=KT("content__summary"), facts=F("content__facts"))
        .annotate(sayings=F("content__sayings"), standings=F("content__standings"))
        .annotate(phrases=F("content__phrases"), operation=KT("content__operation"))
        .annotate(look=KT("content__look"), color=KT("content__color"))
        .select_related("document__procedure")
        .only("document__kind", "document__language", "document__procedure", "document__slug")
    )


def catalogue_of(request) -> Catalogue:
    """That of the language in which the request is answered, read once for it."""
    if not hasattr(request, "catalogue"):
        request.catalogue = _catalogue(getattr(request, "LANGUAGE_CODE", get_language()))
    return request.catalogue


@once_per_content_version
def _catalogue(language: str) -> Catalogue:
    return Catalogue.of(language)


def titled(procedures: QuerySet[Procedure], language: str, at: AsOf = None) -> QuerySet[Procedure]:
    """With a `title`: that of the public article in this language, or else the plain name.

    The name is that which the English article was signed with; of an operation without one, that of its row.
    """
    articles = Edition.objects.public(at).articles().filter(document__procedure=OuterRef("pk"))

    def signed(language: str, field: str) -> Subquery:
        said = articles.filter(document__language=language).annotate(said=KT(f"content__{field}"))
        return Subquery(said.values("said")[:1])

    title, name = signed(language, "title"), signed(SOURCE_LANGUAGE, "operation")
    return procedures.annotate(title=Coalesce(title, name, "name", output_field=TextField()))
