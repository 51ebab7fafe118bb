"""What each kind of page costs, in numbers that do not depend on the machine: queries and rendered templates.

`python -m benchmarks.cold_pages` measures the time. Whoever changes a number here has a reason for it: one
query more, or twenty templates more, make a page a millisecond or two slower for everyone.
"""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drez_site.foundation.content_version import Version, as_of

VERSION = Version("as it is", datetime(2026, 11, 28, tzinfo=UTC))


class Cost(NamedTuple):
    """Queries of a page for which nothing is kept; queries and templates of one for which everything is.

    The query that reads the version of the content is not among them.
    """

    first_queries: int
    queries: int
    templates: int


COSTS = {
    "/": Cost(3, 0, 6),
    "/contact/": Cost(2, 0, 6),
    "/procedures/": Cost(2, 0, 6),
    "/procedures/drez-lesioning/": Cost(4, 0, 9),
    "/es/procedures/drez-lesioning/": Cost(4, 0, 9),
    "/procedures/drez-lesioning/?near=27710": Cost(10, 2, 10),
    "/procedures/compare/": Cost(3, 0, 6),
    "/evidence/findings/": Cost(3, 0, 6),
    "/conditions/": Cost(2, 0, 6),
    "/conditions/arm-nerves-torn/": Cost(3, 0, 6),
    "/evidence/": Cost(9, 0, 6),
    "/evidence/?q=pain": Cost(9, 5, 185),
    "/evidence/Deer2017/": Cost(7, 0, 6),
    "/glossary/": Cost(3, 0, 6),
    "/words-of-the-site/": Cost(3, 0, 6),
    "/search/": Cost(2, 0, 9),
    "/search/?q=battery": Cost(5, 1, 10),
    "/search/?q=batery": Cost(15, 9, 10),
    "/search/?q=alex+exampel": Cost(12, 7, 10),
    "/doctors/": Cost(5, 1, 16),
    "/doctors/?near=27710": Cost(9, 2, 16),
    "/doctors/?near=27710&procedure=drez-lesioning&language=es&accepting=yes": Cost(9, 2, 19),
    "/doctors/compare/?d=alex-example&near=27710": Cost(10, 7, 16),
    "/doctors/map/": Cost(5, 0, 6),
    "/doctors/map/nc/": Cost(3, 0, 6),
    "/pages/cost-and-insurance/": Cost(3, 0, 6),
    "/doctors/alex-example/": Cost(8, 0, 6),
    "/how-we-make-content/": Cost(2, 0, 7),
    "/privacy/": Cost(2, 0, 7),
}


@pytest.mark.parametrize("address", COSTS)
def test_a_page_costs_what_it_did(client, loaded, address):
    first_queries, _ = cost(client, address)
    with as_of(VERSION):
        cost(client, address)
        found = Cost(first_queries, *cost(client, address))
    assert found == COSTS[address], found


def cost(client, address: str) -> tuple[int, int]:
    """Queries, and templates with those that they include: as often as they were rendered."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), len(answer.templates)
