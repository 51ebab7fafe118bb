"""The table of places, from the whole country's data and from a small one."""

import pytest
import zipcodes
from django.core.management import call_command
from django.db import connection

from providers import places
from providers.models import Place
from providers.places.loading import rows
from tests.kit.small_country import records

pytestmark = pytest.mark.django_db


def made() -> dict:
    return {f"{row[1]}, {row[2]} {row[3]}".strip(): row for row in rows(records())}


def test_a_row_for_each_zip_code_and_each_city():
    labels = made()
    assert {"Durham, NC", "Durham, NC 27710", "Durham, NH", "Durham, NH 03824"} <= labels.keys()
    assert labels["Durham, NC"][4:8] == (36.0218, -78.8966, "durham", 3)


def test_spellings_of_one_city_are_one_place_under_the_preferred_name():
    labels = made()
    assert labels["Saint Petersburg, FL"][7] == 1
    assert "St Petersburg, FL" not in labels
    assert "St Pete, FL" in labels


def test_records_without_coordinates_take_their_citys_or_are_left_out():
    labels = made()
    assert labels["Hicksville, NY 11805"][4:6] == labels["Hicksville, NY 11801"][4:6]
    assert not [label for label in labels if label.startswith("North Pole")]


def test_military_post_offices_are_in_no_particular_place():
    assert not [label for label in made() if label.startswith(("Apo", "Dpo"))]


def test_majuro_is_on_the_right_side_of_the_date_line():
    assert made()["Majuro, MH 96960"][5] > 0


@pytest.fixture
def small_country(monkeypatch):
    Place.objects.all().delete()
    monkeypatch.setattr(zipcodes, "list_all", records)
    assert places.load()


def test_loading_again_writes_only_what_is_missing(small_country, capsys):
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(xmin::text::bigint) FROM providers_place")
        written_by = cursor.fetchone()
        assert not places.load()
        call_command("load_places")
        assert "were there already" in capsys.readouterr().out
        cursor.execute("SELECT max(xmin::text::bigint) FROM providers_place")
        assert cursor.fetchone() == written_by

    Place.objects.filter(zip_code="27710").delete()
    assert places.load(), "a row is missing"
    assert Place.objects.filter(zip_code="27710").exists()
    call_command("load_places", force=True)
    assert f"Loaded {Place.objects.zip_codes().count()} ZIP codes" in capsys.readouterr().out
