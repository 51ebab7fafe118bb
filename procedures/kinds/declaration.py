"""What a kind of document declares: its parts, what it must hold, where it is read and how it is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..markdown_field import MarkdownField
from ..models import Document, Procedure, Publication, Section
from ..readings.reading import Reading
from ..signed_content import Content

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Row = dict[str, Any]  # one row of a part, in a content
Words = Iterator[tuple[tuple[str, ...], str]]  # (place, what readers read there)


class Guard(models.TextChoices):
    """What a change of words can do that is never a minor correction, with what its signer reads then."""

    RISKS = "risks", _("Risks or urgent help changed: sign it as a full review.")
    ANSWERS = "answers", _("Answers or findings changed: sign it as a full review.")
    LIMITS = "limits", _("“What it does not show” changed: sign it as a full review.")


def whole(row: Row) -> Row:
    """For `Part.guarded`: everything that the row says."""
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForm:
    """How authors write a part: the layout of its form, and what stands beside fields that do not say it."""

    fields: tuple[str | tuple[str, ...], ...]
    beside: "Mapping[str, StrOrPromise]" = field(default_factory=dict)
    least: int = 0
    most: int | None = None
    is_short: bool = False  # texts of a sentence or two
    at_once: int = 1  # how many of its rows can be written on one page

    def is_full(self, rows: int) -> bool:
        """Whether a document that has so many of it takes no more."""
        return self.most is not None and rows >= self.most


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """Ordered rows of one table, below one name in a content and in a content file."""

    name: str
    model: type[models.Model]
    fields: tuple[str, ...]
    words: Callable[[int, Any], Words]  # of the row with this number, in reading order
    form: PartForm | None  # None: written in the form of another part
    # Of one without a form: the part in whose form it is written, and the field that both have in common.
    written_with: tuple[str, str] | None = None
    each_once: str = ""  # the field of whose values a document has a row each
    begins_with: str = ""  # the field of whose values a new document gets a row each, which may go again
    # Signed too, though it stands in another table.
    told: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    joined: tuple[str, ...] = ()  # the tables where it stands
    order: tuple[str, ...] = ()  # instead of the model's own
    # What a row of the draft needs besides its fields, from what was told of it.
    recalled: Mapping[str, Callable[[Document, Any], object]] = field(default_factory=dict)
    keys: tuple[str, ...] = ()  # texts for the program, the same in every language
    headings: tuple[str, ...] = ()  # fields that a minor correction leaves as they are
    guard: Guard | None = None
    guarded: Callable[[Any], object] = whole  # what of a row the guard keeps; None for nothing
    always_cites: tuple[str, ...] = ()  # fields that name a source, whatever they say
    cites_numbers: tuple[str, ...] = ()  # fields that name a source as soon as they count something
    section: Callable[[Any], str] | None = None  # in which section of the page it is printed
    # Of a row that counts people: how the result is called, and the text that says it; None of another row.
    counted: Callable[[int, Any], tuple[str, str] | None] | None = None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def is_one_row(self) -> bool:
        """Whether every document has it exactly once."""
        return self.form is not None and self.form.least == self.form.most == 1

    @cached_property
    def texts(self) -> list[str]:
        """The fields that are Markdown, and so may cite sources."""
        return [name for name in self.fields if isinstance(self.column(name), MarkdownField)]

    @cached_property
    def chosen(self) -> list[str]:
        """The fields with choices."""
        return [name for name in self.fields if self.column(name).choices]

    @cached_property
    def needed(self) -> list[str]:
        """The texts that no row leaves empty."""
        return [name for name in self.fields if self._is_needed(self.column(name))]

    @staticmethod
    def _is_needed(column: "models.Field[Any, Any]") -> bool:
        is_text = isinstance(column, models.CharField | models.TextField)
        return is_text and not column.blank and not column.choices

    def values_of(self, name: str) -> tuple[str, ...]:
        """The choices of a field; none of no field."""
        return tuple(value for value, _label in self.column(name).flatchoices) if name else ()

    @property
    def labels(self) -> "list[tuple[str, StrOrPromise]]":
        """The values of its fields that have choices, with what staff call them."""
        return [choice for name in self.fields for choice in self.column(name).flatchoices]

    def rows_of(self, document: Document) -> models.QuerySet[models.Model]:
        """The draft's rows, in the order in which they are signed."""
        rows = self.model._default_manager.filter(document=document)
        rows = rows.select_related(*self.joined) if self.joined else rows
        return rows.order_by(*self.order) if self.order else rows

    def freeze(self, document: Document) -> list[Row]:
        return [
            model_to_dict(row, self.fields) | {name: tell(row) for name, tell in self.told.items()}
            for row in self.rows_of(document)
        ]

    def thaw(self, document: Document, position: int, row: Row) -> models.Model:
        """The opposite of freezing: a row of the draft, not yet saved. Raises ObjectDoesNotExist."""
        fields = {name: row[name] for name in self.fields if name in row}
        recalled = {name: recall(document, row) for name, recall in self.recalled.items()}
        return self.model(document=document, position=position, **fields | recalled)

    def complete(self, rows: Iterable[Row]) -> list[Row]:
        """Rows that were signed under an older declaration: what they lack was not said."""
        return [self._unsaid | row for row in rows]

    @cached_property
    def _unsaid(self) -> Row:
        return {name: self.column(name).get_default() for name in self.fields} | dict.fromkeys(self.told, "")

    def column(self, name: str) -> "models.Field[Any, Any]":
        column = self.model._meta.get_field(name)
        if not isinstance(column, models.Field):
            raise TypeError(f"{name} is a relation to {self.name}, and no column")
        return column


class Address(Enum):
    """What tells documents of one kind and language apart; the site has one of a kind that has nothing."""

    PROCEDURE = "procedure"
    SLUG = "slug"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """One kind of document. `declaration` goes up whenever a part or a field of one is added."""

    kind: Document.Kind
    declaration: int
    parts: tuple[Part, ...]
    reading: type[Reading] = Reading
    older: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = (
        None  # restates words that stand in another shape
    )
    # Signed too, though it stands in another table.
    told: Mapping[str, Callable[[Document], str]] = field(default_factory=dict)
    # Where it is read
    route: str
    address: Address = Address.NONE
    template: str
    stands_unsigned: bool = False  # the address answers, with other words, before anybody has signed
    in_catalogue: bool = True  # each page of the site asks whether it is up
    is_for_searchers: bool = True  # a search may find it: it says something to whoever comes from there
    found_as: "StrOrPromise" = ""  # how the search of the site calls its page; "": by its title
    worth: float = 1.0  # what a place of it is worth there, beside one of another kind that says the same
    # How it is written
    file: str  # a pattern below content/<language>/
    has_body: bool = True
    sums_up_a_source: bool = False  # whose key is its address, and whose facts are signed with it
    # What it must hold
    sections: tuple[Section.Kind, ...] = ()  # in reading order
    checks: tuple[Callable[[Any], Iterator[str]], ...] = ()  # sentences that say what to do
    cites_every_number: bool = False  # in its sections, and not only where risks are told
    holds_every_term: bool = False  # of the glossary, not only those that its texts use

    def __str__(self) -> str:
        return str(self.kind)

    def url(self, document: Document) -> str:
        """The page on which patients read a document of this kind, in the active language."""
        return reverse(self.route, args=self.arguments(document))

    def arguments(self, document: Document) -> list[str]:
        if self.address is Address.PROCEDURE:
            return [document.procedure.slug] if document.procedure else []
        return [document.slug] if self.address is Address.SLUG else []

    def part(self, name: str) -> Part:
        """Raises KeyError."""
        return {part.name: part for part in self.parts}[name]

    def values_of_each(self, part: Part) -> tuple[str, ...]:
        """Those of which a document of this kind has a row each, in reading order."""
        return self.sections if part.model is Section else part.values_of(part.each_once)

    def values_to_begin_with(self, part: Part) -> tuple[str, ...]:
        """Those of which a new document gets a row each."""
        return self.values_of_each(part) or part.values_of(part.begins_with)

    def naming(self, procedures: Iterable[Procedure]) -> models.Q:
        """The documents of this kind that sign the name, the address or the color of one of these."""
        operations = list(procedures)
        found = models.Q(pk__in=[])
        if self.address is Address.PROCEDURE:
            found |= models.Q(procedure__in=operations)
        if self.sums_up_a_source:
            sources = Publication.objects.filter(procedures__in=operations)
            found |= models.Q(slug__in=sources.values("key"))
        for part in self.parts:
            if "procedure" in part.joined:
                rows = part.model._default_manager.filter(procedure__in=operations)
                found |= models.Q(pk__in=rows.values("document"))
        return models.Q(kind=self.kind) & found

    def complete(self, content: Content) -> Content:
        """The content with every part and field of today, whatever it was signed under."""
        if content.get("declaration") == self.declaration:
            return content
        said: Mapping[str, Any] = self.older(content) if self.older else content
        parts = {part.name: part.complete(said.get(part.name) or []) for part in self.parts}
        return cast(Content, {**said, **parts})
