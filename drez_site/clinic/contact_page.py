"""What the contact page says: the clinic's own texts, each in the page's language or else in English."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.safestring import SafeString

from drez_site.foundation.markdown.rendering import plain_line, plain_text
from drez_site.foundation.united_states.states import state_name

from .models import ClinicProfile


@dataclass(frozen=True, slots=True)
class ShownText:
    """Finished HTML. `foreign_language` is "" when the text is in the page's own language."""

    html: SafeString | tuple[SafeString, ...]
    foreign_language: str


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A text that the clinic has not written is None: the page then says to ask."""

    clinic: ClinicProfile
    records: ShownText | None
    insurance: ShownText | None
    travel: ShownText | None
    directions: ShownText | None
    coordinator_role: ShownText | None
    states: tuple[str, ...]

    @classmethod
    def of(cls, clinic: ClinicProfile, language: str) -> Self:
        return cls(
            clinic=clinic,
            records=clinic_text(clinic, "records_to_bring", language, lines),
            insurance=clinic_text(clinic, "insurance", language, plain_text),
            travel=clinic_text(clinic, "travel", language, plain_text),
            directions=clinic_text(clinic, "directions", language, plain_text),
            coordinator_role=clinic_text(clinic, "coordinator_role", language, plain_line),
            states=states_served(clinic),
        )

    @property
    def insurance_checked_on(self) -> date | None:
        return self.clinic.insurance_checked_on if self.insurance else None


def states_served(clinic: ClinicProfile) -> tuple[str, ...]:
    """By name, in the order of their names."""
    return tuple(sorted(state_name(code) for code in clinic.states_served))


def lines(text: str) -> tuple[SafeString, ...]:
    """Each line that says something, as HTML."""
    return tuple(plain_line(line.strip()) for line in text.splitlines() if line.strip())


def clinic_text(clinic: ClinicProfile, name: str, language: str, render) -> ShownText | None:
    """The field in the page's language, or else in English; None when it is empty."""
    text = clinic.said(name, language)
    return ShownText(render(text.words), text.foreign_language) if text else None
