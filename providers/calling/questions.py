"""What to ask a doctor's office: a question for each fact that nobody knows, or no longer."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from providers.models import Offering, Practice, Provider
from providers.presenters.facts import month


@dataclass(frozen=True, slots=True)
class Question:
    """Yes or no. `key` names the fact in a form; `listed` is what our list has, None if nothing."""

    key: str
    fact: Practice | Offering
    text: str
    known: str  # like "Yes in July 2026"
    listed: bool | None

    @classmethod
    def about_new_patients(cls, practice: Practice) -> Self:
        said = {True: _("Yes in %(month)s"), False: _("No in %(month)s")}
        known = said.get(practice.accepting_new_patients)  # type: ignore[arg-type]  # None has no words
        return cls(
            f"practice-{practice.pk}",
            practice,
            _("New patients at %(place)s?") % {"place": practice.location.name},
            known % {"month": month(practice.checked_on)}
            if known and practice.checked_on
            else _("Not known"),
            practice.accepting_new_patients,
        )

    @classmethod
    def about_an_operation(cls, offering: Offering) -> Self:
        day = offering.confirmed_on
        return cls(
            f"offering-{offering.pk}",
            offering,
            _("%(operation)s?") % {"operation": offering.procedure},
            _("Confirmed %(month)s") % {"month": month(day)} if day else _("Never confirmed"),
            listed=True,
        )


def questions(doctor: Provider) -> list[Question]:
    """Empty when all is known."""
    practices = doctor.practices.to_ask_again().select_related("location").order_by("pk")
    offerings = doctor.offerings.to_confirm().select_related("procedure")
    return [
        *map(Question.about_new_patients, practices),
        *map(Question.about_an_operation, offerings),
    ]
