"""What the register shouts, as people write it."""

import pytest

from providers.nppes.wording import address_line, degrees, person_name


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("O'DONNELL", "O'Donnell"),
        ("MCCOY", "McCoy"),
        ("SMITH-JONES", "Smith-Jones"),
        ("DE LA CRUZ", "De La Cruz"),
        ("DO", "Do"),
        ("PEÑA III", "Peña III"),
        ("van Dyk", "van Dyk"),
    ],
)
def test_names_as_people_write_them(shouted, written):
    assert person_name(shouted) == written


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("12 MCKEE ST NE", "12 McKee St NE"),
        ("PO BOX 12", "PO Box 12"),
        ("5 E 42ND ST", "5 E 42nd St"),
        ("PAIN CLINIC LLC", "Pain Clinic LLC"),
        ("Providence Hospice", "Providence Hospice"),
    ],
)
def test_addresses_as_people_write_them(shouted, written):
    assert address_line(shouted) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("M.D.", "MD"),
        ("M. D.", "MD"),
        ("MD, PH.D.", "MD, PhD"),
        ("MD PHD", "MD, PhD"),
        ("M.D.,M.P.H.", "MD, MPH"),
        ("PA-C", "PA-C"),
        ("<UNAVAIL>", ""),
        ("best in town", ""),
    ],
)
def test_degrees_as_people_write_them(typed, written):
    assert degrees(typed) == written
