"""Where a pasted map link says a place is: its pin, never the middle of the window."""

import pytest
from django.core.exceptions import ValidationError

from providers.places.map_links import read_position

HERE = (36.0072, -78.9372)
GOOGLE = "https://www.google.com/maps"


@pytest.mark.parametrize(
    "pasted",
    [
        "36.0072, -78.9372",
        " 36.0072 -78.9372 ",
        "(36.0072,-78.9372)",
        "36.0072; -78.9372",
        "36.0072\u00a0,\u2212 78.9372".replace("\u2212 ", "\u2212"),
        "\u200e36.0072, \u201378.9372",
        "36.0072° N, 78.9372° W",
        "N 36.0072 W 78.9372",
        "36.0072 N 78.9372 O",
        "36º 0' 25.92\" N, 78º 56' 13.92\" W",
        "36°00′25.92″N 78°56′13.92″W",
        f"{GOOGLE}/place/Example+Hospital/@36.1111,-78.2222,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2"
        "!3d36.0072!4d-78.9372!16s%2Fm%2F0?entry=ttu",
        f"{GOOGLE}/search/?api=1&query=36.0072%2C-78.9372",
        f"{GOOGLE}?q=36.0072,-78.9372&z=17",
        f"{GOOGLE}?q=loc:36.0072,-78.9372",
        f"{GOOGLE}/search/36.0072,+-78.9372?sa=X",
        f"{GOOGLE}/place/36%C2%B000'25.92%22N+78%C2%B056'13.92%22W/@36.1,-78.2,17z",
        f"{GOOGLE}/dir/?api=1&origin=1,2&destination=36.0072,-78.9372",
        f"{GOOGLE}/dir/35.1,-78.1/36.0072,-78.9372/@35.5,-78.5,10z",
        "https://maps.google.co.uk/maps?q=36.0072,-78.9372&ll=1,2",
        "maps.google.com/?q=36.0072,-78.9372",
        "https://maps.apple.com/?ll=36.0072,-78.9372&q=Example%20Hospital",
        "https://maps.apple.com/place?coordinate=36.0072,-78.9372&name=Example",
        "https://maps.apple.com/?q=36.0072,-78.9372&sll=1,2",
        "https://maps.apple.com/?daddr=36.0072,-78.9372",
        "https://www.openstreetmap.org/?mlat=36.0072&mlon=-78.9372#map=17/36.1/-78.2",
        "https://osm.org/?mlat=36.0072&mlon=-78.9372",
        "https://www.bing.com/maps?cp=36.1~-78.2&lvl=16&sp=point.36.0072_-78.9372_Example",
        "https://www.bing.com/maps?where1=36.0072,-78.9372&cp=1~2",
        "https://www.bing.com/maps?rtp=~pos.36.0072_-78.9372_Example",
        "geo:36.0072,-78.9372?z=17",
        "geo:36.0072,-78.9372;u=35",
        "geo:0,0?q=36.0072,-78.9372(Example+Hospital)",
        "https://waze.com/ul?ll=36.0072%2C-78.9372&navigate=yes",
        "https://www.waze.com/live-map/directions?to=ll.36.0072%2C-78.9372",
    ],
)
def test_the_pin_is_read(pasted):
    assert read_position(pasted) == pytest.approx(HERE, abs=1e-5)


@pytest.mark.parametrize(
    "pasted",
    [
        f"{GOOGLE}/@36.0072,-78.9372,17z",
        f"{GOOGLE}/search/pain+clinic/@36.0072,-78.9372,12z/data=!3m1!4b1",
        f"{GOOGLE}?ll=36.0072,-78.9372&z=12",
        "https://maps.apple.com/?ll=36.0072,-78.9372&z=12",
        "https://maps.apple.com/frame?center=36.0072%2C-78.9372",
        "https://www.openstreetmap.org/#map=17/36.0072/-78.9372",
        "https://www.openstreetmap.org/node/123#map=17/36.0072/-78.9372",
        "https://www.bing.com/maps?cp=36.0072~-78.9372&lvl=16",
    ],
)
def test_the_middle_of_the_window_is_refused_with_what_to_do(pasted):
    with pytest.raises(ValidationError, match="Click on the building itself") as refused:
        read_position(pasted)
    assert refused.value.code == "no-pin"


@pytest.mark.parametrize(
    "pasted",
    ["https://maps.app.goo.gl/AbC123", "goo.gl/maps/AbC123", "https://osm.org/go/Zd~xyz"]
    + ["https://maps.apple/p/AbC123", "https://binged.it/3abc", "https://g.co/kgs/AbC"],
)
def test_a_short_link_is_refused_with_what_to_do(pasted):
    with pytest.raises(ValidationError, match="Open it in your browser") as refused:
        read_position(pasted)
    assert refused.value.code == "short-link"


@pytest.mark.parametrize(
    "pasted",
    ["Duke Hospital", "36.0072", "8773QC+XY Durham", "https://example.org/?q=36.0072,-78.9372", "https://["]
    + [
        "36,0072, -78,9372",
        "91, -78",
        "36, -181",
        "geo:",
        "36° 78°",
        "1" * 9_000,
        "https://google.com.example.org/maps?q=1,2",
    ],
)
def test_what_is_no_position_is_refused(pasted):
    with pytest.raises(ValidationError):
        read_position(pasted)
