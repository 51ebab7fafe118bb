"""Nearest first, exactly: against a brute-force answer computed in Python with another formula."""

import random
import re
from itertools import product

import pytest
from django.db import connection

from drez_site.foundation.paging import NoSuchPage
from providers.models import Location, Offering, Place, Practice, Provider, SearchEntry
from providers.search import DirectoryQuery, NoneMatch, Results, answer, names, parts, statements
from tests.kit.directory import make_doctor, make_location
from tests.kit.distances import haversine

pytestmark = pytest.mark.django_db


def everything(query: DirectoryQuery) -> list[tuple[int, float | None]]:
    """Every page of the answer: (provider id, miles)."""
    found, page = [], 1
    while True:
        outcome = answer(query.on_page(page))
        found += [(match.practice.provider_id, match.miles) for match in outcome.matches]
        if page == outcome.pages:
            return found
        page += 1


def oracle(query: DirectoryQuery, providers: list[Provider]) -> list[tuple[int, float | None]]:
    here = (query.place.latitude, query.place.longitude)
    located, unplaced = [], []
    for provider in providers:
        if query.procedure and query.procedure.pk not in {
            each.procedure_id for each in provider.offerings.all()
        }:
            continue
        practices = provider.practices.all()
        points = [(each.location.latitude, each.location.longitude) for each in practices]
        miles = [haversine(here, point) for point in points if None not in point]
        if miles and (query.within is None or min(miles) <= query.within):
            located.append((min(miles), provider.family_name.lower(), provider.pk))
        elif points and not miles and query.within is None:
            unplaced.append((provider.family_name.lower(), provider.pk))
    return [(pk, miles) for miles, _, pk in sorted(located)] + [(pk, None) for _, pk in sorted(unplaced)]


@pytest.fixture
def many_doctors(drez, drg):
    """220 doctors at 90 places, many at the same point, a few nowhere, from the Aleutians to Fiji."""
    chance = random.Random(27710)
    points = [(chance.uniform(24, 49), chance.uniform(-125, -67)) for _ in range(70)]
    points += [(51.9, 177.5), (51.9, -176.6), (-17.8, 179.9), (-17.8, -179.9), (89.9, 10), (61.2, -149.9)]
    locations = Location.objects.bulk_create(
        Location(
            slug=f"p{i}",
            name=f"P{i}",
            city="X",
            state="NC",
            zip_code="27710",
            latitude=point and point[0],
            longitude=point and point[1],
            located_by="address" if point else "",
        )
        for i, point in enumerate([*points, *points[:10], *[None] * 4])
    )
    names = ["Anders", "baker", "Clark", "Davis", "Evans", "Foster"]
    providers = Provider.objects.bulk_create(
        Provider(slug=f"d{i}", given_name="T", family_name=chance.choice(names), is_listed=i % 17 != 0)
        for i in range(220)
    )
    Practice.objects.bulk_create(
        Practice(provider=provider, location=location)
        for provider in providers
        for location in chance.sample(locations, chance.choice([0, 1, 1, 1, 2, 3, 5]))
    )
    Offering.objects.bulk_create(
        Offering(provider=provider, procedure=procedure)
        for provider in providers
        for procedure, share in ((drez, 0.15), (drg, 0.8))
        if chance.random() < share
    )


@pytest.mark.parametrize("zip_code", ["27710", "03824", "62701", "99501", "96960"])
def test_the_order_is_exact(many_doctors, country, drez, drg, zip_code):
    place = Place.objects.get(zip_code=zip_code)
    listed = Provider.objects.filter(is_listed=True).prefetch_related("offerings", "practices__location")
    answered, listed = 0, list(listed)
    for procedure, within in product((None, drez, drg), (None, 25, 250, 1000)):
        # Twenty pages of everybody are enough once.
        size = 100 if procedure == drg and within is None else 10
        query = DirectoryQuery(place=place, procedure=procedure, within=within, size=size)
        if not (expected := oracle(query, listed)):
            assert isinstance(answer(query), NoneMatch)
            continue
        answered += 1
        found = everything(query)
        assert [pk for pk, _ in found] == [pk for pk, _ in expected], query
        for (_, miles), (_, right) in zip(found, expected, strict=True):
            assert miles == (None if right is None else pytest.approx(right, abs=0.001))
    assert answered >= 3


def test_the_nearest_is_nearest_in_miles_not_in_degrees(durham):
    """One degree of longitude is shorter here than one of latitude; swapped axes would turn these round."""
    east = make_doctor("East", make_location(at=(36.0512, -77.8077)))
    north = make_doctor("North", make_location(at=(37.0012, -78.8577)))
    assert [pk for pk, _ in everything(DirectoryQuery(place=durham))] == [east.pk, north.pk]
    (_, first), (_, second) = everything(DirectoryQuery(place=durham))
    assert (first, second) == (pytest.approx(58.7, abs=0.1), pytest.approx(65.6, abs=0.1))


def test_ties_go_by_family_name_then_by_age_of_the_entry(durham):
    place = make_location()
    second = make_doctor("young", place)
    first = make_doctor("Adams", place)
    third = make_doctor("Young", place)
    assert [pk for pk, _ in everything(DirectoryQuery(place=durham))] == [first.pk, second.pk, third.pk]


def test_one_entry_for_each_doctor_at_the_nearest_practice(durham):
    near, far = make_location("Near", at=(36, -79)), make_location("Far", at=(40, -80))
    both = make_doctor("Both", far, near)
    only_far = make_doctor("Far", far)
    outcome = answer(DirectoryQuery(place=durham))
    assert [(match.practice.provider, match.practice.location) for match in outcome.matches] == [
        (both, near),
        (only_far, far),
    ]
    assert outcome.total.doctors == 2


def test_a_practice_on_the_map_comes_before_one_that_is_not(durham):
    nowhere, far = make_location(at=None), make_location(at=(61, -149))
    lost = make_doctor("Aaron", nowhere)
    both = make_doctor("Both", nowhere, far)
    outcome = answer(DirectoryQuery(place=durham))
    assert [match.practice.provider for match in outcome.matches] == [both, lost]
    assert outcome.matches[0].practice.location == far
    assert outcome.matches[1].miles is None
    assert (outcome.total.located, outcome.total.unplaced) == (1, 1)


def test_distance_unknown_starts_in_the_middle_of_a_page(durham):
    place, nowhere = make_location(), make_location(at=None)
    located = [make_doctor(f"L{i:02}", place) for i in range(13)]
    unplaced = [make_doctor(f"U{i:02}", nowhere) for i in range(12)]
    expected = [doctor.pk for doctor in located + unplaced]
    assert [pk for pk, _ in everything(DirectoryQuery(place=durham))] == expected
    outcome = answer(DirectoryQuery(place=durham, page=2))
    assert [match.miles is None for match in outcome.matches] == [False] * 3 + [True] * 7


def test_who_is_left_out(durham, drez, drg):
    place = make_location()
    make_doctor("Unlisted", place, does=[drez], is_listed=False)
    make_doctor("Other", place, does=[drg])
    make_doctor("None", place)
    make_doctor("Homeless", does=[drez])
    right = make_doctor("Right", place, does=[drez])
    assert [pk for pk, _ in everything(DirectoryQuery(place=durham, procedure=drez))] == [right.pk]


def test_a_radius_is_a_circle_and_leaves_unknown_distances_out(durham):
    inside = make_doctor("In", make_location(at=(36.4, -78.8577)))
    make_doctor("Out", make_location(at=(36.42, -78.8577)))
    # Within the square around the circle, but not within the circle.
    make_doctor("Corner", make_location(at=(36.35, -78.49)))
    make_doctor("Lost", make_location(at=None))
    assert [pk for pk, _ in everything(DirectoryQuery(place=durham, within=25))] == [inside.pk]


def test_without_a_place_by_family_name(drez):
    place, other = make_location(), make_location(at=None)
    young = make_doctor("Young", place, other, does=[drez])
    adams = make_doctor("adams", other)
    zimmer = make_doctor("Zimmer", place, does=[drez])
    assert everything(DirectoryQuery()) == [(adams.pk, None), (young.pk, None), (zimmer.pk, None)]
    assert everything(DirectoryQuery(procedure=drez, within=25)) == [(young.pk, None), (zimmer.pk, None)]


@pytest.fixture
def counted_up_to_five(monkeypatch):
    """From the sixth doctor on there are many. The statements are written anew before and after."""
    with monkeypatch.context() as patched:
        patched.setattr(parts, "COUNTED_UP_TO", 5)
        _write_anew()
        yield
    _write_anew()


def _write_anew():
    for statement in (statements._page, statements._total, statements._page_and_total):
        statement.cache_clear()


def test_few_by_name_are_looked_up_and_many_met_on_a_walk(many_doctors, drez, drg, request):
    queries = [DirectoryQuery(procedure=procedure, size=100) for procedure in (None, drez, drg)]
    looked_up = [[row for page in (1, 2, 3) for row in statements.page(q.on_page(page))] for q in queries]
    assert min(len(rows) for rows in looked_up) > 10
    request.getfixturevalue("counted_up_to_five")
    assert "> 5" in statements._page(statements.Shape.of(queries[0], names.Called("")))
    walked = [[row for page in (1, 2, 3) for row in statements.page(q.on_page(page))] for q in queries]
    assert walked == looked_up


def test_a_count_is_exact_as_far_as_it_goes(durham, drez, drg, counted_up_to_five):
    """The first practices that are met are of the same few doctors."""
    places = [make_location(at=(30 + i, -80 - i)) for i in range(9)]
    for number in range(3):
        make_doctor(f"Everywhere{number}", *places, does=[drez, drg])
    for number in range(9):
        make_doctor(f"Once{number}", places[number], does=[drg])
    lost = make_doctor("Lost", make_location(at=None), does=[drez])
    for place, unplaced in ((durham, 1), (None, 0)):
        total = statements.total(DirectoryQuery(place=place, procedure=drez))
        assert (total.located, total.unplaced) == (3 + (place is None), unplaced)
        assert statements.total(DirectoryQuery(place=place, procedure=drg)).doctors == 6
        assert statements.total(DirectoryQuery(place=place)).doctors == 6
    assert statements.total(DirectoryQuery(place=durham, procedure=drez, within=4_000)).doctors == 3
    assert statements.total(DirectoryQuery(place=durham, procedure=drg, within=4_000)).doctors == 6
    assert statements.total(DirectoryQuery(place=durham, procedure=drg, within=25)).doctors == 0
    assert everything(DirectoryQuery(place=durham, procedure=drez))[-1] == (lost.pk, None)


class TestNoneMatch:
    def test_nobody_within_the_radius(self, durham, drez):
        far = make_doctor("Far", make_location(at=(40, -80)), does=[drez])
        make_doctor("Lost", make_location(at=None), does=[drez])
        outcome = answer(DirectoryQuery(place=durham, procedure=drez, within=50))
        assert isinstance(outcome, NoneMatch)
        assert [match.practice.provider for match in outcome.nearest][0] == far
        assert [(way.query.within, way.query.procedure, way.doctors) for way in outcome.ways] == [
            (None, drez, 2)
        ]
        assert outcome.nearest_query == DirectoryQuery(place=durham, procedure=drez)

    def test_each_filter_to_drop_with_what_it_gives(self, durham, drez, drg):
        for i in range(4):
            make_doctor(f"Near{i}", make_location(), does=[drg])
        for i in range(7):
            make_doctor(f"Far{i}", make_location(at=(40 + i, -80)), does=[drez])
        outcome = answer(DirectoryQuery(place=durham, procedure=drez, within=50))
        assert [(way.query.within, way.query.procedure, way.doctors) for way in outcome.ways] == [
            (None, drez, 7),
            (50, None, 4),
        ]
        assert [match.practice.provider.family_name for match in outcome.nearest] == ["Far0", "Far1", "Far2"]
        for way in outcome.ways:
            assert answer(way.query).total.doctors == way.doctors

    def test_nobody_does_it_anywhere(self, durham, drez, drg):
        near = make_doctor("Near", make_location(), does=[drg])
        outcome = answer(DirectoryQuery(place=durham, procedure=drez))
        assert [(way.query.procedure, way.doctors) for way in outcome.ways] == [(None, 1)]
        assert [match.practice.provider for match in outcome.nearest] == [near]
        assert outcome.nearest_query.procedure is None

    def test_only_dropping_everything_helps(self, durham, drez, drg):
        make_doctor("Far", make_location(at=(40, -80)), does=[drg])
        outcome = answer(DirectoryQuery(place=durham, procedure=drez, within=25))
        assert [(way.query.is_filtered, way.doctors) for way in outcome.ways] == [(False, 1)]

    @pytest.mark.parametrize("within", [None, 25])
    def test_an_empty_directory(self, durham, drez, within):
        outcome = answer(DirectoryQuery(place=durham, procedure=drez, within=within))
        assert outcome == NoneMatch(outcome.query, (), (), None)
        assert answer(DirectoryQuery()).nearest_query is None


class TestPages:
    @pytest.mark.parametrize(("doctors", "number"), [(0, 2), (10, 2), (11, 3), (11, 51)])
    def test_past_the_end(self, durham, doctors, number):
        place = make_location()
        for i in range(doctors):
            make_doctor(f"D{i}", place)
        with pytest.raises(NoSuchPage):
            answer(DirectoryQuery(place=durham, page=number))

    def test_counts_and_pages_are_capped(self, durham):
        place = make_location()
        providers = Provider.objects.bulk_create(
            Provider(slug=f"d{i}", given_name="T", family_name="F") for i in range(550)
        )
        Practice.objects.bulk_create(Practice(provider=provider, location=place) for provider in providers)
        for query in (
            DirectoryQuery(place=durham),
            DirectoryQuery(),
            DirectoryQuery(place=durham, within=25),
        ):
            outcome = answer(query.on_page(50))
            assert (outcome.total.doctors, outcome.pages, len(outcome.matches)) == (501, 50, 10)
            with pytest.raises(NoSuchPage):
                answer(query.on_page(51))


@pytest.mark.parametrize(("query", "queries"), [({}, 3), ({"page": 2}, 2), ({"within": 25}, 3)])
def test_few_queries_for_a_page(durham, drez, django_assert_num_queries, query, queries):
    """Who and the cards; on the first page also which places are off the map, once for each version."""
    place = make_location()
    for i in range(15):
        make_doctor(f"D{i}", place, make_location(at=(36 + i, -79)), does=[drez])
    with django_assert_num_queries(queries):
        assert isinstance(answer(DirectoryQuery(place=durham, procedure=drez, **query)), Results)


@pytest.mark.parametrize("within", [None, 100])
def test_the_plan_walks_the_composite_index(durham, drez, within):
    """With rows enough to be worth an index, written straight into it: two practices for each doctor."""
    captured = []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO providers_searchentry
                (practice_id, provider_id, sort_name, names, latitude, longitude, terms)
            SELECT n, n / 2, 'name' || md5(n::text), '', 25 + random() * 23, -124 + random() * 55,
                array_to_tsvector(ARRAY['p' || (CASE WHEN n / 2 %% 2 = 0 THEN %s ELSE 0 END)])
            FROM generate_series(1, 20000) n ORDER BY 3
            """,
            [drez.pk],
        )
        cursor.execute("ANALYZE providers_searchentry")
        query = DirectoryQuery(place=durham, procedure=drez, within=within)
        with connection.execute_wrapper(lambda execute, *call: captured.append(call) or execute(*call)):
            statements.page(query)
        statement, parameters, *_ = captured[0]
        cursor.execute("EXPLAIN " + statement, parameters)
        plan = "\n".join(row[0] for row in cursor)
        SearchEntry.objects.all().delete()
    assert "Index Cond: (provider_id = entry.provider_id)" in plan, plan
    assert "AND COALESCE((((seen_from" in plan, "its other conditions are for no index"
    if within:
        assert "on search_entry_by_place_and_terms" in plan, plan
        assert re.search(r"Index Cond: \(\(pos <@ .*\) AND \(terms @@ ", plan), plan
    else:
        assert "Index Scan using search_entry_by_place_and_terms" in plan, plan
        assert "Order By: (pos <->" in plan, plan
        assert re.search(r"Index Cond: \(terms @@ ", plan), plan
        assert "Incremental Sort" in plan, plan


def test_every_page_reads_entries_of_public_practices_only(many_doctors):
    public = set(Practice.objects.public().values_list("pk", flat=True))
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == public
