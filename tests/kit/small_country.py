"""A small country: a few real ZIP codes and cities, far apart, no latitude near its longitude.

The demonstration in it takes seconds to load.
"""

import zipcodes

from procedures import content_files

RECORDS = [
    # ZIP code, city, other names, state, latitude, longitude (WGS84 degrees)
    ("27710", "Durham", [], "NC", "36.0512", "-78.8577"),
    ("27705", "Durham", ["West Durham"], "NC", "36.0218", "-78.9478"),
    ("27701", "Durham", [], "NC", "35.9967", "-78.8966"),
    ("03824", "Durham", [], "NH", "43.1340", "-70.9264"),
    ("28801", "Asheville", [], "NC", "35.5975", "-82.5569"),
    ("62701", "Springfield", [], "IL", "39.8000", "-89.6495"),
    ("62702", "Springfield", [], "IL", "39.8205", "-89.6539"),
    ("01103", "Springfield", [], "MA", "42.1029", "-72.5887"),
    ("65801", "Springfield", [], "MO", "37.2581", "-93.3437"),
    ("63101", "Saint Louis", [], "MO", "38.6346", "-90.1913"),
    ("33701", "Saint Petersburg", ["St Petersburg", "St Pete"], "FL", "27.7695", "-82.6404"),
    ("76102", "Fort Worth", ["Ft Worth"], "TX", "32.7590", "-97.3280"),
    ("08054", "Mount Laurel", ["Mt Laurel"], "NJ", "39.9479", "-74.9047"),
    ("27101", "Winston Salem", [], "NC", "36.1026", "-80.2228"),
    ("22030", "Fairfax", [], "VA", "38.8458", "-77.3242"),
    ("10301", "Staten Island", [], "NY", "40.6318", "-74.0927"),
    ("10001", "New York", [], "NY", "40.7484", "-73.9967"),
    ("22101", "Mc Lean", [], "VA", "38.9326", "-77.1706"),
    ("83814", "Coeur D Alene", [], "ID", "47.6935", "-116.7918"),
    ("25301", "Charleston", [], "WV", "38.3490", "-81.6305"),
    ("29401", "Charleston", [], "SC", "32.7795", "-79.9371"),
    ("20001", "Washington", [], "DC", "38.9109", "-77.0163"),
    ("75460", "Paris", [], "TX", "33.6609", "-95.5555"),
    ("00901", "San Juan", ["Viejo San Juan"], "PR", "18.4654", "-66.1057"),
    ("00680", "Mayaguez", [], "PR", "18.2045", "-67.1408"),
    ("99501", "Anchorage", [], "AK", "61.2116", "-149.8761"),
    ("96960", "Majuro", [], "MH", "7.0801", "-171.1569"),
    ("11805", "Hicksville", [], "NY", "0.0000", "0.0000"),
    ("11801", "Hicksville", [], "NY", "40.7623", "-73.5230"),
    ("09001", "Apo", [], "AE", "0.0000", "0.0000"),
    ("96303", "Dpo", [], "AP", "51.7236", "1.1097"),
    ("88888", "North Pole", [], "DC", "0.0000", "0.0000"),
]
SINGLE_ADDRESSEES = {"27710"}
PARTS = {
    "27701": ["Brightleaf"],
    "10001": ["Nyc", "Ny City", "NY"],
    "10301": ["Saint George", "Si"],
    "27710": ["Duke Medical Ctr"],
}
COUNTIES = {"27701": "Durham County", "28801": "Buncombe County", "22101": "Fairfax County"} | {
    "10301": "Richmond County",
    "10001": "New York County",
    "27710": "Durham County",
    "27705": "Durham County",
    "11801": "Nassau County",
    "11805": "Nassau County",
}
# Two papers, one citing another, and a web page.
FEW_SUMMARIES = ("Deer2017", "Cochrane2021", "web-UCLA")


def records() -> list[dict]:
    """As the `zipcodes` package gives them."""
    return [
        {
            "zip_code": code,
            "zip_code_type": "UNIQUE" if code in SINGLE_ADDRESSEES else "STANDARD",
            "active": True,
            "city": city,
            "acceptable_cities": others,
            "unacceptable_cities": PARTS.get(code, []),
            "state": state,
            "county": COUNTIES.get(code, f"{city} County"),
            "lat": lat,
            "long": lon,
        }
        for code, city, others, state, lat, lon in RECORDS
    ]


def in_a_small_country(patch):
    """Few places, and few summaries of evidence."""
    patch.setattr(zipcodes, "list_all", records)
    few_summaries(patch)


def few_summaries(patch):
    """Ship these summaries alone."""
    every = content_files.summaries_in
    patch.setattr(
        content_files,
        "summaries_in",
        lambda path: [each for each in every(path) if each["key"] in FEW_SUMMARIES],
    )


# For `manage.py shell -c`: the places of this country in a database that has none.
LOAD_PLACES = """
import pytest
from django.core.management import call_command
from tests.kit.small_country import in_a_small_country
in_a_small_country(pytest.MonkeyPatch())
call_command("load_places")
"""
