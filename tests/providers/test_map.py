"""The map of doctors: our own outlines, dots that are links, and the list that says the same."""

import gzip
import re

import pytest
from django.db import IntegrityError

from drez_site.foundation.united_states.states import STATES
from providers.atlas import listed, outlines
from providers.atlas.projection import Sheet
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import make_signed_article
from tests.kit.elements import parse

CITIES = {  # state: (latitude, longitude) in WGS84 degrees
    "NC": (35.99, -78.90),
    "TX": (29.76, -95.37),
    "CA": (34.05, -118.24),
    "MI": (46.54, -87.40),
    "NY": (40.71, -73.99),
    "AK": (61.20, -149.85),
    "HI": (21.33, -157.85),
    "PR": (18.38, -66.06),
    "DC": (38.90, -77.03),
}
RALEIGH = (35.78, -78.64)


def polygons(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path of relative lines."""
    rings = []
    for ring in filter(None, path.split("z")):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        points = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        rings.append(points)
    return rings


def is_inside(path: str, point: tuple[float, float]) -> bool:
    x, y, crossed = *point, False
    for ring in polygons(path):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossed = not crossed
    return crossed


def main_of(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    (main,) = re.findall("<main.*</main>", response.text, re.DOTALL)
    return parse(main)


def dots(main) -> dict[str, str]:
    """What each dot says, and where it leads."""
    links = [link for link in main.iter("a") if any(child.tag == "circle" for child in link)]
    return {next(link.iter("title")).text: link.get("href") for link in links}


def in_the_list(main) -> dict[str, str]:
    lists = [each for each in main.iter("ul") if each.get("class") == "map__list"]
    return {"".join(link.itertext()): link.get("href") for each in lists for link in each.iter("a")}


def left_out(main) -> str:
    return "".join(next(main.iter("figcaption")).itertext())


# Outlines


def test_the_middle_of_a_sheet_lies_where_it_was_put_and_areas_are_true():
    sheet = Sheet((40.0, -100.0), 1000.0, (500.0, 300.0))
    assert sheet.point(40.0, -100.0) == pytest.approx((500, 300))
    (x, y), (east, _), (_, north) = (sheet.point(*at) for at in ((40, -100), (40, -99.99), (40.01, -100)))
    assert east > x and north < y, "east is to the right, north is up"
    assert Sheet.read(sheet.told()) == sheet


def test_every_state_has_an_outline_but_those_that_the_census_file_lacks():
    drawn = {code for code in STATES if outlines.state(code)}
    assert STATES.keys() - drawn == {"FM", "MH", "PW"}
    country = outlines.country()
    assert drawn - country.paths.keys() == {"AS", "GU", "MP"}
    assert country.paths.keys() == country.middles.keys()


def test_outlines_are_small():
    country = "".join(outlines.country().paths.values())
    assert len(gzip.compress(country.encode())) < 8_000
    states = [gzip.compress("".join(outlines.state(code).paths.values()).encode()) for code in CITIES]
    assert max(map(len, states)) < 2_000


@pytest.mark.parametrize("code", CITIES)
def test_a_city_lies_inside_its_state_on_both_drawings(code):
    for drawing in (outlines.country(), outlines.state(code)):
        point = drawing.point(code, *CITIES[code])
        if code == "DC" and drawing is outlines.country():
            assert point  # too small there to be drawn as more than a speck
        else:
            assert is_inside(drawing.paths[code], point), code


def test_what_is_not_on_the_paper_has_no_point():
    assert outlines.country().point("GU", 13.4, 144.8) is None
    assert outlines.country().point("NC", 89.0, 0.0) is None


# The pages


def test_a_dot_leads_to_the_only_place_of_a_town_and_else_to_the_nearest(client, country, drez):
    one = make_location("One", city="Charlotte", zip_code="28204", at=(35.21, -80.83))
    two, three = make_location("Two"), make_location("Three")
    make_doctor("A", one, two)
    make_doctor("B", three)
    main = main_of(client, "/doctors/map/nc/")
    near, alone = "/doctors/?near=27705", f"/locations/{one.slug}/"
    assert dots(main) == {"Charlotte, NC: 1 doctor": alone, "Durham, NC: 2 doctors at 2 places": near}
    assert in_the_list(main) == dots(main)
    whole = main_of(client, "/doctors/map/")
    assert dots(whole) == dots(main)
    assert in_the_list(whole) == {"North Carolina": "/doctors/map/nc/", **in_the_list(main)}
    shapes = [link for link in whole.iter("a") if link.get("tabindex") == "-1"]
    named = {next(link.iter("title")).text: link.get("href") for link in shapes}
    assert len(named) == len(outlines.country().paths) and named["Utah"] == "/doctors/map/ut/"
    assert "North Carolina: 2 doctors" in " ".join("".join(whole.itertext()).split())


def test_one_operation_shows_its_doctors_alone_and_keeps_being_asked(client, country):
    drez = make_signed_article().procedure
    make_doctor("A", make_location("One"), make_location("Two"), does=[drez])
    make_doctor("B", make_location("Three", city="Houston", state="TX", zip_code="77030", at=CITIES["TX"]))
    asked = "?procedure=drez-lesioning"
    main = main_of(client, f"/doctors/map/{asked}")
    town = {"Durham, NC: 1 doctor at 2 places": "/doctors/?near=27705&procedure=drez-lesioning"}
    assert dots(main) == town
    assert in_the_list(main) == {"North Carolina": f"/doctors/map/nc/{asked}", **town}
    assert dots(main_of(client, f"/doctors/map/nc/{asked}")) == town
    assert dots(main_of(client, "/doctors/map/tx/?procedure=drez-lesioning")) == {}
    everybody = main_of(client, "/doctors/map/?procedure=nothing")
    assert len(dots(everybody)) == 2
    ways = [link for link in everybody.iter("a") if "chip" in (link.get("class") or "")]
    assert [link.get("aria-current") for link in ways] == ["page", None]


def test_towns_that_would_lie_on_each_other_share_a_dot(client, country):
    make_doctor("A", make_location("Durham"))
    make_doctor("B", make_location("Durham again"))
    make_doctor("C", make_location("Raleigh", city="Raleigh", zip_code="27601", at=RALEIGH))
    assert dots(main_of(client, "/doctors/map/")) == {
        "Durham, NC: 2 doctors at 2 places; and 1 town near it": "/doctors/map/nc/"
    }
    assert len(dots(main_of(client, "/doctors/map/nc/"))) == 2


def test_of_too_many_places_the_country_shows_numbers_by_state(client, country, monkeypatch):
    monkeypatch.setattr(listed, "MOST_PLACES", 1)
    make_doctor("A", make_location("Durham"))
    make_doctor("B", make_location("Houston", city="Houston", state="TX", zip_code="77030", at=CITIES["TX"]))
    main = main_of(client, "/doctors/map/")
    assert dots(main) == {
        "Texas: 1 place": "/doctors/map/tx/",
        "North Carolina: 1 place": "/doctors/map/nc/",
    }
    assert in_the_list(main) == {"Texas": "/doctors/map/tx/", "North Carolina": "/doctors/map/nc/"}


def test_of_too_many_towns_a_state_shows_those_with_most_doctors_and_says_so(client, country, monkeypatch):
    monkeypatch.setattr(listed, "MOST_TOWNS", 1)
    raleigh = make_location("Raleigh", city="Raleigh", zip_code="27601", at=RALEIGH)
    make_doctor("A", make_location("Durham"), raleigh)
    make_doctor("B", raleigh)
    main = main_of(client, "/doctors/map/nc/")
    assert list(dots(main)) == ["Raleigh, NC: 2 doctors"]
    assert "Give your ZIP code to find the others" in "".join(main.itertext())


def test_a_state_without_anybody_leads_on(client, country):
    main = main_of(client, "/doctors/map/wy/")
    assert "Nobody on our list works in Wyoming" in "".join(main.itertext())
    assert dots(main) == {} and next(main.iter("form")).get("action") == "/doctors/"
    assert "Micronesia" in "".join(main_of(client, "/doctors/map/fm/").itertext())


@pytest.mark.parametrize("address", ["NC", "xx", "north-carolina", "n"])
def test_what_is_no_state_has_no_map(client, country, address):
    assert client.get(f"/doctors/map/{address}/").status_code == 404


def test_a_place_that_is_not_on_the_drawing_is_in_the_list(client, country):
    make_doctor("A", make_location("Lost", at=None))
    make_doctor("B", make_location("Guam", city="Hagatna", state="GU", zip_code="96910", at=(13.47, 144.75)))
    main = main_of(client, "/doctors/map/")
    assert dots(main) == {}
    assert len(in_the_list(main)) == 4
    assert "not on the drawing: Guam, Durham." in left_out(main)
    assert list(dots(main_of(client, "/doctors/map/gu/"))) == ["Hagatna, GU: 1 doctor"]


def test_nobody_who_is_not_public_is_counted(client, country):
    make_doctor("A", make_location("Durham"), is_listed=False)
    assert in_the_list(main_of(client, "/doctors/map/")) == {}


def test_in_spanish(client, country):
    make_doctor("A", make_location("Durham"), make_location("Durham again"))
    main = main_of(client, "/es/doctors/map/")
    assert list(dots(main)) == ["Durham, NC: 1 médico en 2 lugares"]
    assert "Carolina del Norte" in in_the_list(main)


def test_the_search_leads_to_it_and_no_doctor_takes_its_address(client, country):
    assert 'href="/doctors/map/"' in client.get("/doctors/").text
    with pytest.raises(IntegrityError, match="provider_address_is_not_a_page_of_the_search"):
        make_doctor("A", slug="map")
