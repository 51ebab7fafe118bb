"""Reading pages as few bytes as they can be, without compressing anything that holds a secret."""

import gzip
import re
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

SMALLEST = 500  # bytes; below this the headers weigh more than what is saved
LONG = 60_000  # bytes; only articles are longer


@lru_cache(maxsize=128)
def smallest(body: bytes, encoding: str) -> bytes:
    """Compress as far as possible. Slow, so each finished page is compressed once in each process."""
    body = without_indentation(body)
    return with_brotli(body, 11) if encoding == "br" else gzip.compress(body, 9, mtime=0)


def quickest(body: bytes, encoding: str) -> bytes:
    """Compress a page that nobody else will ask for; a long one is worth a tenth of a second."""
    body = without_indentation(body)
    if encoding == "br":
        return with_brotli(body, 11 if len(body) > LONG else 5)
    return gzip.compress(body, 7, mtime=0)


def with_brotli(body: bytes, quality: int) -> bytes:
    compressed: bytes = brotli.compress(body, quality=quality)
    return compressed


def without_indentation(body: bytes) -> bytes:
    """A line break and the white space after it show as one space, except in these two elements."""
    return body if re.search(rb"<(?:pre|textarea)", body) else re.sub(rb"\n\s+", b"\n", body)


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
        if len(response.content) < SMALLEST or not response.headers.get("Content-Type", "").startswith(
            "text/"
        ):
            return response
        encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding:
            is_public = "public" in response.headers.get("Cache-Control", "")
            is_asked_often = is_public and not request.META.get("QUERY_STRING")
            compress = smallest if is_asked_often else quickest
            response.content = compress(response.content, encoding)
            response.headers["Content-Encoding"] = encoding
            response.headers["Content-Length"] = str(len(response.content))
            if etag := response.headers.get("ETag"):
                response.headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        return response


def preferred_encoding(accepted: str) -> str | None:
    """Brotli before gzip, unless the browser takes neither or refuses it with q=0."""
    offers = {}
    for offer in accepted.lower().split(","):
        name, _, quality = offer.partition(";")
        offers[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if offers.get(name)), None)
