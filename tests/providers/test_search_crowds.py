"""Names that thousands share: how many rows a page of them looks at, which no clock has to tell."""

import json

import pytest
from django.db import connection

from providers.models import Provider, SearchEntry
from providers.search import DirectoryQuery, names, statements

pytestmark = pytest.mark.django_db

ENTRIES = """
    INSERT INTO providers_searchentry (practice_id, provider_id, sort_name, names, latitude, longitude, terms)
    SELECT n, n / 2, family || E'\\t' || given, array_to_tsvector(ARRAY[family, given]),
        25 + random() * 23, -124 + random() * 55, ''
    FROM generate_series(1, 16000) n,
        LATERAL (SELECT CASE WHEN n / 2 % 2 = 0 THEN 'smith' ELSE 'rare' || n / 2 % 900 END AS family,
                        CASE WHEN n / 2 % 5 < 4 THEN 'maria' ELSE 'zoe' END AS given) named;
    INSERT INTO providers_searchname (word)
    SELECT DISTINCT unnest(tsvector_to_array(names)) FROM providers_searchentry;
    ANALYZE providers_searchentry, providers_searchname"""


@pytest.fixture
def thousands(db):
    """8,000 practices of Smiths, 12,800 of Marias, a few of each other name."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES)
    yield
    SearchEntry.objects.all().delete()


def looked_at(query: DirectoryQuery) -> tuple[int, int]:
    """How many rows the plans of a page return or throw away, and how many statements it takes."""
    asked = []
    with connection.execute_wrapper(lambda execute, *call: asked.append(call[:2]) or execute(*call)):
        assert len(statements.page(query)) == query.size
    return sum(_rows(_plan(*each)) for each in asked), len(asked)


def _plan(statement, parameters) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
        (answer,) = cursor.fetchone()
    return (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]


def _rows(plan: dict) -> float:
    thrown = sum(plan.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck", "Join Filter"))
    here = (plan["Actual Rows"] + thrown) * plan["Actual Loops"]
    return here + sum(_rows(each) for each in plan.get("Plans", ()))


@pytest.mark.parametrize(
    ("name", "rows", "asked"),
    [
        ("rare7", 300, 2),
        ("smith", 400, 2),
        ("Dr. Smiht", 400, 2),
        ("Maria", 8 * names.MOST_CALLED, 3),  # found out to be a crowd when so many were read
    ],
)
def test_of_a_crowd_the_nearest_are_met_on_a_walk(thousands, durham, name, rows, asked):
    size = 5 if name == "rare7" else 10
    found, statements_asked = looked_at(DirectoryQuery(place=durham, name=name, size=size))
    assert (found <= rows, statements_asked) == (True, asked), found


def test_a_name_is_asked_for_once_and_of_a_page_without_one_nobody_is(durham, django_assert_num_queries):
    with django_assert_num_queries(1):
        statements.page_and_total(DirectoryQuery(place=durham))
    with django_assert_num_queries(2):
        statements.totals([DirectoryQuery(place=durham, name="x", within=each) for each in (25, 50, None)])
    assert not Provider.objects.exists()
