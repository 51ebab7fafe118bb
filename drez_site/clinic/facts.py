"""What the clinic says of itself on the home page, in the page's language or else in English."""

from dataclasses import dataclass
from typing import Self

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

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
        if not clinic.award:
            return None
        name, foreign_language = in_language(clinic, "award", language)
        return cls(name, foreign_language, clinic.award_by, clinic.award_year, clinic.award_url)

    def __str__(self):
        return f"{self.name}, {self.given_by}, {self.year}"


def reasons(clinic: ClinicProfile, language: str) -> list[Reason]:
    """Why patients may choose this clinic, in the order that the clinic gave; one query."""
    found = []
    for reason in clinic.reasons.all():
        heading, foreign_language = in_language(reason, "heading", language)
        text, _same = in_language(reason, "text", language)
        found.append(Reason(heading, text, foreign_language))
    return found


def in_language(row, name: str, language: str) -> tuple[str, str]:
    """The words of a field, and their language if that is not the page's own."""
    if language != SOURCE_LANGUAGE and (text := getattr(row, f"{name}_{language}")):
        return text, ""
    return getattr(row, name), "" if language == SOURCE_LANGUAGE else SOURCE_LANGUAGE
