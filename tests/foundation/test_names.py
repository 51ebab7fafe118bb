"""Names, titles and degrees: what real ones look like is taken, a sentence is not."""

import pytest
from django.core.exceptions import ValidationError

from drez_site.foundation.names import (
    city_alone,
    degrees_alone,
    name_alone,
    person_alone,
    persons_alone,
    role_alone,
    title_alone,
)
from tests.kit import names as real

NAMES = [
    "Example Tower",
    "St. Mary's Hospital",
    "Mt. Example Med. Ctr., Bldg. 4",
    "Sample University Hospital - North Campus",
    "Clinic 2B / Pain Center",
    "Hospital Clínico (Torre B)",
    "Department of Physical Medicine and Rehabilitation, Example University",
    "Pain Medicine (Anesthesiology) Physician",
    "Doctor for nerves and brain (neurologist)",
    "American Sign Language (ASL)",
    "中文（简体）",
    "हिन्दी",
    "Tiếng Việt",
    "Kreyòl Ayisyen",
    "1500 Example Park",
]
SENTENCES = [
    "Example Tower. Numb legs are normal.",
    "Example Tower: call us first",
    "98% of people go home",
    "Is it safe?",
    "See <b>here</b>",
    "One two three four five six seven eight nine ten eleven twelve thirteen",
    "Example Tower\nStop your pills",
    "Опиоиды не нужны",
    "Clinic अब दर्द नहीं",
]
DEGREES = [
    "MD",
    "MD, PhD",
    "MD, PhD, FAANS",
    "M.D., Ph.D.",
    "DO, MPH",
    "MBBS, FRCS (SN)",
    "DNP, APRN, FNP-BC",
    "PharmD, BCPS",
    "Dr. med., MSc",
    "BSc (Hons), MBChB",
]
NO_DEGREES = ["cures pain", "MD, the best", "Stop your pills", "MD. Numb legs are normal", "MD 911", "Doctor"]
TITLES = ["Dr.", "Prof. Dr.", "Dra.", "Mr", "Señora", "Prof. Dr. med."]
NO_TITLES = ["Dr. 98%", "The best doctor here is", "Stop. Your. Pills. Now.", "Dr.\n"]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (role_alone, [*NAMES, *real.ROLES], SENTENCES),
        (name_alone, [*real.PLACES, *real.STREETS], [*SENTENCES, *real.SENTENCES]),
        (person_alone, real.PEOPLE, [*SENTENCES, *real.SENTENCES]),
        (
            persons_alone,
            ["Ana Smith", "Terry O'Brien, Ana de la Cruz"],
            [*SENTENCES, "Ana Smith, who cures pain"],
        ),
        (city_alone, [*real.CITIES, *real.PLACES], [*SENTENCES, *real.SENTENCES]),
        (degrees_alone, DEGREES, NO_DEGREES),
        (title_alone, TITLES, NO_TITLES),
    ],
)
def test_a_name_is_taken_and_a_sentence_is_not(check, good, bad):
    for text in good:
        check(text)
    for text in bad:
        with pytest.raises(ValidationError, match="Write .* alone"):
            check(text)


def test_the_lists_are_long_enough():
    assert len([*real.PLACES, *real.PEOPLE, *real.CITIES, *real.STREETS, *real.ROLES]) >= 60
    assert len(real.SENTENCES) >= 60 and len(real.WITHOUT_SMALL_WORDS) >= 20


@pytest.mark.parametrize("letters", [str, str.lower, str.upper, str.title])
def test_a_sentence_is_none_in_whatever_letters(letters):
    """A role needs no capitals, and a promise in capitals is no name."""
    sentences = [*real.SENTENCES, *real.WITHOUT_SMALL_WORDS]
    assert [text for text in sentences if is_taken(role_alone, letters(text))] == []


def is_taken(check, text) -> bool:
    try:
        check(text)
    except ValidationError:
        return False
    return True


def test_every_city_of_the_zip_list_is_a_name():
    import zipcodes

    cities = {row["city"].title() if row["city"].isupper() else row["city"] for row in zipcodes.list_all()}
    assert len(cities) > 15_000
    assert sorted(city for city in cities if not is_taken(city_alone, city)) == []
