"""Every result that counts people on the public pages: who was counted, for how long, and by which source."""

from collections.abc import Iterator
from dataclasses import dataclass

from drez_site.foundation.markdown.citation_keys import CITATION, cited_keys

from . import kinds
from .models import Edition


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of an article or one row of the chart, as it was signed."""

    page: str
    place: str
    sources: tuple[str, ...]
    happened: int
    out_of: int
    people: int | None
    follow_up: str
    text: str

    @property
    def unit(self) -> str:
        """What `happened` and `out_of` count: the people themselves, or a share of a larger group."""
        return "people" if self.out_of == self.people else f"of every {self.out_of} people"


def on_public_pages() -> Iterator[Count]:
    """In the order of the pages, each from its newest edition."""
    for edition in Edition.objects.public().select_related("document").order_by("document__kind", "pk"):
        content = kinds.complete(edition.content)
        for part, number, row in kinds.rows(content):
            if part.counted and (counted := part.counted(number, row)):
                yield _count(content, row, *counted)


def _count(content: kinds.Content, row: kinds.Row, place: str, text: str) -> Count:
    return Count(
        page=f"{content['title']} ({content['language']})",
        place=place,
        sources=tuple(dict.fromkeys(cited_keys(text))),
        happened=row["happened"],
        out_of=row["out_of"],
        people=row["people"],
        follow_up=row["follow_up"],
        text=" ".join(CITATION.sub("", text).split()),
    )
