"""Specialties and languages are called by words that are known: no other language says something by them."""

import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from drez_site.clinic import notices
from providers import demonstration
from providers.models import Language, Specialty

pytestmark = pytest.mark.django_db

SHIPPED = tomllib.loads((Path(demonstration.__file__).parent / "demonstration_data/words.toml").read_text())
NOTICES = tomllib.loads((Path(notices.__file__).parent / "language_assistance.toml").read_text())
IN_WORDS_NOBODY_HERE_READS = [
    "Hết Đau Trong Một Tuần",  # the pain is gone in a week
    "Hết Đau",
    "Het Dau",
    "Wala Nang Kirot",  # no more pain
    "Tuluyang Paggaling",  # healed for good
    "Nimm Keine Tabletten",
    "Plus De Souffrance",
    "无痛",
    "หมดกังวล",
    "Surgeon: wala nang kirot",
]
PROMISES_LIKE_A_FIELD = ["Stimulation for pain", "Painfreeologist", "Noopioidsology", "Curealist"]


def refused(row) -> set[str]:
    """The fields that the form of this row complains about."""
    try:
        row.full_clean()
    except ValidationError as error:
        return {*error.message_dict}
    return set()


@pytest.mark.parametrize(
    ("label", "official"),
    [(row["label"], row["official_name"]) for row in SHIPPED["specialty"]]
    + [
        ("Neurologist", "Psychiatry & Neurology, Neurology"),
        ("Pelvic health physical therapist", "Physical Therapist"),
        ("Nurse practitioner, pain", "Nurse Practitioner, Primary Care"),
        ("Spine surgeon (orthopedic)", "Orthopaedic Surgery, Orthopaedic Surgery of the Spine"),
        ("Pain psychologist", "Psychologist, Clinical"),
        ("Children\u2019s neurosurgeon", "Neurological Surgery, Pediatric Neuroradiology"),
        ("Gastroenterologist", "Psychiatry & Neurology, Geriatric Neuropsychiatry"),
        ("Periodontist", "Pathology, Dermatopathology"),
        ("Otolaryngologist", "Urogynecology and Reconstructive Pelvic Surgery"),
        ("Hospitalist", "Nurse Anesthetist, Certified Registered"),
    ],
)
def test_what_doctors_are_trained_in_has_its_name(label, official):
    assert refused(Specialty(code="207T00000X", label=label, official_name=official)) == set()


@pytest.mark.parametrize("words", IN_WORDS_NOBODY_HERE_READS + PROMISES_LIKE_A_FIELD)
def test_nothing_else_is_a_specialty(words):
    row = Specialty(code="207T00000X", label=words, official_name=words)
    assert refused(row) == {"label", "official_name"}


@pytest.mark.parametrize(
    ("name", "endonym"),
    [(row["name"], row["endonym"]) for row in SHIPPED["language"]]
    + [(row["name"], row["name"]) for row in NOTICES["notices"]]
    + [
        ("Haitian Creole", "Kreyòl ayisyen"),
        ("Chinese (Cantonese)", "粵語"),
        ("Chinese (Mandarin)", "中文（普通话）"),
        ("Q'anjob'al", "Q\u2019anjob\u2019al"),
        ("Mexican Sign Language", "Lengua de Señas Mexicana"),
        ("Norn", "Norn"),
    ],
)
def test_what_doctors_speak_has_its_name(name, endonym):
    assert refused(Language(code="xx", name=name, endonym=endonym)) == set()


@pytest.mark.parametrize("words", [*IN_WORDS_NOBODY_HERE_READS, "Norn 2"])
def test_nothing_else_is_a_language(words):
    assert refused(Language(code="xx", name=words, endonym=words)) == {"name", "endonym"}


def test_a_name_from_before_these_rules_stays_while_other_fields_change():
    old = Language.objects.create(code="xx", name="Tala Lumang", endonym="Tala Lumang")
    old.endonym = "Norn"
    assert refused(old) == set()
    old.name = "Tala Bagong"
    assert refused(old) == {"name"}
