"""The words of a glossary in its two languages, which are told by their anchors: what is new in English.

They stand in a table of their own, so a translator writes them there and not beside the English.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from drez_site.foundation.word_diff import Runs, line_runs

from .. import kinds
from ..models import Document, Edition, GlossaryTerm
from .side_by_side import said_of_terms
from .so_far import SoFar


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the translation lacks, or of which the English says something else than it follows."""

    slug: str
    english: str
    before: str  # the English that the translation stands for
    translated: GlossaryTerm | None

    @property
    def name(self) -> str:
        return name_of(self.slug)

    @property
    def changes(self) -> Runs:
        return line_runs(self.before, self.english) if self.before != self.english else []


def name_of(slug: str) -> str:
    """Of a word, among the names of fields."""
    return f"terms-{slug}"


def words_to_do(document: Document, newest: Edition, kept: SoFar) -> Iterator[Word]:
    """None where somebody saved the word since its English is signed; and none but of a glossary."""
    if not kinds.of(document).holds_every_term:
        return
    here = {term.slug: term for term in GlossaryTerm.objects.filter(language=document.language)}
    now = said_of_terms(newest.content)
    before = said_of_terms(kept.edition.content) if kept.edition else now
    for slug, english in sorted(now.items()):
        own = here.get(slug)
        old = kept.before(name_of(slug), before.get(slug, english))
        if own is None or (old != english and not _was_saved_since(own, english, newest)):
            yield Word(slug, english, old, own)


def _was_saved_since(term: GlossaryTerm, english: str, newest: Edition) -> bool:
    since = newest.published_at
    for edition in newest.document.editions.filter(number__lt=newest.number).order_by("-number"):
        if said_of_terms(edition.content).get(term.slug) != english:
            break
        since = edition.published_at
    return bool(term.history.filter(history_date__gt=since).exists())
