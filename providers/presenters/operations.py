"""The operations that a doctor does, in words that say no more than the office did, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext

from drez_site.foundation.languages.in_sentences import in_a_sentence, with_doctors
from procedures.catalogue import short_name
from providers.freshness import Confirmation, oldest_good_check
from providers.models.facts import DoneProcedure

from .facts import from_the_website, month


@dataclass(frozen=True, slots=True)
class ProcedureFact:
    """An operation that a doctor does, and what is known of that on the day that the page is read."""

    slug: str
    look: str
    color: str
    name: str
    doctor: str
    confirmed_on: date | None  # with the office
    confirmation: Confirmation
    read_on: date | None  # on the office's website, if newer than what the office said and not too old
    url: str  # of its article; "" while none is up

    @classmethod
    def all_of(
        cls, does: list[DoneProcedure], doctor: str, at: date, articles: Collection[str] = ()
    ) -> tuple[Self, ...]:
        """From the annotation `does` of `providers.models.facts`, and the `Catalogue.articles` to link to."""
        return tuple(cls._of(doctor=doctor, at=at, articles=articles, **fact) for fact in does)

    @classmethod
    def _of(
        cls,
        slug: str,
        look: str,
        color: str,
        name: str,
        confirmed_on: str | None,
        on_website_on: str | None,
        doctor: str,
        at: date,
        articles: Collection[str],
    ) -> Self:
        day, read_on = _day(confirmed_on), _day(on_website_on)
        if read_on and (read_on < oldest_good_check(at) or (day and day >= read_on)):
            read_on = None
        url = reverse("procedures:article", args=[slug]) if slug in articles else ""
        return cls(slug, look, color, name, doctor, day, Confirmation.of(day, at), read_on, url)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmation is Confirmation.GOOD

    @property
    def performs_text(self) -> str:
        """Says "Performs" only if the office did."""
        if not self.is_confirmed:
            return self.short_name
        return gettext("Performs %(operation)s") % {"operation": in_a_sentence(self.short_name)}

    @property
    def short_name(self) -> str:
        """As on a card, where another one stands before it."""
        return short_name(self.name) or gettext(self.name)

    @property
    def text(self) -> str:
        """Like "Confirmed with Dr. Alex Example’s office in October 2026"."""
        if not (self.is_confirmed and self.confirmed_on):
            return self.short_text
        said = {"doctor": self.doctor, "month": month(self.confirmed_on)}
        return with_doctors(gettext("Confirmed with %(doctor)s’s office in %(month)s") % said)

    @property
    def short_text(self) -> str:
        """Like "Confirmed October 2026", "Not confirmed since March 2026, call to check"."""
        if self.read_on and not self.is_confirmed:
            return gettext("%(from_the_website)s, call to check") % {
                "from_the_website": from_the_website(self.read_on)
            }
        if self.confirmed_on is None:
            return gettext("Call to check")
        said = {
            Confirmation.GOOD: gettext("Confirmed %(month)s"),
            Confirmation.AGING: gettext("Confirmed %(month)s, call to check"),
            Confirmation.LAPSED: gettext("Not confirmed since %(month)s, call to check"),
        }
        return said[self.confirmation] % {"month": month(self.confirmed_on)}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Operations:
    """Those of a doctor of which the same is known, so that it is said once."""

    procedures: tuple[ProcedureFact, ...]
    text: str  # "Confirmed October 2026", "Each confirmed October 2026", "Call to check"

    @classmethod
    def alike(cls, procedures: tuple[ProcedureFact, ...]) -> tuple[Self, ...]:
        """In their order; those with the same words stand where the first of them does."""
        said: dict[str, list[ProcedureFact]] = {}
        for each in procedures:
            said.setdefault(each.short_text, []).append(each)
        return tuple(cls(tuple(facts), cls._text(facts)) for facts in said.values())

    @staticmethod
    def _text(facts: list[ProcedureFact]) -> str:
        first = facts[0]
        if len(facts) == 1 or not (first.is_confirmed and first.confirmed_on):
            return first.short_text
        return gettext("Each confirmed %(month)s") % {"month": month(first.confirmed_on)}
