"""What patients type, and what we make of it: a place, the question which, or an honest "not known"."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from providers.models import Place
from providers.places import AmbiguousPlace, PlaceNotFound, resolve
from tests.kit.places import make_town

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
        ("27710-", "Durham, NC 27710"),
        ("27710.", "Durham, NC 27710"),
        ("(27710)", "Durham, NC 27710"),
        ("#27710", "Durham, NC 27710"),
        ("“27710”!", "Durham, NC 27710"),
        ("27710-30", "Durham, NC 27710"),
        ("ZIP: 27710", "Durham, NC 27710"),
        ("zip code 27710", "Durham, NC 27710"),
        ("código postal 27710", "Durham, NC 27710"),
        ("C.P. 27710", "Durham, NC 27710"),
        ("Durham (27710)", "Durham, NC 27710"),
        ("27710 NC", "Durham, NC 27710"),
        ("27710 area", "Durham, NC 27710"),
        ("27710 🏥", "Durham, NC 27710"),
        ("- Durham NC -", "Durham, NC"),
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
        ("McLean, VA", "McLean, VA"),
        ("Mc Lean VA", "McLean, VA"),
        ("Coeur d'Alene", "Coeur d'Alene, ID"),
        ("Coeur d’Alene, Idaho", "Coeur d'Alene, ID"),
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
        ("12 St. Louis St, St. Louis, MO 63101, 2nd floor", "Saint Louis, MO 63101"),
        ("100 Example Street, Durham NC 27710, Suite 200", "Durham, NC 27710"),
        ("27710 Durham", "Durham, NC 27710"),
        ("27710 Durham, NC", "Durham, NC 27710"),
        ("27710 Main Street, Fairfax VA", "Fairfax, VA"),
        ("27710 Main Street, Durham NC", "Durham, NC"),
        ("Durham, Carolina del Norte", "Durham, NC"),
        ("Charleston, Virginia Occidental", "Charleston, WV"),
        ("Durham, NC, EE. UU.", "Durham, NC"),
        ("Paris, Texas", "Paris, TX"),
        ("San Juan PR", "San Juan, PR"),
        ("San Juan, Puerto Rico 00901", "San Juan, PR 00901"),
        ("96960", "Majuro, MH 96960"),
        # Words around the place.
        ("Durham NC near me", "Durham, NC"),
        ("near Durham, NC", "Durham, NC"),
        ("the greater Durham area, North Carolina", "Durham, NC"),
        ("downtown Asheville", "Asheville, NC"),
        ("I live in Fairfax, VA", "Fairfax, VA"),
        ("pain doctors in Asheville NC", "Asheville, NC"),
        ("cerca de Durham, NC", "Durham, NC"),
        ("vivo en San Juan, Puerto Rico", "San Juan, PR"),
        ("the Asheville", "Asheville, NC"),
        ("NC, Durham", "Durham, NC"),
        ("Durham, NC 😀", "Durham, NC"),
        # States cut short or misspelled.
        ("Springfield, Mass.", "Springfield, MA"),
        ("Springfield Ill", "Springfield, IL"),
        ("Fairfax, Virg.", "Fairfax, VA"),
        ("Charleston, W. Va.", "Charleston, WV"),
        ("Charleston, S. Car.", "Charleston, SC"),
        ("Anchorage, Alas.", "Anchorage, AK"),
        ("Springfield, Massachusets", "Springfield, MA"),
        ("Durham, North Carolna", "Durham, NC"),
        ("San Juan, P.R.", "San Juan, PR"),
        # A ZIP code that lost its zero beside the state that says so.
        ("Durham NH 3824", "Durham, NH 03824"),
        # Names that people use, and parts of cities.
        ("DC", "Washington, DC"),
        ("NYC", "New York, NY"),
        ("Nyc, NY", "New York, NY"),
        ("N.Y.C.", "New York, NY"),
        ("New York City, New York", "New York, NY"),
        ("Brightleaf, NC", "Brightleaf, NC"),
        ("San Luis, Misuri", "Saint Louis, MO"),
        ("san petersburgo, florida", "Saint Petersburg, FL"),
    ],
)
def test_known(typed, label):
    assert resolve(typed).place.label == label


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
        "Atlantis",
        "Durham, ZZ",
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


def test_the_far_largest_city_is_meant_by_its_name_and_the_others_are_offered():
    Place.objects.filter(kind="city", name="Durham", state="NC").update(zip_count=9)
    with pytest.raises(AmbiguousPlace):
        resolve("Durham")
    Place.objects.filter(kind="city", name="Durham", state="NC").update(zip_count=10)
    resolved = resolve("durham")
    assert resolved.place.label == "Durham, NC"
    assert [other.label for other in resolved.namesakes] == ["Durham, NH"]
    assert resolve("Durham, NC").namesakes == ()


def test_beside_a_small_town_a_far_larger_city_of_almost_its_name_is_offered():
    make_town("Pitsburg", "OH")
    assert resolve("Pitsburg").namesakes == ()
    make_town("Pittsburgh", "PA", zip_count=60)
    resolved = resolve("Pitsburg")
    assert resolved.place.label == "Pitsburg, OH"
    assert [other.label for other in resolved.namesakes] == ["Pittsburgh, PA"]
    assert resolve("Pitsburg, OH").namesakes == ()
    assert resolve("Pittsburgh").namesakes == ()
    make_town("Gittsburgh", "OH")
    assert resolve("Gittsburgh").namesakes == ()
    make_town("Pitsburg", "TX")
    with pytest.raises(AmbiguousPlace) as asked:
        resolve("Pitsburg")
    assert [place.label for place in asked.value.choices] == [
        "Pitsburg, OH",
        "Pitsburg, TX",
        "Pittsburgh, PA",
    ]


@pytest.mark.parametrize("typed", ["NC", "North Carolina", "carolina del norte", "N.C.", "Virginia"])
def test_a_whole_state_is_asked_where(typed):
    with pytest.raises(AmbiguousPlace) as asked:
        resolve(typed)
    assert asked.value.kind is AmbiguousPlace.Kind.STATE
    assert asked.value.choices[0].label in ("Durham, NC", "Fairfax, VA")
    assert len({place.state for place in asked.value.choices}) == 1


def test_a_city_with_the_name_of_a_state_stands_after_the_states_own():
    Place.objects.filter(kind="city", name="Asheville").update(name="Virginia", search_name="virginia")
    with pytest.raises(AmbiguousPlace) as asked:
        resolve("Virginia")
    assert [place.label for place in asked.value.choices] == ["Fairfax, VA", "McLean, VA", "Virginia, NC"]


@pytest.mark.parametrize("typed", ["Fairfax, VA 10301", "Fairfax Virginia 10301-0001"])
def test_a_zip_code_of_another_state_is_asked_back(typed):
    with pytest.raises(AmbiguousPlace) as asked:
        resolve(typed)
    assert asked.value.kind is AmbiguousPlace.Kind.ADDRESS
    assert [place.label for place in asked.value.choices] == ["Fairfax, VA", "Staten Island, NY 10301"]


@pytest.mark.parametrize(
    "typed",
    ["27710, TX", "27710 Texas", "my zip code is 27710, TX", "TX 27710", "texas 27710", "Texas, 27710"],
)
def test_a_zip_code_beside_another_state_is_asked_back_too(typed):
    with pytest.raises(AmbiguousPlace) as asked:
        resolve(typed)
    assert asked.value.kind is AmbiguousPlace.Kind.ADDRESS
    first, *others = asked.value.choices
    assert first.label == "Durham, NC 27710"
    assert "Paris, TX" in [place.label for place in others] and {place.state for place in others} == {"TX"}


@pytest.mark.parametrize("typed", ["NC 27710", "north carolina 27710", "in 27710", "me 27710", "or 27710"])
def test_a_zip_code_behind_its_own_state_or_a_small_word_is_not(typed):
    assert resolve(typed).place.label == "Durham, NC 27710"


@pytest.mark.parametrize(
    "typed",
    [
        "Toronto",
        "Toronto, ON",
        "Toronto, Ontario",
        "Toronto, Canada",
        "M5V 2T6",
        "m5v2t6",
        "Toronto ON M5V 2T6",
    ]
    + ["London UK", "London, England", "SW1A 1AA", "10 Downing Street, London SW1A 2AA", "Ciudad de México"]
    + ["Tijuana", "Mexico", "Berlin, Germany", "Madrid, España", "Durham, Inglaterra", "Vancouver BC"],
)
def test_abroad(typed):
    with pytest.raises(PlaceNotFound) as unknown:
        resolve(typed)
    assert unknown.value.reason is PlaceNotFound.Reason.ABROAD
    assert unknown.value.suggestions == ()


def test_a_namesake_of_a_great_city_abroad_is_never_taken_for_granted():
    with pytest.raises(AmbiguousPlace) as asked:
        resolve("Paris")
    assert asked.value.kind is AmbiguousPlace.Kind.ABROAD
    assert [place.label for place in asked.value.choices] == ["Paris, TX"]


@pytest.mark.parametrize(
    "typed",
    ["09001", "96303", "34001", "APO AE 09001", "Apo, AE", "FPO AP", "DPO", "PSC 3 Box 4, APO AE 09021-0003"],
)
def test_military_mail(typed):
    with pytest.raises(PlaceNotFound) as unknown:
        resolve(typed)
    assert unknown.value.reason is PlaceNotFound.Reason.MILITARY


@pytest.mark.parametrize("typed", ["nowhere at all", "99999", "Durham, ZZ"])
def test_merely_unknown(typed):
    with pytest.raises(PlaceNotFound) as unknown:
        resolve(typed)
    assert unknown.value.reason is PlaceNotFound.Reason.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Ashville", "Asheville, NC"), ("Durhm 2771", "Durham, NC"), ("Sant Louis", "Saint Louis, MO")],
)
def test_a_misspelled_city_is_asked_back(typed, first):
    with pytest.raises(PlaceNotFound) as asked:
        resolve(typed)
    assert asked.value.suggestions[0].label == first
    assert len(asked.value.suggestions) <= 5


def test_nothing_similar_suggests_nothing():
    with pytest.raises(PlaceNotFound) as asked:
        resolve("xqzzy")
    assert asked.value.suggestions == ()


def test_what_an_address_says_means_the_same_place():
    places = Place.objects.exclude(kind="county")
    assert len(places) > 25
    for place in places:
        assert resolve(place.as_typed).place == place
        assert resolve(place.label).place == place


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
        assert isinstance(resolve(typed).place, Place)
    except PlaceNotFound as unknown:
        assert all(isinstance(place, Place) for place in unknown.suggestions)
    except AmbiguousPlace as which:
        assert which.choices and all(isinstance(place, Place) for place in which.choices)
