"""Names that cities abroad share with small places here, or with none: never measured from in silence."""

import pytest

from providers.models import Place
from providers.places import AmbiguousPlace, PlaceNotFound, abroad, resolve
from tests.kit.places import make_town, make_zip_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.mark.parametrize(
    ("typed", "town", "state"),
    [
        ("Santiago", "Santiago", "MN"),
        ("santiago", "Santiago", "MN"),
        ("Montevideo", "Montevideo", "MN"),
        ("Toluca", "Toluca", "IL"),
        ("La Paz", "Lapaz", "IN"),
        ("El Cairo", "El Cairo", "IL"),
        ("Kingston", "Kingston", "NY"),
        ("doctors near Kingston", "Kingston", "NY"),
        ("vivo en Santiago", "Santiago", "MN"),
        ("12 Main St Kingston", "Kingston", "NY"),
        ("12 Main St, Kingston", "Kingston", "NY"),
    ],
)
def test_a_small_town_with_the_name_of_a_city_abroad_is_asked_and_one_press_away(typed, town, state):
    make_town(town, state)
    with pytest.raises(AmbiguousPlace) as asked:
        resolve(typed)
    assert asked.value.kind is AmbiguousPlace.Kind.ABROAD
    (choice,) = asked.value.choices
    assert choice.label == f"{town}, {state}" and resolve(choice.as_typed).place == choice


@pytest.mark.parametrize(
    "typed",
    ["Puebla", "Mérida", "merida", "Córdoba", "Cartagena", "Cali", "Habana", "La Habana", "Port au Prince"]
    + ["Port-au-Prince", "Oaxaca", "Asunción", "Jalisco", "Nova Scotia", "Santa Cruz de la Sierra", "Yaoundé"]
    + ["La Vega", "Saint John’s", "Quezon City", "Bengaluru", "Xi’an", "hospital en Puebla"],
)
def test_a_city_or_province_abroad_without_a_namesake_is_outside_the_country(typed):
    make_town("Cordova", "TN")
    make_town("Vega", "TX")
    with pytest.raises(PlaceNotFound) as unknown:
        resolve(typed)
    assert unknown.value.reason is PlaceNotFound.Reason.ABROAD


@pytest.mark.parametrize("name", ["Birmingham", "San Jose", "Toledo", "Naples", "Panama City", "Columbus"])
def test_a_large_city_here_is_still_meant_by_a_name_that_is_known_abroad(name):
    make_town(name, "TX", zip_count=14)
    assert resolve(name).place.label == f"{name}, TX"


@pytest.mark.parametrize("name", ["colon", "male", "nice", "cork", "bath", "split", "hull", "natal"])
def test_no_common_word_is_a_city_abroad(name):
    assert not abroad.may_be_meant(name)


@pytest.mark.parametrize("typed", ["Los Angeles, Cali", "Los Angeles Cali", "near Los Angeles Cali"])
def test_behind_a_town_cali_is_california(typed):
    make_town("Los Angeles", "CA", zip_count=100)
    assert resolve(typed).place.label == "Los Angeles, CA"


def test_a_zip_code_beside_its_town_is_meant_whatever_else_is_called_so():
    make_zip_code("12401", "Kingston", "NY")
    make_town("Kingston", "NY")
    for typed in ("Kingston 12401", "12 Main St Kingston 12401", "12 Main St, Kingston 12401"):
        assert resolve(typed).place.label == "Kingston, NY 12401"


def test_a_zip_code_beside_a_name_that_is_known_here_and_abroad_is_asked():
    make_town("Georgetown", "TX")
    with pytest.raises(AmbiguousPlace) as asked:
        resolve("Georgetown 27710")
    assert asked.value.kind is AmbiguousPlace.Kind.ABROAD
    assert [place.label for place in asked.value.choices] == ["Durham, NC 27710"]


def test_the_finder_and_an_article_say_that_the_list_ends_at_the_border(client, loaded):
    make_town("Santiago", "MN")
    for path in ("/es/doctors/", "/es/procedures/drg-stimulation/"):
        assert "¿Vive en otro país?" in client.get(path, {"near": "Santiago"}).text
        assert "fuera de los Estados Unidos" in client.get(path, {"near": "Puebla"}).text


def test_a_territory_is_asked_where_and_not_called_a_state(client):
    make_town("Hagatna", "GU")
    page = client.get("/doctors/", {"near": "Guam"}).text
    assert "Where in Guam are you?" in page and "Hagatna, GU" in page
    assert "Choose the nearest of its towns" in page and "A state is too large" not in page
    assert "A state is too large" in client.get("/doctors/", {"near": "NC"}).text
    assert Place.objects.cities().filter(state="NC").exists()
