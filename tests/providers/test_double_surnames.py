"""Two surnames, as in Spain and Latin America: found by either of them, sorted by the first."""

import pytest
from django.test import Client

from providers.search import DirectoryQuery, answer
from tests.kit.directory import make_doctor, make_location

pytestmark = pytest.mark.django_db
SORTED = ["de la Cruz Vega", "García", "García López", "García-Márquez", "Núñez", "Ortega y Gasset", "Peña"]
AS_TYPED = {
    "García Márquez": ["García-Márquez"],
    "garcia-marquez": ["García-Márquez"],
    "Marquez": ["García-Márquez"],
    "GARCIA": ["García", "García López", "García-Márquez"],
    "Dra. María de los Ángeles García Márquez": ["García-Márquez"],
    "García y Márquez": ["García-Márquez"],
    "garcia lopez": ["García López"],
    "Cruz": ["de la Cruz Vega"],
    "De la Cruz": ["de la Cruz Vega"],
    "delacruzvega": ["de la Cruz Vega"],
    "Ana Vega": ["de la Cruz Vega"],
    "Ortega Gasset": ["Ortega y Gasset"],
    "nunez": ["Núñez"],
    "pena": ["Peña"],
}


@pytest.fixture
def doctors():
    place = make_location()
    for name in reversed(SORTED):
        make_doctor(name, place, given_name="María de los Ángeles" if name == "García-Márquez" else "Ana")


def called(typed: str) -> tuple[list[str], bool]:
    outcome = answer(DirectoryQuery(name=typed))
    return [each.practice.provider.family_name for each in outcome.matches], outcome.total.named_as_typed


def test_either_surname_or_both_with_or_without_accents_and_hyphen(doctors):
    assert {typed: called(typed) for typed in AS_TYPED} == {
        typed: (names, True) for typed, names in AS_TYPED.items()
    }
    names, is_as_typed = called("Ana García Hernández")
    assert "García" in names and not is_as_typed, "with a surname more than we know"
    assert called("")[0] == SORTED, "by the first surname"


def test_the_search_of_the_site_finds_long_names_and_a_page_has_its_letters(doctors):
    found = Client().get("/es/search/", {"q": "Dra. María de los Ángeles García Márquez"}).text
    assert "García-Márquez" in found.partition("<main")[2]
    (cruz,) = answer(DirectoryQuery(name="Cruz")).matches
    assert ">AC</span>" in Client().get(cruz.practice.provider.get_absolute_url()).text
