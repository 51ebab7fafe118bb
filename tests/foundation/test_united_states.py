"""Phone numbers, ZIP codes and states of the United States: one rule each, whoever asks."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError

from drez_site.assembly.checks import phones_of_error_pages_can_be_dialed
from drez_site.assembly.demonstration import start_clinic
from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.states import (
    STATES,
    state_code,
    state_in_an_address,
    state_misspelled,
)
from drez_site.foundation.united_states.validators import known_state, phone_number, zip_code

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
GOOD_NUMBERS = ["+19195550134", "+12125551234", "+13052000000"]
BAD_NUMBERS = [
    "+19190550134",  # no exchange begins with 0 or 1
    "+19191550134",
    "+11195550134",
    "+1919555013",
    "+191955501340",
    "+1" + "9195550134".translate(ARABIC),
    "+19195550134\n",
]
BAD_STATES = ["ZZ", "XX", "nc", "N", "NCX", "ＮＣ", "NC\n", "", " "]
BAD_ZIP_CODES = ["27710".translate(ARABIC), "２７７１０", "2771", "277100", "27710\n", "2771a"]


def takes(rule, value) -> bool:
    try:
        rule(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("number", GOOD_NUMBERS + BAD_NUMBERS)
def test_forms_models_and_settings_take_the_same_numbers(number, settings):
    settings.CLINIC_PHONE, settings.CLINIC_URGENT_PHONE = number, ""
    is_good = number in GOOD_NUMBERS
    assert takes(phone_number, number) is is_good
    assert takes(phones.read, number.strip()) is (is_good or number.strip() in GOOD_NUMBERS)
    assert (phones.written(number) != number) is is_good
    assert (phones_of_error_pages_can_be_dialed(None) == []) is is_good


@pytest.mark.django_db
@pytest.mark.parametrize("number", BAD_NUMBERS)
def test_no_clinic_starts_with_a_number_that_nobody_can_dial(number):
    with pytest.raises(ValidationError, match="Enter the number with country code"):
        start_clinic("A Clinic", number)


def columns_that_take(rule) -> list:
    """Columns of every model, and of lists in one, that hold to this rule."""
    columns = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    columns += [field.base_field for field in columns if isinstance(field, ArrayField)]
    return [field for field in columns if rule in field.validators]


@pytest.mark.parametrize(
    ("rule", "bad", "good", "least"),
    [
        (phone_number, BAD_NUMBERS, GOOD_NUMBERS, 12),
        (known_state, BAD_STATES, list(STATES), 7),
        (zip_code, BAD_ZIP_CODES, ["27710", "00501"], 4),
    ],
    ids=["phones", "states", "ZIP codes"],
)
def test_every_column_takes_what_there_is(rule, bad, good, least):
    columns = columns_that_take(rule)
    assert len(columns) >= least
    for column in columns:
        assert [value for value in bad if value and takes(column.run_validators, value)] == []
        assert [value for value in good if not takes(column.run_validators, value)] == []


def test_no_column_of_a_number_a_state_or_a_zip_code_is_without_its_rule():
    rules = {"phone": phone_number, "fax": phone_number, "tty": phone_number, "state": known_state}
    rules |= {"zip_code": zip_code}
    found = 0
    for model in apps.get_models():
        if model._meta.label == "providers.Place":
            continue  # of the list of ZIP codes, which nobody types
        for field in model._meta.concrete_fields:
            rule = rules.get(field.name) or rules.get(field.name.rpartition("_")[2])
            if rule and field.get_internal_type() == "CharField":
                assert rule in field.validators, field
                found += 1
    assert found >= 20


def test_the_states_with_a_health_data_law_are_states():
    field = apps.get_model("clinic.ClinicProfile")._meta.get_field("health_data_states")
    assert [text for text in ("CT, NV, WA", "WA") if not takes(field.run_validators, text)] == []
    assert [text for text in ("ZZ", "CT, ZZ", "CT NV", "CT,NV") if takes(field.run_validators, text)] == []


@pytest.mark.parametrize(
    "typed",
    [
        "(919) 555-0141 ext. 12",
        "(919) 555-0141, ext 12",
        "919.555.0141x12",
        "+1 919 555 0141 extension 12",
        "(919) 555-0141 extensión 12",
        "919-555-0141 #12",
        "tel:+19195550141,12",
        "+19195550141;ext=12",
    ],
)
def test_an_extension_is_kept_shown_dialed_and_spoken(typed):
    number = phones.read(typed)
    assert takes(phone_number, number)
    assert phones.written(number) == "(919) 555-0141, ext. 12"
    assert phones.read(phones.written(number)) == number
    assert phones.address(number) == "tel:+19195550141,12"
    assert phones.PhoneNumber.of(number, "River Clinic").label == (
        "Call River Clinic at (919) 555-0141, extension 12"
    )


@pytest.mark.parametrize(
    "pasted",
    ["(919) 555\u20110141", "(919)\u00a0555\u20130141", "\u202a(919) 555-0141\u202c", "919\u200b5550141"]
    + ["９１９ ５５５ ０１４１", "919·555·0141", "(919)\u2060 555\u22120141"],
)
def test_a_number_pasted_from_elsewhere_is_read(pasted):
    assert phones.read(pasted) == "+19195550141"


@pytest.mark.parametrize(
    "typed", ["(919) 555-0141 ext", "(919) 555-0141 ext. 12345678", "555-0141 x12", "x12"]
)
def test_half_a_number_is_refused(typed):
    assert not takes(phones.read, typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Mass.", "MA"), ("Calif", "CA"), ("N. Mex.", "NM"), ("W. Va.", "WV"), ("Penna.", "PA"), ("nc", "NC")]
    + [("Ill.", "IL"), ("No. Carolina", "NC"), ("P. R.", "PR"), ("Durham", None)],
)
def test_states_are_read_as_addresses_shorten_them(typed, code):
    assert state_in_an_address(typed) == code


@pytest.mark.parametrize("word", ["ill", "miss", "wash", "mass", "ore", "ind"])
def test_a_word_of_its_own_is_a_state_only_in_an_address(word):
    assert state_code(word) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Massachusets", "MA"),
        ("Pensylvania", "PA"),
        ("Missisippi", "MS"),
        ("Calfornia", "CA"),
        ("Pain", None),
    ],
)
def test_a_misspelled_state_is_known_by_its_likeness(typed, code):
    assert state_misspelled(typed) == code
