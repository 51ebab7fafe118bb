"""Lists of several pages: which pages there are, and the links that `components/pager.html` prints."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.core.paginator import Paginator
from django.utils.translation import gettext


class NoSuchPage(LookupError):
    """The list ends before this page."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """The way to a page of results; a gap leads nowhere and stands for the pages left out."""

    number: int | None
    url: str = ""
    is_current: bool = False

    @property
    def is_gap(self) -> bool:
        return self.number is None

    @property
    def label(self) -> str:
        """For whoever hears the number alone: "Page 3"."""
        return gettext("Page %(number)s") % {"number": self.number}


@dataclass(frozen=True, slots=True)
class Pager:
    """The ways from one page of a list to the others; a list of one page has no `pages`."""

    pages: tuple[PageLink, ...]
    previous_url: str  # "" on the first page
    next_url: str  # "" on the last page
    more_text: str = ""  # like "Show 3 more doctors", the words of `next_url`; "" when it needs none
    all_url: str = ""  # one long page instead; "" when there is none
    all_text: str = ""

    @classmethod
    def of(cls, current: int, last: int, url_of: Callable[[int], str], **texts: str) -> Self:
        """The first page, the last, and those around the current one, each at `url_of(number)`."""
        paginator = Paginator(range(last), per_page=1)
        shown = paginator.get_elided_page_range(current, on_each_side=2, on_ends=1) if last > 1 else ()
        return cls(
            pages=tuple(
                PageLink(number, url_of(number), number == current)
                if isinstance(number, int)
                else PageLink(None)
                for number in shown
            ),
            previous_url=url_of(current - 1) if current > 1 else "",
            next_url=url_of(current + 1) if current < last else "",
            **texts,
        )
