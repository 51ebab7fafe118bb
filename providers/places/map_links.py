"""Where a map's pin is, from a pasted link or from two numbers; never the middle of the map's window."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .reading import DASHES

# What looks like the sign for a degree; marks that no one sees and that copies carry along.
AS_TYPED = str.maketrans(
    {"º": "°", "˚": "°"} | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)

Position = tuple[float, float]  # latitude and longitude in WGS84 degrees
Query = dict[str, list[str]]

LONGEST = 4_000  # characters; Google's links to a place are about 400 long

NUMBER = r"[-+]?\d{1,3}(?:\.\d{1,20})?"
PAIR = re.compile(rf"({NUMBER}) ?[,;~_ ] ?({NUMBER})(?![\d.])")
_PART = r"(\d{1,3}(?:\.\d{1,20})?)"
DEGREES = rf"""{_PART}[° ]{{0,2}}(?:{_PART}['′’ ]{{1,2}}(?:{_PART}["″”'′’ ]{{0,3}})?)?"""
WITH_LETTERS = re.compile(rf"([NS])? ?{DEGREES}([NS])?[ ,;]{{1,2}}([EWO])? ?{DEGREES}([EWO])?", re.IGNORECASE)
GOOGLE_PIN = re.compile(rf"!3d({NUMBER})!4d({NUMBER})")
BING_PIN = re.compile(rf"(?:point|pos)\.({NUMBER})_({NUMBER})")

SHORT = re.compile(r"(?:^|\.)(?:goo\.gl|g\.co|g\.page|binged\.it|bit\.ly|tinyurl\.com|t\.co|maps\.apple)$")
GOOGLE = re.compile(r"(?:^|\.)google(?:\.[a-z]{2,3}){1,2}$")

NOT_READ = _(
    "Paste the link of a place from Google Maps, Apple Maps, Bing Maps or OpenStreetMap, "
    "or two numbers like 36.0072, -78.9372."
)
IS_SHORT = _(
    "A short link does not say where the place is. Open it in your browser, click on the place, "
    "and paste the long address that the browser shows."
)
HAS_NO_PIN = _(
    "This link says only which part of the map was on your screen. Click on the building itself, so that it "
    "has a pin, and copy the link again; or right-click it and copy its two numbers."
)


def read_position(text: str) -> Position:
    """Latitude and longitude as typed or pasted. Raises ValidationError with what to do instead."""
    text = " ".join(DASHES.sub("-", text[:LONGEST]).translate(AS_TYPED).split())
    if text.lower().startswith("geo:"):
        return _on_the_earth(_geo(text[4:]))
    if "://" in text or re.match(r"(?:www\.|maps\.)?[a-z]+(?:\.[a-z]+)+/", text, re.IGNORECASE):
        return _on_the_earth(_link(text if "://" in text else f"https://{text}"))
    return _on_the_earth(_numbers(text))


def _on_the_earth(found: Position | None) -> Position:
    if found is None:
        raise ValidationError(NOT_READ, code="position")
    if abs(found[0]) > 90 or abs(found[1]) > 180:
        raise ValidationError(
            _("Latitude goes from -90 to 90, longitude from -180 to 180 (negative in the US)."),
            code="position",
        )
    return found


def _numbers(text: str) -> Position | None:
    """ "36.0072, -78.9372", "36.0072° N, 78.9372° W", "36°00'25.9\\"N 78°56'13.9\\"W"."""
    bare = text.strip("()[] ")
    if match := PAIR.fullmatch(bare):
        return float(match[1]), float(match[2])
    match = WITH_LETTERS.fullmatch(bare)
    if not match:
        return None
    north, east = _signed(match.groups()[:5], "S"), _signed(match.groups()[5:], "WO")
    return (north, east) if north is not None and east is not None else None


def _signed(parts: tuple[str | None, ...], negative: str) -> float | None:
    """Degrees, minutes and seconds with one letter, before or behind; None without it."""
    before, degrees, minutes, seconds, behind = parts
    letter = (before or behind or "").upper()
    if not letter or (before and behind):
        return None
    size = float(degrees or 0) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -size if letter in negative else size


def _geo(text: str) -> Position | None:
    """ "36.0072,-78.9372?z=17"; Android writes "0,0?q=36.0072,-78.9372(Label)"."""
    numbers, _mark, query = text.partition("?")
    labeled = PAIR.match(parse_qs(query).get("q", [""])[0])
    found = labeled or PAIR.match(numbers)
    return (float(found[1]), float(found[2])) if found else None


def _link(text: str) -> Position | None:
    """Raises ValidationError for a link of a map that has no pin."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if SHORT.search(host) or (host == "osm.org" and parts.path.startswith("/go/")):
        raise ValidationError(IS_SHORT, code="short-link")
    reader = next((read for is_of, read in READERS if is_of(host)), None)
    if reader is None:
        return None
    query = parse_qs(parts.query) | parse_qs(parts.fragment)
    for found in reader(unquote(text), unquote(parts.path), query):
        return found
    raise ValidationError(HAS_NO_PIN, code="no-pin")


def _pairs(query: Query, *names: str) -> Iterator[Position]:
    """Of the values that are two numbers, maybe before a label, the first."""
    for name in names:
        for value in query.get(name, []):
            if found := PAIR.match(value.removeprefix("loc:").removeprefix("ll.").strip()):
                yield float(found[1]), float(found[2])


def _google(text: str, path: str, query: Query) -> Iterator[Position]:
    """The pin of a place or search; `@` and `ll` are the window's."""
    if pins := GOOGLE_PIN.findall(text):
        yield float(pins[-1][0]), float(pins[-1][1])
    yield from _pairs(query, "query", "q", "destination", "daddr")
    ends = [
        part.replace("+", " ") for part in path.split("/") if part and not part.startswith(("@", "data="))
    ]
    if ends and (found := _numbers(ends[-1])):
        yield found


def _apple(text: str, path: str, query: Query) -> Iterator[Position]:
    """`center` and `sll` are the window's, and so is `ll` where nothing names what stands there."""
    yield from _pairs(query, "coordinate", "q", "daddr", "destination")
    if {"q", "address", "name", "auid"} & query.keys():
        yield from _pairs(query, "ll")


def _open_street_map(text: str, path: str, query: Query) -> Iterator[Position]:
    """The marker; `#map` is the window's."""
    if query.get("mlat") and query.get("mlon"):
        yield from _pairs({"marker": [f"{query['mlat'][0]},{query['mlon'][0]}"]}, "marker")


def _bing(text: str, path: str, query: Query) -> Iterator[Position]:
    """A point or the end of a route; `cp` is the window's."""
    if pins := BING_PIN.findall(text):
        yield float(pins[-1][0]), float(pins[-1][1])
    yield from _pairs(query, "where1", "q")


def _waze(text: str, path: str, query: Query) -> Iterator[Position]:
    yield from _pairs(query, "ll", "to")


Reader = Callable[[str, str, Query], Iterator[Position]]
READERS: list[tuple[Callable[[str], object], Reader]] = [
    (GOOGLE.search, _google),
    (lambda host: host.endswith("maps.apple.com"), _apple),
    (lambda host: host.endswith(("openstreetmap.org", "osm.org")), _open_street_map),
    (lambda host: host.endswith("bing.com"), _bing),
    (lambda host: host.endswith("waze.com"), _waze),
]
