"""What the staff's search finds, list by list. A room can add shelves of its own."""

from dataclasses import dataclass

from .links import Link

SHOWN_OF_A_LIST = 8


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one list has. `all_of_them` leads to the list, when there is more than is shown.

    `is_too_much` when the list was too long to be looked through.
    """

    name: str
    found: list[Link]
    all_of_them: str = ""
    is_too_much: bool = False
