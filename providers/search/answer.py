"""From the question to its outcome."""

from math import ceil

from providers.models import Practice

from .outcomes import Match, NoneMatch, NoSuchPage, Relaxed, Results
from .question import DirectoryQuery
from .statements import MOST_PAGES, PAGE_SIZE, Total, page, total

MOST_NEAREST = 3


def answer(query: DirectoryQuery) -> Results | NoneMatch:
    """The doctors who match, or what to ask instead. Raises NoSuchPage past the end, and past page 50."""
    found = total(query)
    pages = min(ceil(found.doctors / PAGE_SIZE), MOST_PAGES)
    if query.page > max(pages, 1):
        raise NoSuchPage
    if not found.doctors:
        return _none_match(query)
    return Results(query, _matches(page(query, found)), found, pages)


def nearest(query: DirectoryQuery, found: Total, size: int = MOST_NEAREST) -> tuple[Match, ...]:
    """The first few doctors who match; `found` is how many there are."""
    return _matches(page(query.on_page(1), found, size))


def _none_match(query: DirectoryQuery) -> NoneMatch:
    relaxed = []
    for candidate in (query.at_any_distance(), query.for_any_procedure(), query.without_filters()):
        if candidate != query.on_page(1) and candidate not in [way for way, _ in relaxed]:
            relaxed.append((candidate, total(candidate)))
    found = [(candidate, its_total) for candidate, its_total in relaxed if its_total.doctors]
    ways = [Relaxed(candidate, its_total.doctors) for candidate, its_total in found]
    at_any_distance = [(candidate, its_total) for candidate, its_total in found if candidate.radius is None]
    if not at_any_distance:
        return NoneMatch(query, (), (), None)
    if len(ways) > 1:
        # Taking off everything is the last resort, not one more choice.
        ways = [way for way in ways if way.query.is_filtered]
    best, its_total = at_any_distance[0]
    return NoneMatch(query, tuple(ways), nearest(best, its_total), best)


def _matches(rows: list[tuple[int, float | None]]) -> tuple[Match, ...]:
    """One query for all the words on the cards. A practice deleted meanwhile is left out."""
    practices = Practice.objects.for_cards().in_bulk([practice for practice, _ in rows])
    return tuple(Match(practices[practice], miles) for practice, miles in rows if practice in practices)
