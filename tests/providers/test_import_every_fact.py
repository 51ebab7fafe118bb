"""Every fact that staff write of a doctor or a place goes out as a table, and comes back."""

import io
from datetime import timedelta

import pytest
from django.db.models import Model
from django.utils import timezone

from providers.freshness import CheckedWith
from providers.importing.columns import COLUMNS, LISTS, About, model_field, of
from providers.models import Location, Offering, Practice, Provider
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty, recorded
from tests.kit.tables import bring_in, exported, mistakes, table_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
EARLIER = TODAY - timedelta(days=100)
MODELS: dict[About, type[Model]] = {
    About.DOCTOR: Provider,
    About.PLACE: Location,
    About.PRACTICE: Practice,
}
# What no table says: keys, who is made up, what was taken away or merged, lists with rules of their own.
APART = {
    "id",
    "is_demonstration",
    "removed_at",
    "merged_into",
    "publications",
    "provider",
    "location",
}


@pytest.fixture
def full(drez, drg):
    """A doctor with one name, and with every other fact."""
    heir = make_doctor("Heir", make_location(), slug="heir")
    place = make_location(
        slug="river",
        street="1 River Road",
        hours="Monday to Friday, 8 am to 5 pm",
        getting_in="By the red door.\r\nThen left.",
        parking="-",
        getting_in_translations={"es": "Por la puerta roja."},
        wheelchair_access=False,
        checked_on=TODAY,
        checked_with=CheckedWith.WEBSITE,
        phone_checked_on=EARLIER,
        phone_checked_with=CheckedWith.WEBSITE,
        address_checked_on=TODAY,
    )
    doctor = make_doctor(
        "",
        place,
        given_name="Sukarno",
        slug="sukarno",
        honorific="",
        former_names="Ana Smith, Ana Jones",
        npi="1234567893",
        does=[drez, drg],
        specialties=[make_specialty()],
        speaks=[make_language()],
        languages_checked_on=EARLIER,
        biography="One.\r\n\r\nTwo.",
        biography_translations={"es": "Uno."},
        education="Example University",
        education_checked_on=EARLIER,
        video_first_visit=True,
        video_checked_on=TODAY,
        referral_needed=False,
        referral_checked_on=TODAY,
        is_listed=False,
        on_leave_until=TODAY + timedelta(days=60),
        left_on=TODAY + timedelta(days=90),
        successor=heir,
    )
    Offering.objects.filter(procedure=drez).update(confirmed_on=EARLIER)
    Offering.objects.filter(procedure=drg).update(on_website_on=TODAY)
    doctor.practices.update(
        phone="+19195550134",
        accepting_new_patients=True,
        checked_on=TODAY,
        checked_with=CheckedWith.WEBSITE,
        phone_checked_on=EARLIER,
        begins_on=EARLIER,
        ends_on=TODAY + timedelta(days=90),
    )
    return recorded(doctor)


def test_every_field_has_a_column():
    """A field that is added later fails here until the table has it too, or until it is named as apart."""
    for about, model in MODELS.items():
        columns = {model_field(about, column.field) for column in of(about)}
        fields = {each.name for each in (*model._meta.concrete_fields, *model._meta.many_to_many)}
        assert fields - columns - APART == set(), about
    assert {"operations", "on_website"} == set(LISTS) - {each.name for each in Provider._meta.get_fields()}


def test_a_full_doctor_comes_back_unchanged_and_fills_an_empty_directory(full):
    before, told = exported(), []
    filled = before.decode("utf-8-sig").splitlines()
    assert len(filled) > 2 and len(COLUMNS) > 50
    assert bring_in(io.BytesIO(before), told=told).problems == []
    assert told == []
    kept = [(each.confirmed_on, each.on_website_on) for each in Offering.objects.order_by("procedure__slug")]
    Practice.objects.all().delete()
    Provider.objects.all().delete()
    Location.objects.all().delete()
    assert bring_in(io.BytesIO(before)).problems == []
    assert sorted(exported().splitlines()) == sorted(before.splitlines())
    assert Provider.objects.get(slug="sukarno").successor.slug == "heir"
    assert [
        (each.confirmed_on, each.on_website_on) for each in Offering.objects.order_by("procedure__slug")
    ] == kept


def test_each_new_fact_is_a_difference_of_its_own(full):
    told = []
    bring_in(
        table_of(
            {
                "doctor": "sukarno",
                "place": "river",
                "former_names": "Ana Smith",
                "on_leave_until": "-",
                "last_day": "-",
                "successor": "-",
                "operations_on_website": "-",
                "to_day": "-",
                "own_phone": "(919) 555-0135",
                "own_phone_asked_on": TODAY,
                "place_asked_on": EARLIER,
            }
        ),
        told=told,
    )
    assert {each.column: each.after for each in told[0].changes} == {
        "former_names": "Ana Smith",
        "on_leave_until": "",
        "last_day": "",
        "successor": "",
        "operations_on_website": "",
        "to_day": "",
        "own_phone": "(919) 555-0135",
        "own_phone_asked_on": str(TODAY),
        "place_asked_on": str(EARLIER),
        "place_asked_with": "office",  # a new day is that of a call, unless the line says otherwise
    }
    full.refresh_from_db()
    assert (full.successor, full.left_on) == (None, None)
    assert {each.history_change_reason for each in (full.history.first(), Offering.history.first())} == {
        "A test"
    }


def test_a_text_in_another_language_is_a_fact_of_its_own(full):
    line = {"doctor": "sukarno", "place": "river", "about_es": "Dos.", "getting_in_es": "-"}
    told = []
    assert bring_in(table_of(line), told=told).problems == []
    assert list(map(str, told[0].changes)) == [
        "getting_in_es: Por la puerta roja. → –",
        "about_es: Uno. → Dos.",
    ]
    full.refresh_from_db()
    place = Location.objects.get(slug="river")
    assert (full.biography_translations, place.getting_in_translations) == ({"es": "Dos."}, {})
    assert full.biography == "One.\r\n\r\nTwo.", "the English is left as it was"
    (said,) = mistakes(line | {"about_es": "Cura el dolor."})
    assert said.startswith("Line 2, column about_es: ")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ({"phone": "(919) 555-0199"}, "phone_asked_on"),
        ({"own_phone": "(919) 555-0199"}, "own_phone_asked_on"),
        ({"street": "2 River Road"}, "address_asked_on"),
        ({"parking": "In front."}, "place_asked_on"),
        ({"new_patients": "no"}, "new_patients_asked_on"),
    ],
)
def test_the_day_of_the_fact_itself_is_asked_for(full, line, column):
    Location.objects.update(checked_on=EARLIER, phone_checked_on=EARLIER, address_checked_on=EARLIER)
    Practice.objects.update(checked_on=EARLIER)
    assert mistakes({"doctor": "sukarno", "place": "river"} | line) == [
        f"Line 2, column {column}: The answer beside it is new: write the day on which you asked."
    ]


def test_who_takes_over_may_stand_further_down(full):
    new = {"given_name": "", "family_name": "Next", "doctor": "next", "place": "river"}
    bring_in(table_of({"doctor": "heir", "successor": "next"}, new))
    assert Provider.objects.get(slug="heir").successor.slug == "next"
    assert "no other doctor" in mistakes({"doctor": "heir", "successor": "heir"})[0]
