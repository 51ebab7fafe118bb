"""What a patient asks of the directory."""

from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import Self

from procedures.models import Procedure
from providers.models import Language, Place, Specialty
from providers.places import Resolved

from . import terms

PAGE_SIZE = 10
LARGEST_PAGE = 100

DISTANCES = (25, 50, 100, 250)  # miles, offered to everyone
FARTHER = range(300, 13_000, 100)  # miles, offered to whom nobody is nearer; half around the earth


def farther_than(miles: float) -> int:
    """The shortest of these distances within which a doctor this many miles away stands."""
    offered: tuple[int, ...] = (*DISTANCES, *FARTHER)
    return next(distance for distance in offered if distance > miles)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryQuery:
    """Doctors near a place, nearest first; without a place all of them, by family name.

    `procedure`, `specialty` and `language` find only doctors of whom it is known. `accepting="yes"`,
    `telehealth` and `wheelchair` leave out only those known not to: who has not been asked stays in.
    `accepting="confirmed"` wants the office's own yes, not too old.

    `within` is a distance in miles in a straight line, None for any. It means nothing until there is a place.
    `meant` says how the words for the place were understood; it finds nobody.
    `name` is a doctor's name as patients type it. A page has `size` doctors, LARGEST_PAGE at most.
    `chosen` are the slugs of doctors to compare, which go along from page to page; they find nobody.
    """

    place: Place | None = None
    meant: Resolved | None = field(default=None, compare=False)
    procedure: Procedure | None = None
    within: int | None = None
    specialty: Specialty | None = None
    language: Language | None = None
    accepting: str = ""
    telehealth: bool = False
    wheelchair: bool = False
    name: str = ""
    page: int = 1
    size: int = PAGE_SIZE
    chosen: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.accepting not in ("", "yes", "confirmed"):
            raise ValueError(f"accepting is “yes”, “confirmed” or empty, not {self.accepting!r}")
        if not 1 <= self.size <= LARGEST_PAGE:
            raise ValueError(f"a page has 1 to {LARGEST_PAGE} doctors, not {self.size}")

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of the fields that leave somebody out, in the order of FILTERS."""
        return tuple(name for name in FILTERS if self._narrows(name))

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters)

    @property
    def radius(self) -> int | None:
        """The limit in miles around the place, None for no limit."""
        return self.within if self.place else None

    def terms(self, fresh_since: date, today: date) -> str:
        """The terms that an entry must have, as the text of a tsquery.

        It is made of our own ids only. The office's yes is looked for by its month, for the exact day is
        compared beside the terms.
        """
        operation = terms.of_row(self.procedure) if self.procedure else ""
        wanted = [operation + terms.of_row(row) for row in (self.specialty, self.language) if row]
        if self.accepting == "confirmed":
            wanted.append(terms.accepted_in_one_of(fresh_since, today, operation))
        return " & ".join(wanted) or operation

    @property
    def ruled_out(self) -> str:
        """The terms of which an entry must have none, as the text of a tsquery."""
        return " | ".join([terms.NO_VIDEO] * self.telehealth + [terms.NO_WHEELCHAIR] * self.wheelchair)

    def near(self, place: Place) -> Self:
        return replace(self, place=place, meant=None, page=1)

    def on_page(self, number: int) -> Self:
        return replace(self, page=number)

    def without(self, name: str) -> Self:
        """The same question without this filter, from its first page."""
        return replace(self, **{name: FILTERS[name]}, page=1)

    def without_filters(self) -> Self:
        return replace(self, **FILTERS, page=1)

    def at_any_distance(self) -> Self:
        return self.without("within")

    def _narrows(self, name: str) -> bool:
        if name == "within":
            return self.radius is not None
        return bool(self.name.strip() if name == "name" else getattr(self, name))


# The fields that leave doctors out, with what they are when they do not.
FILTERS = {
    each.name: each.default
    for each in fields(DirectoryQuery)
    if each.default is not MISSING and each.name not in ("place", "meant", "page", "size", "chosen")
}
