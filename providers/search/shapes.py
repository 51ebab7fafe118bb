"""Which parts a question has: what is in them does not matter for how it is answered."""

from enum import Enum
from typing import NamedTuple, Self

from .names import Called
from .question import DirectoryQuery

MOST_LOOKED_UP = 50  # doctors to pass one by one, with a look at the other practices of each


class Name(Enum):
    """How those who are called so are found."""

    NONE = "nobody is asked for by name"
    OF_ALL = "all are read, however many"
    OF_FEW = "they are read, unless they turn out to be a crowd"
    OF_A_CROWD = "the nearest are met on a walk"


class Shape(NamedTuple):
    """Which parts a question has. Questions of one shape are answered by one statement."""

    is_placed: bool
    is_limited: bool
    has_terms: bool
    has_ruled_out: bool
    accepting: str
    name: Name
    is_deep: bool

    @classmethod
    def of(cls, query: DirectoryQuery, called: Called) -> Self:
        on, name = query.filters, Name.NONE
        if "name" in on and query.place is None:
            name = Name.OF_ALL
        elif "name" in on:
            name = Name.OF_A_CROWD if called.are_many else Name.OF_FEW
        return cls(
            query.place is not None,
            query.radius is not None,
            not {"procedure", "specialty", "language"}.isdisjoint(on) or query.accepting == "confirmed",
            not {"telehealth", "wheelchair"}.isdisjoint(on),
            query.accepting,
            name,
            query.page * query.size > MOST_LOOKED_UP,
        )

    @property
    def thorough(self) -> Self:
        """For who turn out to be a crowd, or where many practices are of few doctors."""
        name = Name.OF_A_CROWD if self.name is Name.OF_FEW else self.name
        return self._replace(name=name, is_deep=False)

    @property
    def order(self) -> str:
        return "chord, sort_name, provider_id" if self.is_placed else "sort_name, provider_id"
