"""What the clinic says of itself on the home page, in the page's language or else in English."""

from dataclasses import dataclass
from typing import Self

from drez_site.foundation.approved_words import with_approved_words

from .models import ClinicProfile


@dataclass(frozen=True, slots=True)
class Reason:
    """`foreign_language` is "" when the words are in the page's own language."""

    heading: str
    text: str
    foreign_language: str


@dataclass(frozen=True, slots=True)
class Award:
    """A dated fact, with where to check it. `url` may be ""."""

    name: str
    foreign_language: str
    given_by: str
    year: int
    url: str

    @classmethod
    def of(cls, clinic: ClinicProfile, language: str) -> Self | None:
        if not (name := clinic.said("award", language)):
            return None
        return cls(name.words, name.foreign_language, clinic.award_by, clinic.award_year, clinic.award_url)

    def __str__(self):
        return f"{self.name}, {self.given_by}, {self.year}"


def reasons(clinic: ClinicProfile, language: str) -> list[Reason]:
    """Why patients may choose this clinic, in the order that the clinic gave; one query.

    A reason of which only a part is translated stands in English; one that is only partly approved, nowhere.
    """
    found = []
    for reason in with_approved_words(clinic.reasons.all()):
        said = [clinic.said(name, language, reason) for name in reason.TRANSLATED]
        foreign_language = next((each.foreign_language for each in said if each.foreign_language), "")
        if foreign_language:
            said = [clinic.said(name, foreign_language, reason) for name in reason.TRANSLATED]
        if all(said):
            found.append(Reason(*(each.words for each in said), foreign_language))
    return found
