"""Two ways in which the shipped words arrive: signed in a demonstration, as drafts at a real clinic."""

from abc import ABC, abstractmethod
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override

from drez_site.foundation.dates import add_months

from . import demonstration_staff
from .models import Document, Edition, Submission
from .publishing.revisions import record_shipped
from .publishing.signing import is_signed, sign, submit
from .publishing.snapshot import freeze
from .publishing.steps import FullReview
from .publishing.translations import edition_to_translate

SHORT_DIGEST = 8  # names a version of a file well enough for people


class Way(ABC):
    """What is done with a document once the words of its file stand in its draft."""

    is_demonstration: bool

    def here(self, **which: Any) -> "QuerySet[Any]":
        """Such documents as there are, with what `is_loaded` and `is_theirs` ask of each."""
        return Document.objects.filter(**which).annotate(
            is_signed=Exists(Edition.objects.filter(document=OuterRef("pk"))),
            is_submitted=Exists(Submission.objects.filter(document=OuterRef("pk"))),
        )

    @abstractmethod
    def is_loaded(self, document: Any, digest: str) -> bool:
        """Whether this version of its file has been loaded."""

    @abstractmethod
    def is_theirs(self, document: Any) -> bool:
        """Whether staff wrote it, or changed what was shipped."""

    @abstractmethod
    def of_a_translation(self, document: Document) -> dict[str, Any]:
        """What a translation has to say besides its words: by whom it is, and of which English edition."""

    @abstractmethod
    def offer(self, document: Document, digest: str) -> None:
        """Keep the draft as what came with the site, and do what this way does next. Raises Refused."""


class Signed(Way):
    """By the demonstration's own accounts."""

    is_demonstration = True

    def __init__(self) -> None:
        self._author, self._reviewer = demonstration_staff.accounts()

    def is_loaded(self, document: Any, digest: str) -> bool:
        return bool(document.source_digest == digest and document.is_signed)

    def is_theirs(self, document: Any) -> bool:
        return document.last_author_id not in (None, self._author.pk) or not document.is_demonstration

    def of_a_translation(self, document: Document) -> dict[str, Any]:
        """A sample, and readers are told so; of what the demonstration says in English now."""
        with override(document.language):
            sample = gettext("Sample translation, not yet checked by a qualified translator")
        return {"translator": sample, "translates_edition": edition_to_translate(document)}

    def offer(self, document: Document, digest: str) -> None:
        """The way every text takes: saved, submitted, signed. Words that patients read already stay."""
        content = freeze(Document.objects.get(pk=document.pk))  # as it is stored, once for all steps
        record_shipped(document, digest[:SHORT_DIGEST], content)
        is_first = not document.editions.exists()
        if not is_first and is_signed(document, content):
            return
        today = timezone.localdate()
        with override(document.language):
            note = gettext("First edition.") if is_first else gettext("The shipped text changed.")
        step = FullReview(note=note, reviewed_on=today, review_due=add_months(today, 12))
        submit(document, self._author, content=content)
        sign(document, self._reviewer, step, draft=content)


class Drafts(Way):
    """Of the clinic, which nobody has signed: its own author submits them, its own reviewer signs."""

    is_demonstration = False

    def is_loaded(self, document: Any, digest: str) -> bool:
        return bool(document.source_digest == digest)

    def is_theirs(self, document: Any) -> bool:
        """What waits for a signature stays as it was submitted, too."""
        return bool(document.last_author_id or not document.source_digest or document.is_submitted)

    def of_a_translation(self, document: Document) -> dict[str, Any]:
        """Nothing: without the name of a translator no draft can be submitted."""
        return {}

    def offer(self, document: Document, digest: str) -> None:
        record_shipped(document, digest[:SHORT_DIGEST])
