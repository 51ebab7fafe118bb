"""A finished page as bytes: plain, by gzip and by brotli, with the headers of each, and its 304."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.utils.http import parse_etags

from .compression import headers_of_compressed, is_compressed, packed, preferred_encoding

# A 304 says what a browser or a proxy updates on the page that it has, and nothing of a body.
NOT_OF_A_304 = {"content-type", "content-language", "content-length", "content-disposition"}
BYTES_BESIDES = 4_000  # about what a page costs besides its bodies: headers, names, the entry itself


class Answer(NamedTuple):
    """What WSGI asks for."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


class StoredPage:
    """The plain answer to a GET without conditions, as Django gave it, and those that follow from it."""

    def __init__(
        self,
        plain: Answer,
        version: str,
        fresh_until: datetime,
        compress: Callable[[bytes, str], bytes] = packed,
    ) -> None:
        self.version, self.fresh_until = version, fresh_until
        self._plain, self._compress = plain, compress
        named = dict(plain.headers)
        self._etag = named.get("ETag")
        self._is_compressed = is_compressed(named, plain.body)
        self._not_modified = [pair for pair in plain.headers if pair[0].lower() not in NOT_OF_A_304]
        self._by_encoding: dict[str | None, Answer] = {None: plain}
        self._compressing = threading.Lock()
        self.size = BYTES_BESIDES + len(plain.body)  # about, in memory

    def answer(self, method: str, accept_encoding: str, if_none_match: str) -> Answer:
        """As Django and its middleware answer a GET or a HEAD with these headers."""
        if if_none_match and method == "GET" and self._is_known_as(if_none_match):
            return Answer("304 Not Modified", list(self._not_modified), b"")
        encoding = preferred_encoding(accept_encoding) if self._is_compressed else None
        status, headers, body = self._by_encoding.get(encoding) or self._compressed(encoding or "gzip")
        if method == "HEAD":  # Django knows no ETag without the body
            return Answer(status, [pair for pair in headers if pair[0] != "ETag"], b"")
        return Answer(status, list(headers), body)

    def _is_known_as(self, if_none_match: str) -> bool:
        known = parse_etags(if_none_match)
        return known == ["*"] or (
            self._etag is not None and self._etag in [etag.removeprefix("W/") for etag in known]
        )

    def _compressed(self, encoding: str) -> Answer:
        """Made when it is first asked for, by one thread; the others wait for it."""
        with self._compressing:
            if encoding not in self._by_encoding:
                body = self._compress(self._plain.body, encoding)
                instead = headers_of_compressed(body, encoding, self._etag)
                headers = [pair for pair in self._plain.headers if pair[0] not in instead]
                answer = Answer(self._plain.status, [*headers, *instead.items()], body)
                self._by_encoding = self._by_encoding | {encoding: answer}
                self.size += len(body)
        return self._by_encoding[encoding]
