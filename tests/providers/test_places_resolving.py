"""What patients type, and what we make of it: a place, the question which, or an honest "not known"."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from providers.models import Place
from providers.places import AmbiguousPlace, PlaceNotFound, resolve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("27710", "Durham, NC 27710"),
        ("  27710 ", "Durham, NC 27710"),
        ("277 10", "Durham, NC 27710"),
        ("2 7 7 1 0", "Durham, NC 27710"),
        ("２７７１０", "Durham, NC 27710"),
        ("27710-3000", "Durham, NC 27710"),
        ("27710 3000", "Durham, NC 27710"),
        ("277103000", "Durham, NC 27710"),
        ("27710 – 3000", "Durham, NC 27710"),
        ("27710\x00", "Durham, NC 27710"),
        ("Durham, NC 27710", "Durham, NC 27710"),
        ("27710, USA", "Durham, NC 27710"),
        ("Durham, NC", "Durham, NC"),
        ("durham,nc", "Durham, NC"),
        ("DURHAM NC", "Durham, NC"),
        ("Durham N.C.", "Durham, NC"),
        ("Durham, N. C.", "Durham, NC"),
        ("Durham, North Carolina", "Durham, NC"),
        ("durham north carolina", "Durham, NC"),
        ("Durham, NC, USA", "Durham, NC"),
        ("Durham, New Hampshire, United States", "Durham, NH"),
        ("Durham, NC 99999", "Durham, NC"),
        ("West Durham NC", "West Durham, NC"),
        ("W. Durham, NC", "West Durham, NC"),
        ("Charleston West Virginia", "Charleston, WV"),
        ("Charleston, W Virginia", "Charleston, WV"),
        ("Asheville", "Asheville, NC"),
        ("asheville", "Asheville, NC"),
        ("St. Louis", "Saint Louis, MO"),
        ("St Louis, MO", "Saint Louis, MO"),
        ("Saint Louis", "Saint Louis, MO"),
        ("st petersburg fl", "Saint Petersburg, FL"),
        ("Ft. Worth", "Fort Worth, TX"),
        ("Fort Worth, Texas", "Fort Worth, TX"),
        ("Mt Laurel NJ", "Mount Laurel, NJ"),
        ("Winston-Salem", "Winston Salem, NC"),
        ("McLean, VA", "Mc Lean, VA"),
        ("Coeur d'Alene", "Coeur D Alene, ID"),
        ("Coeur d’Alene, Idaho", "Coeur D Alene, ID"),
        ("Washington DC", "Washington, DC"),
        ("Washington, D.C.", "Washington, DC"),
        ("Mayagüez, PR", "Mayaguez, PR"),
        ("Mayagüez, Puerto Rico", "Mayaguez, PR"),
        ("10301 New Guinea Rd, Fairfax VA", "Fairfax, VA"),
        ("10301 New Guinea Rd, Fairfax, VA", "Fairfax, VA"),
        ("10301 New Guinea Rd Fairfax VA", "Fairfax, VA"),
        ("10301 New Guinea Rd, Fairfax, VA 22030", "Fairfax, VA 22030"),
        ("10301 New Guinea Rd, Fairfax, VA 22030-1234", "Fairfax, VA 22030"),
        ("10301 New Guinea Rd, Asheville", "Asheville, NC"),
        ("12 St. Louis St, St. Louis, MO", "Saint Louis, MO"),
    ],
)
def test_known(typed, label):
    assert resolve(typed).label == label


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("Durham", ["Durham, NC", "Durham, NH"]),
        ("springfield", ["Springfield, IL", "Springfield, MA", "Springfield, MO"]),
        ("Charleston", ["Charleston, SC", "Charleston, WV"]),
    ],
)
def test_several_are_asked_back_the_largest_first(typed, labels):
    with pytest.raises(AmbiguousPlace) as asked:
        resolve(typed)
    assert [place.label for place in asked.value.choices] == labels
    assert asked.value.text == typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\x00",
        ",",
        "00000",
        "99999",
        "1",
        "123456",
        "09001",
        "Apo, AE",
        "Atlantis",
        "Durham, ZZ",
        "NC",
    ]
    + [
        "💊",
        "東京",
        "٢٧٧١٠",
        "%",
        "_",
        "' OR 1=1 --",
        "27710" * 2_000,
        "Durham " * 1_500,
        "\ud800",
        "ﷺ" * 199,
    ],
)
def test_unknown(typed):
    with pytest.raises(PlaceNotFound):
        resolve(typed)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Ashville", "Asheville, NC"), ("Durhm, NC", "Durham, NC"), ("Durhm 2771", "Durham, NC")]
    + [("Springfeild, MA", "Springfield, MA"), ("Sant Louis", "Saint Louis, MO")],
)
def test_a_misspelt_city_is_asked_back(typed, first):
    with pytest.raises(PlaceNotFound) as asked:
        resolve(typed)
    assert asked.value.suggestions[0].label == first
    assert len(asked.value.suggestions) <= 5


def test_nothing_similar_suggests_nothing():
    with pytest.raises(PlaceNotFound) as asked:
        resolve("xqzzy")
    assert asked.value.suggestions == ()


def test_what_an_address_says_means_the_same_place():
    for place in Place.objects.all():
        assert resolve(place.as_typed) == place
        assert resolve(place.label) == place


@pytest.mark.parametrize("typed", ["27710", "Durham, NC", "Asheville"])
def test_one_query(typed, django_assert_num_queries):
    with django_assert_num_queries(1):
        resolve(typed)


words = st.sampled_from(
    [
        "27710",
        "Durham",
        "NC",
        ",",
        "-",
        "St.",
        "Saint",
        "Louis",
        "3000",
        "USA",
        "North",
        "10301",
        "Rd",
        "\x00",
        "é",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.lists(words).map(" ".join), st.lists(words).map("".join)))
@example("a" * 10_000)
@example("0" * 10_000)
@example(", , ,")
@example("Durham,")
def test_anything_is_a_place_a_question_or_unknown(typed):
    try:
        assert isinstance(resolve(typed), Place)
    except PlaceNotFound as unknown:
        assert all(isinstance(place, Place) for place in unknown.suggestions)
    except AmbiguousPlace as which:
        assert len(which.choices) > 1
