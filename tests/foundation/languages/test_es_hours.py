"""Opening hours that staff wrote in English, for readers of Spanish."""

import pytest

from drez_site.foundation.languages.es_hours import hours_from_english
from drez_site.foundation.languages.hours import opening_hours


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Monday to Friday, 8 am to 5 pm", "De lunes a viernes, de 8 a. m. a 5 p. m."),
        ("Monday to Thursday, 8 am to 4:30 pm", "De lunes a jueves, de 8 a. m. a 4:30 p. m."),
        ("Friday, 8 am to noon", "Viernes, de 8 a. m. a mediodía"),
        ("Saturdays and Sundays, 10 am to 2 pm.", "Sábado y domingo, de 10 a. m. a 2 p. m."),
        ("Wednesday, closed", "Miércoles, cerrado"),
        ("Tuesdays", "Martes"),
        ("By appointment", "Con cita previa"),
        ("Monday to Friday, 8 am to 5 pm, except the first Monday", None),
        ("Every second Friday", None),
        ("", None),
    ],
)
def test_days_and_times_are_said_in_spanish_and_nothing_is_guessed(english, spanish):
    assert hours_from_english(english) == spanish
    if spanish:
        opening_hours(spanish)
