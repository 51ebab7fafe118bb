"""What a patient asks of the directory."""

from dataclasses import dataclass, replace
from typing import Self

from procedures.models import Procedure
from providers.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryQuery:
    """Doctors near a place, nearest first; without a place all of them, by family name.

    `within` is a distance in miles in a straight line, None for any. It means nothing until there is a place.
    """

    place: Place | None = None
    procedure: Procedure | None = None
    within: int | None = None
    page: int = 1

    @property
    def terms(self) -> str:
        """The lexemes that an entry must have, as the text of a tsquery: made of our own ids only."""
        return f"p{int(self.procedure.pk)}" if self.procedure else ""

    @property
    def radius(self) -> int | None:
        """The limit in miles around the place, None for no limit."""
        return self.within if self.place else None

    def near(self, place: Place) -> Self:
        return replace(self, place=place, page=1)

    def on_page(self, number: int) -> Self:
        return replace(self, page=number)

    def at_any_distance(self) -> Self:
        return replace(self, within=None, page=1)

    def for_any_procedure(self) -> Self:
        return replace(self, procedure=None, page=1)

    def without_filters(self) -> Self:
        return self.at_any_distance().for_any_procedure()

    @property
    def is_filtered(self) -> bool:
        return self.procedure is not None or self.radius is not None
