"""What the contact page says: the clinic's own texts, each in the page's language or else in English."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.safestring import SafeString

from drez_site.foundation.accents import in_order_of
from drez_site.foundation.markdown.rendering import plain_line, plain_text
from drez_site.foundation.united_states.states import state_name

from .announced import hours_to_come, sentence
from .models import ClinicPlace, ClinicProfile
from .models.text import Translated


@dataclass(frozen=True, slots=True)
class ShownText:
    """Finished HTML. `foreign_language` is "" when the text is in the page's own language."""

    html: SafeString | tuple[SafeString, ...]
    foreign_language: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of the clinic. `phone` is "" where the appointment phone answers.

    The only place of a clinic needs no heading: then it is "".
    """

    heading: str
    street: str
    town: str
    zip_code: str
    phone: str
    opening_hours: ShownText | None
    directions: ShownText | None

    @classmethod
    def of(cls, clinic: ClinicProfile, place: ClinicPlace, language: str) -> Self:
        return cls(
            heading=str(place) if len(clinic.shown_places) > 1 else place.name,
            street=place.street,
            town=place.town,
            zip_code=place.zip_code,
            phone=place.phone,
            opening_hours=clinic_text(clinic, "opening_hours", language, plain_line, place),
            directions=clinic_text(clinic, "directions", language, plain_text, place),
        )


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A text that the clinic has not written is None: the page then says to ask."""

    clinic: ClinicProfile
    records: ShownText | None
    insurance: ShownText | None
    travel: ShownText | None
    places: tuple[PlaceView, ...]
    coordinator_role: ShownText | None
    states: tuple[str, ...]
    holiday_hours: tuple[str, ...]

    @classmethod
    def of(cls, clinic: ClinicProfile, language: str) -> Self:
        return cls(
            clinic=clinic,
            records=clinic_text(clinic, "records_to_bring", language, lines),
            insurance=clinic_text(clinic, "insurance", language, plain_text),
            travel=clinic_text(clinic, "travel", language, plain_text),
            places=tuple(PlaceView.of(clinic, place, language) for place in clinic.shown_places),
            coordinator_role=clinic_text(clinic, "coordinator_role", language, plain_line),
            states=states_served(clinic),
            holiday_hours=tuple(map(sentence, hours_to_come(clinic))),
        )

    @property
    def insurance_checked_on(self) -> date | None:
        return self.clinic.insurance_checked_on if self.insurance else None


def states_served(clinic: ClinicProfile) -> tuple[str, ...]:
    """By name, in the order of their names."""
    return tuple(sorted(map(state_name, clinic.states_served), key=in_order_of))


def lines(text: str) -> tuple[SafeString, ...]:
    """Each line that says something, as HTML."""
    return tuple(plain_line(line.strip()) for line in text.splitlines() if line.strip())


def clinic_text(
    clinic: ClinicProfile, name: str, language: str, render, of: Translated | None = None
) -> ShownText | None:
    """A text of the profile, or `of` a part of it, in this language or else in English; None when empty."""
    text = clinic.said(name, language, of)
    return ShownText(render(text.words), text.foreign_language) if text else None
