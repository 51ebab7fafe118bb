"""Who is meant by a name, asked before the search itself: PostgreSQL plans for these very words then.

Of a few all are read and sorted. Of a crowd the nearest are met on a walk. A family name that many share is
known for a crowd at once; of a given name, or the beginning of one, the search finds out that it is.
"""

from dataclasses import dataclass
from typing import Self

from drez_site.foundation.reading_database import reading_connection

MOST_CALLED = 6_000  # practices of people of one name to read and sort; of more the nearest are met on a walk


@dataclass(frozen=True, slots=True)
class Called:
    """The text of a tsquery, None when nobody is called so.

    `is_as_typed` is False when nobody is called what the patient typed, so that these have a name like it.
    """

    meant: str | None
    is_as_typed: bool = True
    are_many: bool = False

    @classmethod
    def what(cls, typed: str) -> Self:
        """One query, or none for an empty name."""
        if not typed.strip():
            return cls("")
        with reading_connection().cursor() as cursor:
            cursor.execute("SELECT * FROM names_asked(%s, %s)", [typed.replace("\x00", " "), MOST_CALLED + 1])
            return cls(*cursor.fetchone())
