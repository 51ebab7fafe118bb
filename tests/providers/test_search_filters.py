"""Each filter leaves out whom it says, and nobody else: what is not known is not a no."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from providers.models import Offering, Practice, Provider
from providers.search import DirectoryQuery, NoneMatch, Results, answer
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def today(clock):
    clock(datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("America/New_York")))


def found(**question) -> list[str]:
    """Family names in the order of the answer."""
    outcome = answer(DirectoryQuery(**question))
    assert isinstance(outcome, Results), outcome
    return [match.practice.provider.family_name for match in outcome.matches]


def practicing(name, accepting=None, days_ago=None, at=(36, -79), **fields):
    provider = make_doctor(name, make_location(at=at), **fields)
    checked_on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    Practice.objects.filter(provider=provider).update(accepting_new_patients=accepting, checked_on=checked_on)
    return provider


class TestAccepting:
    @pytest.fixture(autouse=True)
    def offices(self, today):
        for name, *said in [
            ("Ayes", True, 0),
            ("Byes-ninety", True, 90),
            ("Cyes-old", True, 91),
            ("Dyes-undated", True, None),
            ("Eunknown", None, 5),
            ("Fno", False, 0),
            ("Gno-ninety", False, 90),
            ("Hno-old", False, 91),
            ("Ino-undated", False, None),
        ]:
            practicing(name, *said)

    def test_only_a_fresh_no_is_left_out(self):
        assert found(accepting="yes") == [
            "Ayes",
            "Byes-ninety",
            "Cyes-old",
            "Dyes-undated",
            "Eunknown",
            "Hno-old",
            "Ino-undated",
        ]

    def test_confirmed_is_a_fresh_yes(self):
        assert found(accepting="confirmed") == ["Ayes", "Byes-ninety"]

    def test_the_clock_alone_changes_the_answer(self, clock):
        later = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("America/New_York"))
        clock(later)
        assert found(accepting="confirmed") == ["Ayes"]
        assert "Gno-ninety" in found(accepting="yes")
        clock(later + timedelta(days=400))
        assert isinstance(answer(DirectoryQuery(accepting="confirmed")), NoneMatch)
        assert len(found(accepting="yes")) == 9


def test_a_fresh_no_at_one_practice_shows_the_other(durham):
    provider = make_doctor("Both", make_location("Near", at=(36, -79)))
    Practice.objects.update(accepting_new_patients=False, checked_on=TODAY)
    Practice.objects.create(provider=provider, location=make_location("Far", at=(40, -80)))
    for query in (DirectoryQuery(place=durham, accepting="yes"), DirectoryQuery(accepting="yes")):
        (match,) = answer(query).matches
        assert match.practice.location.name == "Far"


def test_video_leaves_out_a_known_no(durham):
    for name, video in (("Yes", True), ("No", False), ("Unknown", None)):
        practicing(name, at=(36, -79), video_first_visit=video)
    assert found(place=durham, telehealth=True) == ["Unknown", "Yes"]


def test_wheelchair_access_is_the_places(durham):
    places = {
        access: make_location(access, wheelchair_access=value, at=at)
        for access, value, at in (
            ("yes", True, (38, -79)),
            ("no", False, (36, -79)),
            ("unknown", None, (37, -79)),
        )
    }
    make_doctor("Only-no", places["no"])
    make_doctor("Two", places["no"], places["unknown"])
    make_doctor("Yes", places["yes"])
    assert found(place=durham, wheelchair=True) == ["Two", "Yes"]
    assert (
        answer(DirectoryQuery(place=durham, wheelchair=True)).matches[0].practice.location.name == "unknown"
    )


def test_specialty_and_language_must_be_known(drez):
    neuro, pain = make_specialty("Neurosurgeon"), make_specialty("Pain")
    spanish, english = make_language(), make_language("English", "en", "English")
    practicing("Both", specialties=[neuro], speaks=[spanish, english], does=[drez])
    practicing("Other", specialties=[pain], speaks=[english])
    practicing("Silent", specialties=[neuro])
    assert found(specialty=neuro) == ["Both", "Silent"]
    assert found(language=spanish) == ["Both"]
    assert found(specialty=neuro, language=english, procedure=drez) == ["Both"]


class TestNames:
    @pytest.fixture(autouse=True)
    def doctors(self, today):
        for given, family in [
            ("Ada", "Osei"),
            ("Adam", "Smith"),
            ("Jon", "Smyth"),
            ("John", "Smithson"),
            ("María Inés", "Núñez-Ortega"),
            ("Seán", "O’Brien"),
            ("Ana", "De la Cruz"),
            ("Søren", "Ångström"),
            ("Lee", "Do"),
        ]:
            practicing(family, given_name=given)

    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("Osei", ["Osei"]),
            ("  oSEI ", ["Osei"]),
            ("Dr. Ada Osei, MD, PhD", ["Osei"]),
            ("Osei, Ada", ["Osei"]),
            ("Ada B. Osei", ["Osei"]),
            ("smith", ["Smith"]),
            ("nunez", ["Núñez-Ortega"]),
            ("ORTEGA maria", ["Núñez-Ortega"]),
            ("Maria Ines Nunez Ortega", ["Núñez-Ortega"]),
            ("o'brien", ["O’Brien"]),
            ("OBrien", ["O’Brien"]),
            ("delacruz", ["De la Cruz"]),
            ("de la cruz", ["De la Cruz"]),
            ("angstrom soren", ["Ångström"]),
            ("Do", ["Do"]),
            ("Dr. Do", ["Do"]),
        ],
    )
    def test_as_typed(self, typed, names):
        outcome = answer(DirectoryQuery(name=typed))
        assert [match.practice.provider.family_name for match in outcome.matches] == names
        assert outcome.total.named_as_typed

    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            # changed, missed, added, swapped
            ("Osai", ["Osei"]),
            ("Ose", ["Osei"]),
            ("Oseii", ["Osei"]),
            ("Osie", ["Osei"]),
            ("Smit", ["Smith", "Smithson"]),
            ("jon smith", ["Smithson", "Smyth"]),
            ("Smiht Adam", ["Smith"]),
            ("Nuñes", ["Núñez-Ortega"]),
            # two letters away
            ("Angstroem", ["Ångström"]),
            ("Smitsonn", ["Smithson"]),
            # a word too many
            ("Ada Mae Osei", ["Osei"]),
            ("Adam Smith FACS", ["Smith"]),
        ],
    )
    def test_like_it(self, typed, names):
        outcome = answer(DirectoryQuery(name=typed))
        assert [match.practice.provider.family_name for match in outcome.matches] == names
        assert not outcome.total.named_as_typed

    @pytest.mark.parametrize(
        "typed", ["Xyzzy", "'", "\x00", "&|!:*()<->", "\\", "李小龍", "x" * 9_000, "a " * 900]
    )
    def test_nobody(self, typed):
        outcome = answer(DirectoryQuery(name=typed))
        assert isinstance(outcome, NoneMatch)
        assert [(way.dropped, way.doctors) for way in outcome.ways] == [("name", 9)]

    def test_blanks_are_no_name(self):
        assert DirectoryQuery(name="  ").filters == ()
        assert len(found(name="  ")) == 9

    def test_with_the_other_filters(self, durham):
        far = practicing("Smith", at=(40, -80), video_first_visit=False)
        near = practicing("Smith", at=(36.1, -78.9))
        query = DirectoryQuery(place=durham, name="smith")
        assert [match.practice.provider for match in answer(query).matches][::2] == [near, far]
        assert found(place=durham, name="smith", telehealth=True) == ["Smith", "Smith"]
        assert found(place=durham, name="smith", within=25) == ["Smith", "Smith"]
        assert found(place=durham, name="smith", within=500) == ["Smith", "Smith", "Smith"]

    def test_unknown_distances_last(self, durham):
        practicing("Smith", at=None)
        outcome = answer(DirectoryQuery(place=durham, name="smith"))
        assert [match.miles is None for match in outcome.matches] == [False, True]
        assert (outcome.total.located, outcome.total.unplaced) == (1, 1)


class TestTakingOff:
    def test_the_fields_that_are_on(self, durham, drez):
        spanish = make_language()
        query = DirectoryQuery(
            place=durham, procedure=drez, within=50, language=spanish, accepting="yes", wheelchair=True
        )
        assert query.filters == ("procedure", "within", "language", "accepting", "wheelchair")
        assert query.without("language") == DirectoryQuery(
            place=durham, procedure=drez, within=50, accepting="yes", wheelchair=True
        )
        assert query.on_page(3).without("within").page == 1
        assert not query.without_filters().is_filtered
        # A distance from nowhere leaves nobody out.
        assert DirectoryQuery(within=50).filters == ()

    @pytest.mark.parametrize("wrong", [{"accepting": "no"}, {"size": 0}, {"size": 101}])
    def test_questions_that_cannot_be(self, wrong):
        with pytest.raises(ValueError):
            DirectoryQuery(**wrong)

    def test_each_filter_with_what_it_gives(self, durham, drez, drg, django_assert_num_queries):
        spanish = make_language()
        for i in range(3):
            practicing(f"English{i}", does=[drez])
        for i in range(2):
            practicing(f"Refused{i}", False, 1, does=[drez], speaks=[spanish])
        for i in range(3):
            practicing(f"Far{i}", at=(40 + i, -80), does=[drez], speaks=[spanish])
        query = DirectoryQuery(place=durham, procedure=drez, within=50, language=spanish, accepting="yes")
        # Places off the map, the search, everything to try, the nearest and their cards.
        with django_assert_num_queries(5):
            outcome = answer(query)
        assert [(way.dropped, way.doctors) for way in outcome.ways] == [
            ("within", 3),
            ("accepting", 2),
            ("language", 3),
        ]
        for way in outcome.ways:
            assert way.query == query.without(way.dropped)
            assert answer(way.query).total.doctors == way.doctors
        assert outcome.nearest_query == query.without("within")
        assert [match.practice.provider.family_name for match in outcome.nearest] == ["Far0", "Far1", "Far2"]

    def test_counts_stop_after_five_hundred(self, durham, drez):
        place = make_location()
        providers = Provider.objects.bulk_create(
            Provider(slug=f"d{i}", given_name="T", family_name="F") for i in range(503)
        )
        Practice.objects.bulk_create(Practice(provider=provider, location=place) for provider in providers)
        outcome = answer(DirectoryQuery(place=durham, procedure=drez))
        assert [(way.dropped, way.doctors) for way in outcome.ways] == [("procedure", 501)]


def test_a_page_of_a_hundred(durham):
    place = make_location()
    for i in range(103):
        make_doctor(f"D{i:03}", place)
    outcome = answer(DirectoryQuery(place=durham, size=100))
    assert (len(outcome.matches), outcome.pages) == (100, 2)
    assert len(answer(DirectoryQuery(place=durham, size=100, page=2)).matches) == 3


@pytest.mark.parametrize("placed", [True, False])
def test_an_operation_is_found_in_the_same_order_however_old_its_confirmation(durham, drez, placed):
    names = ["Fresh", "Aging", "Lapsed", "Never"]
    for number, (name, age) in enumerate(zip(names, (10, 120, 700, None), strict=True)):
        doctor = make_doctor(name, make_location(at=(36 + number, -79)), does=[drez])
        doctor.offerings.update(confirmed_on=None if age is None else TODAY - timedelta(days=age))
    query = {"place": durham} if placed else {}
    order = names if placed else sorted(names)
    assert found(procedure=drez, **query) == order
    Offering.objects.update(confirmed_on=None)
    assert found(procedure=drez, **query) == order
