"""The four ways in which words reach patients. Each says what its signer gives, and which rules it keeps."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import Document, Edition, Submission
from . import four_eyes, rules
from .rules import Rule, Words


def words_of_draft(submission: Submission) -> Words:
    """Those that were submitted, with who wrote what differs from the newest edition."""
    writers = four_eyes.writers_of_draft(submission.document, submission.content)
    return Words(submission.content, submission.content_hash, writers)


def words_of_edition(edition: Edition) -> Words:
    """Those that were signed, with all who ever wrote them."""
    return Words(edition.content, edition.content_hash, four_eyes.writers_of_edition(edition))


def _locked_draft(document: Document) -> Words | None:
    """Of the submitted draft, which nobody can change before the signature is stored."""
    submission = Submission.objects.select_for_update().filter(document=document).first()
    return words_of_draft(submission) if submission else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a signer says of words that were read from beginning to end.

    `note` tells patients what changed; `seen` is the hash of the words on the signer's screen, if any.
    Patients read them from `live_from` on, or else at once.
    """

    note: str
    reviewed_on: date
    review_due: date
    seen: str = ""
    live_from: datetime | None = None

    def said(self, document: Document) -> str:
        """What patients read of it."""
        return self.note

    def dates(self, newest: Edition | None) -> tuple[date | None, date | None]:
        """Of this review and of the next."""
        return self.reviewed_on, self.review_due


@dataclass(frozen=True, slots=True, kw_only=True)
class FullReview(Review):
    """The submitted draft."""

    kind: ClassVar[Edition.Kind] = Edition.Kind.FULL_REVIEW
    rules: ClassVar[tuple[Rule, ...]] = (
        *rules.OF_THE_SIGNER,
        *rules.OF_THE_DATES,
        *rules.OF_THE_DAY,
        *rules.OF_A_DRAFT,
        rules.readers_learn_what_changed,
        *rules.OF_EVERY_EDITION,
    )

    def words(self, document: Document, newest: Edition | None) -> Words | None:
        """What would be signed; None when there is nothing."""
        return _locked_draft(document)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinorCorrection:
    """The submitted draft, where a few words differ from the newest edition. The review dates stay."""

    kind: ClassVar[Edition.Kind] = Edition.Kind.MINOR_CORRECTION
    rules: ClassVar[tuple[Rule, ...]] = (
        *rules.OF_THE_SIGNER,
        *rules.OF_A_DRAFT,
        *rules.OF_THE_DAY,
        rules.nothing_waits_for_its_day,
        rules.page_to_correct_is_up,
        rules.correction_is_small,
        rules.readers_learn_what_changed,
        *rules.OF_EVERY_EDITION,
    )

    note: str
    seen: str = ""
    live_from: datetime | None = None

    def said(self, document: Document) -> str:
        """What patients read of it."""
        return self.note

    def dates(self, newest: Edition | None) -> tuple[date | None, date | None]:
        """Those of the edition that it corrects."""
        return (newest.reviewed_on, newest.review_due) if newest else (None, None)

    def words(self, document: Document, newest: Edition | None) -> Words | None:
        """What would be signed; None when there is nothing."""
        return _locked_draft(document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal(Review):
    """The words of the newest edition, read again and found to be right.

    Its signer says nothing else: nobody else would have read it. A note is left out.
    """

    kind: ClassVar[Edition.Kind] = Edition.Kind.RENEWAL
    rules: ClassVar[tuple[Rule, ...]] = (
        *rules.OF_THE_SIGNER,
        *rules.OF_THE_DATES,
        rules.nothing_waits_for_its_day,
        rules.page_can_be_renewed,
        *rules.OF_EVERY_EDITION,
    )

    note: str = ""

    def said(self, document: Document) -> str:
        """What patients read of it, whoever signs it."""
        return self.said_of(document)

    @staticmethod
    def said_of(document: Document) -> str:
        """The same, in the language of the page, before anybody has filled anything in."""
        with override(document.language):
            return _("A clinician read this page again. No words changed.")

    def words(self, document: Document, newest: Edition | None) -> Words | None:
        """What would be signed; None when there is nothing."""
        return words_of_edition(newest) if newest and not hasattr(newest, "withdrawal") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAgain(Review):
    """The words of `edition`, an earlier one of the same document, instead of what stands or stood there."""

    kind: ClassVar[Edition.Kind] = Edition.Kind.SIGNED_AGAIN
    rules: ClassVar[tuple[Rule, ...]] = (
        *rules.OF_THE_SIGNER,
        *rules.OF_THE_DATES,
        *rules.OF_THE_DAY,
        rules.edition_is_of_this_document,
        rules.readers_learn_what_changed,
        *rules.OF_EVERY_EDITION,
    )

    edition: Edition

    def words(self, document: Document, newest: Edition | None) -> Words | None:
        """What would be signed; None when the edition is another document's."""
        return words_of_edition(self.edition) if self.edition.document_id == document.pk else None


SigningStep = FullReview | MinorCorrection | Renewal | SignedAgain
SIGNING_STEPS: tuple[type[SigningStep], ...] = (FullReview, MinorCorrection, Renewal, SignedAgain)
