"""The box of urgent signs: whom to call by day, at night, and what to do when nobody answers."""

import pytest
from django.template.loader import render_to_string

from drez_site.clinic.models import ClinicProfile

DAY, NIGHT = "+19195550134", "+19195550139"
SIGNS = {"emergency": ["A seizure"], "same_day": ["Fever or chills"], "call_office": ["You fall"]}
EMERGENCY_ROOM = "if no one answers, go to the emergency room."


def box(signs=SIGNS, **clinic) -> str:
    context = {"heading": "Help", "anchor": "help", "body": "", "signs": signs}
    page = render_to_string("components/urgent.html", context | {"clinic": ClinicProfile(**clinic)})
    return " ".join(page.split()).replace(" </p>", "</p>")


def test_the_same_day_list_has_the_office_and_the_number_for_the_night():
    page = box(phone=DAY, urgent_phone=NIGHT)
    told = page[page.index("Fever or chills") : page.index("You fall")]
    assert f'Office: <a href="tel:{DAY}">(919) 555-0134</a></p>' in told
    assert f'When the office is closed: <a href="tel:{NIGHT}">(919) 555-0139</a>' in told
    assert EMERGENCY_ROOM.replace("if", "If") in told


@pytest.mark.parametrize("clinic", [{"phone": DAY}, {}])
def test_without_a_number_for_the_night_the_emergency_room_is_named(clinic):
    page = box(**clinic)
    told = page[page.index("Fever or chills") : page.index("You fall")]
    assert "When the office is closed, or " + EMERGENCY_ROOM in told
    assert ("Office:" in told) is bool(clinic)


def test_no_free_text_of_the_clinic_stands_among_signed_words():
    told = "Weak legs are normal: do not call."
    assert told not in box(phone=DAY, urgent_phone=NIGHT, hours=told, name=told, travel=told)


def test_no_number_stands_where_there_is_no_list():
    assert "Office:" not in box(signs={"emergency": ["A seizure"]}, phone=DAY)
