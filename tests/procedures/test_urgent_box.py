"""The box of urgent signs: whom to call by day, at night, and what to do when nobody answers."""

import re

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from drez_site.clinic.models import ClinicProfile

DAY, NIGHT = "+19195550134", "+19195550139"
SIGNS = {"emergency": ["A seizure"], "same_day": ["Fever or chills"], "call_office": ["You fall"]}
EMERGENCY_ROOM = "if no one answers, go to the emergency room."


def box(signs=SIGNS, **clinic) -> str:
    return in_language("en", signs, **clinic)


def in_language(language, signs=SIGNS, **clinic) -> str:
    """The box around English words, as a page in this language has it."""
    page = render_to_string(
        "components/urgent.html",
        {
            "heading": "Help",
            "anchor": "help",
            "body": mark_safe("<p>Signed words.</p>"),
            "signs": signs,
            "clinic": ClinicProfile(**clinic),
            "language": language,
            "words_language": "en",
        },
    )
    return " ".join(page.split()).replace(" </p>", "</p>")


def test_the_same_day_list_has_the_office_and_the_number_for_the_night():
    page = box(phone=DAY, urgent_phone=NIGHT)
    told = page[page.index("Fever or chills") : page.index("You fall")]
    day, night = told.index("While the office is open:"), told.index("When the office is closed:")
    assert day < told.index(f'href="tel:{DAY}"') < night < told.index(f'href="tel:{NIGHT}"')
    assert EMERGENCY_ROOM.replace("if", "If") in told


@pytest.mark.parametrize("clinic", [{"phone": DAY}, {}])
def test_without_a_number_for_the_night_the_emergency_room_is_named(clinic):
    page = box(**clinic)
    told = page[page.index("Fever or chills") : page.index("You fall")]
    assert "When the office is closed, or " + EMERGENCY_ROOM in told
    assert ("While the office is open:" in told) is bool(clinic)


def test_no_free_text_of_the_clinic_stands_among_signed_words():
    told = "Weak legs are normal: do not call."
    assert told not in box(phone=DAY, urgent_phone=NIGHT, hours=told, name=told, travel=told)


def test_no_number_stands_where_there_is_no_list():
    assert DAY not in box(signs={"emergency": ["A seizure"]}, phone=DAY, urgent_phone=NIGHT)


@pytest.mark.parametrize("clinic", [{"phone": DAY, "urgent_phone": NIGHT}, {"phone": DAY}])
def test_every_button_says_when_somebody_answers(clinic):
    """At two in the morning nobody presses the number of a closed office because it is the largest."""
    page = box(**clinic)
    buttons = re.findall(r"<dt>([^<]*)</dt> *<dd> *<a class=\"button\" href=\"tel:([^\"]*)\"", page)
    assert page.count('class="button') == len(buttons) == len(clinic)
    assert dict(buttons) == {
        "While the office is open:": DAY,
        **({"When the office is closed:": NIGHT} if "urgent_phone" in clinic else {}),
    }


def test_only_the_signed_words_are_english_where_nobody_has_translated_them():
    page = in_language("es", phone=DAY, urgent_phone=NIGHT)
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)

    def said(element, language=None):
        """(language, words) of every text in it."""
        language = element.get("lang", language)
        if element.text and element.text.strip():
            yield language, element.text.strip()
        for child in element:
            yield from said(child, language)
            if child.tail and child.tail.strip():
                yield language, child.tail.strip()

    signed = {"Help", "Signed words.", *(sign for signs in SIGNS.values() for sign in signs)}
    texts = list(said(tree[0]))
    assert {words for language, words in texts if language == "en"} == signed
    spanish = " ".join(words for language, words in texts if language == "es")
    assert "Llámenos el mismo día" in spanish and "Esta lista está en inglés." in spanish
    assert re.search(r"\b(call|office|emergency|list|the)\b", spanish, re.IGNORECASE) is None
    assert "lang=" not in box(phone=DAY), "nothing to say where all is in one language"
