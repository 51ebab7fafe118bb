"""The box of urgent signs: whom to call by day, at night, and what to do when nobody answers."""

import pytest
from django.template.loader import render_to_string

from drez_site.clinic.models import ClinicProfile

DAY, NIGHT = "+19195550134", "+19195550139"
SIGNS = {"emergency": ["A seizure"], "same_day": ["Fever or chills"], "call_office": ["You fall"]}
EMERGENCY_ROOM = "if no one answers, go to the emergency room."


def box(language="en", signs=SIGNS, texts=(), **clinic) -> str:
    profile = ClinicProfile(**clinic)
    profile.texts_read = texts
    context = {"heading": "Help", "anchor": "help", "body": "", "signs": signs, "language": language}
    page = render_to_string("components/urgent.html", context | {"clinic": profile})
    return " ".join(page.split()).replace(" </p>", "</p>")


def test_the_same_day_list_has_the_office_with_its_hours_and_the_number_for_the_night():
    page = box(phone=DAY, hours="Monday to Friday, 8 am to 5 pm", urgent_phone=NIGHT)
    told = page[page.index("Fever or chills") : page.index("You fall")]
    assert f'Office: <a href="tel:{DAY}">(919) 555-0134</a>, Monday to Friday, 8 am to 5 pm</p>' in told
    assert f'When the office is closed: <a href="tel:{NIGHT}">(919) 555-0139</a>' in told
    assert EMERGENCY_ROOM.replace("if", "If") in told


@pytest.mark.parametrize("clinic", [{"phone": DAY}, {}])
def test_without_a_number_for_the_night_the_emergency_room_is_named(clinic):
    page = box(**clinic)
    told = page[page.index("Fever or chills") : page.index("You fall")]
    assert "When the office is closed, or " + EMERGENCY_ROOM in told
    assert ("Office:" in told) is bool(clinic)


def test_hours_stand_in_the_language_of_the_page():
    hours = {"phone": DAY, "hours": "8 am to 5 pm"}
    spoken = {"reason": None, "place": None, "field": "hours", "language": "es", "words": "de 8 a 17 h"}
    assert ", de 8 a 17 h</p>" in box(language="es", texts=[spoken], **hours)
    assert ', <span lang="en">8 am to 5 pm</span></p>' in box(language="es", **hours)


def test_no_number_stands_where_there_is_no_list():
    assert "Office:" not in box(signs={"emergency": ["A seizure"]}, phone=DAY)
