"""The record of one source: its facts and our summary of it, as they were signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self, cast

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.links import Link
from drez_site.foundation.markdown.citation_keys import cited_keys

from .. import citations, kinds
from ..models import Document, Edition, Procedure, Publication
from ..models.publication import printed_name
from ..readings.summary import Summary
from .signature import Signature

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LEVELS: "Mapping[int | None, StrOrPromise]" = {
    1: _("reviews of randomized trials"),
    2: _("randomized trials"),
    3: _("groups that were compared, but not chosen by chance"),
    4: _("case series, with no comparison group"),
    5: _("expert opinion, or reasoning from how the body works"),
}
KINDS: "Mapping[str, StrOrPromise]" = {
    Publication.Kind.RANDOMIZED_TRIAL: _("People were put in groups by chance."),
    Publication.Kind.TRIAL_SUBSTUDY: _("A second look at the people of a trial."),
    Publication.Kind.SYSTEMATIC_REVIEW: _("The authors looked for every study of a question."),
    Publication.Kind.LITERATURE_REVIEW: _("The authors tell what others found."),
    Publication.Kind.CASE_SERIES: _("Doctors report on people they treated, with no comparison group."),
    Publication.Kind.CASE_REPORT: _("The story of one person or a few."),
    Publication.Kind.REGISTRY: _("Counts from a collection of records."),
    Publication.Kind.GUIDELINE: _("Agreed advice."),
    Publication.Kind.DEVICE_LABEL: _("Words of the maker."),
}


@dataclass(frozen=True, slots=True)
class Citing:
    """A public page that cites the source, and the sections of it that do."""

    title: str
    language: str
    url: str
    sections: tuple[Link, ...]

    @classmethod
    def of(cls, edition: Edition, key: str) -> Self:
        content, kind = kinds.complete(edition.content), kinds.of(edition.document)
        url = kind.url(edition.document)
        citing = {
            part.section(row)
            for part, _number, row in kinds.rows(content)
            if part.section and any(key in cited_keys(row[name]) for name in part.texts)
        }
        return cls(
            title=content["title"],
            language=content["language"],
            url=url,
            sections=tuple(
                Link(section["heading"], f"{url}#{section['kind'].replace('_', '-')}")
                for section in content.get("sections", [])
                if section["kind"] in citing
            ),
        )


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    affiliation: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the page of a source prints; `summary` is None while nobody has signed one."""

    publication: Publication
    procedures: list[Procedure]
    summary: Summary | None
    signature: Signature | None
    taken_down_on: date | None
    cited_on: tuple[Citing, ...]
    citation: str

    @classmethod
    def of(cls, publication: Publication, edition: Edition | None, citing: Iterable[Edition] = ()) -> Self:
        """From a publication, the standing edition of its summary, and the pages that cite it."""
        taken_down_on = edition.taken_down_on() if edition else None
        standing = edition if taken_down_on is None else None
        return cls(
            publication=publication,
            procedures=_procedures(publication.about),
            summary=cast(Summary, kinds.read_signed(standing)) if standing else None,
            signature=Signature.of(standing) if standing else None,
            taken_down_on=taken_down_on,
            cited_on=tuple(Citing.of(page, publication.key) for page in citing),
            citation=citations.line(publication),
        )

    @classmethod
    def draft(cls, document: Document, summary: Summary) -> Self:
        """What the page will say when the document of evidence is signed."""
        publication = Publication.as_signed(summary.content.get("source") or {"key": document.slug})
        return cls(
            publication, _procedures(publication.about), summary, None, None, (), citations.line(publication)
        )

    @property
    def heading(self) -> str:
        return self.summary.title if self.summary else self.publication.title or self.publication.key

    @property
    def language(self) -> str:
        """Of the heading and the summary. Titles are kept as printed, nearly all in English."""
        return self.summary.language if self.summary else SOURCE_LANGUAGE

    @property
    def is_untranslated(self) -> bool:
        return self.summary is not None and self.language != get_language()

    @property
    def lead(self) -> str:
        """Like "Randomized trial, 2017. 152 people."."""
        publication = self.publication
        kind = ", ".join(filter(None, [publication.get_kind_display(), str(publication.year or "")]))
        return " ".join(f"{part}." for part in (capfirst(kind), people_text(publication)) if part)

    @property
    def authors(self) -> list[Author]:
        affiliations = self.publication.affiliations
        return [Author(printed_name(name), affiliations.get(name, "")) for name in self.publication.authors]

    @property
    def affiliations(self) -> list[str]:
        """Each once, in the order of the authors."""
        return list(dict.fromkeys(author.affiliation for author in self.authors if author.affiliation))

    @property
    def kind_words(self) -> str:
        return str(KINDS.get(self.publication.kind, ""))

    @property
    def level_words(self) -> str:
        return str(LEVELS.get(self.publication.level, ""))

    @property
    def people(self) -> str:
        return people_text(self.publication)

    @property
    def published(self) -> str:
        """As much of it as was seen: “April 2017”."""
        source = self.publication
        if source.published_on:
            return date_format(source.published_on, "DATE_FORMAT")
        if source.year and source.month:
            return date_format(date(source.year, source.month, 1), "YEAR_MONTH_FORMAT")
        return str(source.year or "")

    @property
    def place(self) -> str:
        """Where in the journal it stands."""
        source = self.publication
        parts = [
            (gettext("volume %(volume)s"), {"volume": source.volume}),
            (gettext("issue %(issue)s"), {"issue": source.issue}),
            (gettext("pages %(pages)s"), {"pages": source.pages}),
        ]
        return ", ".join(words % value for words, value in parts if all(value.values()))

    @property
    def access(self) -> str:
        return access_text(self.publication)

    @property
    def not_recorded(self) -> list[str]:
        """The facts that nobody saw, in the order of the page; each would be a line with nothing to say.

        Without a summary the record is a citation, and some facts wait for a signature.
        """
        source = self.publication
        facts = [
            (gettext("title"), source.title),
            (gettext("authors"), source.authors),
            (gettext("journal or publisher"), source.published_in),
            (gettext("day of publication"), self.published),
        ]
        if self.summary:
            facts.insert(2, (gettext("affiliations"), self.affiliations))
            facts += [
                (gettext("access"), self.access),
                (gettext("people"), self.people),
                (gettext("follow-up"), source.follow_up),
                (gettext("who paid for it"), source.funding),
                (gettext("conflicts of interest"), source.conflicts_of_interest),
            ]
        return [name for name, seen in facts if not seen]


def _procedures(addresses: Sequence[str]) -> list[Procedure]:
    known = Procedure.objects.by_address() if addresses else {}
    return [known[address] for address in addresses if address in known]


def people_text(publication: Publication) -> str:
    count = publication.participants
    if not count:
        return ""
    number = number_format(count, force_grouping=True)
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": number}


def access_text(publication: Publication) -> str:
    """Whether everyone can read it today, in a sentence; "" when that was not seen."""
    access, free_from = publication.access_now(), publication.embargo_until
    if access == Publication.Access.OPEN:
        return gettext("Free to read.")
    if access == Publication.Access.EMBARGOED and free_from:
        return gettext("Free to read from %(day)s on. Until then it may need a subscription.") % {
            "day": date_format(free_from, "DATE_FORMAT")
        }
    if access == Publication.Access.SUBSCRIPTION:
        return gettext("The full text may need a subscription.")
    return ""
