"""The numbered links below a list of several pages, as `components/pager.html` prints them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLink:
    """The way to a page of results; a gap leads nowhere and stands for the pages left out."""

    number: int | None
    url: str = ""
    is_current: bool = False

    @property
    def is_gap(self) -> bool:
        return self.number is None
