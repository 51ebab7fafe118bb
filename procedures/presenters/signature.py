"""Who checked a page, when, and what changed: what stands below every article."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ..models import Edition


@dataclass(frozen=True, slots=True)
class HistoryLine:
    number: int
    published_on: date
    words: str


@dataclass(frozen=True, slots=True)
class Signature:
    """An edition without its words, ready to print."""

    edition: int  # its key
    number: int
    name: str
    credentials: str
    conflicts: str
    reviewed_on: date
    review_due: date
    translator: str
    is_demonstration: bool
    is_overdue: bool
    overdue_leads: bool
    is_behind_english: bool
    history: list[HistoryLine]

    @property
    def is_sample_translation(self) -> bool:
        """Whether its translator is nobody: the demonstration signs what no translator has checked."""
        return self.is_demonstration and bool(self.translator)

    @classmethod
    def of(cls, edition: Edition, at: datetime | None = None) -> "Signature":
        """Costs no query for an edition that was read with `for_reading`."""
        translated = edition.content["translates_edition"]
        return cls(
            edition=edition.pk,
            number=edition.number,
            name=edition.reviewer_name,
            credentials=edition.reviewer_credentials,
            conflicts=edition.reviewer_conflicts,
            reviewed_on=edition.reviewed_on,
            review_due=edition.review_due,
            translator=edition.content["translator"],
            is_demonstration=edition.is_demonstration,
            is_overdue=edition.is_overdue(at),
            overdue_leads=edition.overdue_leads_the_page(at),
            is_behind_english=bool(translated and translated < (edition.original_number or 0)),
            history=[
                HistoryLine(
                    line["number"], timezone.localdate(parse_datetime(line["published_at"])), line["words"]
                )
                for line in edition.history
            ],
        )
