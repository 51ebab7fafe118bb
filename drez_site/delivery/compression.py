"""Reading pages as few bytes as they can be, without compressing anything that holds a secret."""

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

ENCODINGS = ("br", "gzip")
SMALLEST = 500  # bytes; below this the headers weigh more than what is saved
LONG = 60_000  # bytes; only articles are longer: at quality 5 a first visit to one would pass 40 kB
ICON, ICON_ENDS = b'<symbol id="', b"</symbol>"
ICON_USED = re.compile(rb'<use href="#([^"]+)"')
# HTML ends these by itself, at the next of its kind, at a block (a paragraph), or where what holds them ends.
NEEDLESS_ENDS = re.compile(
    rb"</(?:li|dd|dt)>(?=\s*<(?:li|dd|dt|/ul|/ol|/dl)[\s>])"
    rb"|</p>(?=\s*<(?:p|div|h[2-4]|ul|ol|dl|section|details|figure|/div|/section|/li|/dd)[\s>])"
)


def packed(body: bytes, encoding: str) -> bytes:
    """Compress as far as possible. Slow: for pages that are kept."""
    body = without_waste(body)
    return with_brotli(body, 11) if encoding == "br" else gzip.compress(body, 9, mtime=0)


# Each finished page is compressed once in each process.
smallest = lru_cache(maxsize=128)(packed)


def quickest(body: bytes, encoding: str) -> bytes:
    """Compress a page that nobody else will ask for; a long one is worth 30 ms."""
    body = without_waste(body)
    if encoding == "br":
        return with_brotli(body, 10 if len(body) > LONG else 5)
    return gzip.compress(body, 7, mtime=0)


def with_brotli(body: bytes, quality: int) -> bytes:
    compressed: bytes = brotli.compress(body, quality=quality)
    return compressed


def without_waste(body: bytes) -> bytes:
    """A page as it shows, without spare white space, needless ends, and the icons that it never uses."""
    return without_unused_icons(without_indentation(body))


def without_unused_icons(body: bytes) -> bytes:
    """Every page begins with every icon (components/sprite.html), and few use more than half of them."""
    used = set(ICON_USED.findall(body))
    before, *icons = body.split(ICON)
    kept = [before]
    for icon in icons:
        name, _, _ = icon.partition(b'"')
        _, ends, after = icon.partition(ICON_ENDS)
        kept.append(after.lstrip() if ends and name not in used else ICON + icon)
    return b"".join(kept)


def without_indentation(body: bytes) -> bytes:
    """A line break and the white space after it show as one space, except in these two elements."""
    if re.search(rb"<(?:pre|textarea)", body):
        return body
    return NEEDLESS_ENDS.sub(b"", re.sub(rb"\n\s+", b"\n", body))


def is_compressed(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a finished page without cookies is sent compressed to whoever can read that."""
    return (
        len(body) >= SMALLEST
        and "Content-Encoding" not in headers
        and headers.get("Content-Type", "").startswith("text/")
    )


def headers_of_compressed(body: bytes, encoding: str, etag: str | None) -> dict[str, str]:
    """What differs from the headers of the plain page: one ETag stands for the words in any encoding."""
    headers = {
        "Content-Encoding": encoding,
        "Content-Length": str(len(body)),
    }
    if etag:
        headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
    return headers


class CompressionMiddleware(MiddlewareMixin):
    """Compress pages that many ask for hard, private ones and answers quickly, and those with cookies never.

    Compressing a secret beside words from the address would let an attacker guess it from lengths (BREACH);
    a response that sets or depends on a cookie is therefore sent as it is.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if (
            response.status_code not in (200, 304)
            or response.streaming
            or response.has_header("Content-Encoding")
            or response.cookies
            or "cookie" in response.headers.get("Vary", "").lower()
        ):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding and is_compressed(response.headers, response.content):
            is_public = "public" in response.headers.get("Cache-Control", "")
            is_asked_often = is_public and not request.META.get("QUERY_STRING")
            compress = smallest if is_asked_often else quickest
            response.content = compress(response.content, encoding)
            etag = response.headers.get("ETag")
            for name, value in headers_of_compressed(response.content, encoding, etag).items():
                response.headers[name] = value
        return response


@lru_cache(maxsize=256)
def preferred_encoding(accepted: str) -> str | None:
    """What `Accept-Encoding` likes best of brotli, gzip and the plain page (None), in this order if alike.

    An encoding that is not named has the quality of `*`. Without either, nothing but the plain page is
    accepted, and that is sent to whoever refuses it, too.
    """
    qualities: dict[str, float] = {}
    for offer in accepted.lower().split(","):
        name, _, parameters = offer.partition(";")
        qualities[name.strip()] = _quality(parameters)
    others = qualities.get("*", 0.0)
    plain = qualities.get("identity", 0.0)
    best = max(ENCODINGS, key=lambda name: qualities.get(name, others))  # the first of those that are alike
    quality = qualities.get(best, others)
    return best if quality > 0 and quality >= plain else None


def _quality(parameters: str) -> float:
    """Of `q=0.5`; 1 when none is given, and 0 for what nobody can read."""
    name, _, value = parameters.replace(" ", "").partition("=")
    if name != "q":
        return 1.0
    return float(value) if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", value) else 0.0
