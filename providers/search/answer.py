"""From the question to its outcome."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from math import ceil

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, QuerySet, Value
from django.utils.translation import get_language

from drez_site.foundation.content_version import each_once_per_content_version
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.paging import NoSuchPage
from drez_site.foundation.sql.written_once import written_once
from procedures.models import ReviewClock
from providers.models import Practice

from .off_the_map import maybe_near
from .outcomes import Match, NoneMatch, Relaxed, Results
from .question import DirectoryQuery
from .statements import Rows, page, page_and_total, totals

MOST_RANKS = 500
MOST_NEAREST = 3

# The filters in the order in which they are dropped when nobody matches; the operation itself goes last.
RELAXATION_ORDER = (
    "within",
    "name",
    "accepting",
    "telehealth",
    "wheelchair",
    "language",
    "specialty",
    "procedure",
)


def answer(query: DirectoryQuery) -> Results | NoneMatch:
    """The doctors who match, or what to ask instead.

    Raises NoSuchPage past the end, and past the doctor of rank MOST_RANKS.
    """
    if query.page > MOST_RANKS // query.size:
        raise NoSuchPage
    rows, total = page_and_total(query)
    pages = min(ceil(total.doctors / query.size), MOST_RANKS // query.size)
    if query.page > max(pages, 1):
        raise NoSuchPage
    if not total.doctors:
        none = _none_match(query)
        first = none.nearest[0].miles if none.nearest else None
        return replace(none, off_the_map=maybe_near(query, first))
    return Results(query, _matches(rows), total, pages, maybe_near(query, rows[0][1] if rows else None))


def nearest(query: DirectoryQuery, size: int = MOST_NEAREST) -> tuple[Match, ...]:
    """The first few doctors who match."""
    query = replace(query, page=1, size=size)
    rows = page(query)
    if len(rows) < size:
        rows, _ = page_and_total(query)
    return _matches(rows)


def called(name: str, size: int = MOST_NEAREST) -> Results:
    """The first few doctors with this name, or else one like it, by family name; no matches if none has."""
    query = DirectoryQuery(name=name, size=size)
    rows, total = page_and_total(query)
    return Results(query, _matches(rows), total, ceil(total.doctors / size))


def _none_match(query: DirectoryQuery) -> NoneMatch:
    """Everything to try is counted in one statement."""
    filters = [name for name in RELAXATION_ORDER if name in query.filters]
    ways = {query.without(name): name for name in filters}
    anywhere = query.at_any_distance()
    further = [anywhere, *(anywhere.without(name) for name in filters), query.without_filters()]
    candidates = list(dict.fromkeys([*ways, *further]))
    counted = zip(candidates, totals(candidates), strict=True)
    found = {candidate: its_total.doctors for candidate, its_total in counted if its_total.doctors}
    best = next((candidate for candidate in further if candidate in found), None)
    if best is None:
        return NoneMatch(query, (), (), None)
    relaxed = [Relaxed(way, found[way], name) for way, name in ways.items() if way in found]
    if not relaxed:
        # Taking off everything is the last resort, not one more choice.
        relaxed = [Relaxed(query.without_filters(), found[query.without_filters()])]
    return NoneMatch(query, tuple(relaxed), nearest(best), best)


def _matches(rows: Rows) -> tuple[Match, ...]:
    """A practice deleted meanwhile is left out."""
    practices = _practices([practice for practice, _ in rows])
    return tuple(Match(practices[practice], miles) for practice, miles in rows if practice in practices)


@each_once_per_content_version
def _practices(keys: Collection[int]) -> dict[int, Practice]:
    """One query for all the words on their cards."""
    on = ReviewClock.at()
    language = get_language() or SOURCE_LANGUAGE
    found = _for_cards(
        practices=list(keys), language=language, today=on.today, withdraws=on.withdraws, now=on.now
    )
    return {practice.pk: practice for practice in found}


@written_once
def _for_cards(
    practices: list[int], language: str, today: date, withdraws: int, now: datetime
) -> QuerySet[Practice]:
    numbers = Value(practices, ArrayField(BigIntegerField()))
    wanted = Func(numbers, template="(SELECT unnest(%(expressions)s))", output_field=BigIntegerField())
    on = ReviewClock(today, withdraws, now)
    return Practice.objects.for_cards(language, on).filter(pk__in=wanted).order_by()
