"""A finished page as bytes: plain, by gzip and by brotli, with the headers of each, and its 304."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Self

from django.utils import timezone
from django.utils.http import parse_etags

from .compression import headers_of_compressed, is_compressed, packed, preferred_encoding

# A 304 says what a browser or a proxy updates on the page that it has, and nothing of a body.
NOT_OF_A_304 = {"content-type", "content-language", "content-length", "content-disposition"}
BYTES_BESIDES = 4_000  # about what a page costs besides its bodies: headers, names, the entry itself


Headers = list[tuple[str, str]]


class Answer(NamedTuple):
    """What WSGI asks for, and the headers once more as a server sends them: Django has checked them."""

    status: str
    headers: Headers
    body: bytes
    lines: bytes

    @classmethod
    def of(cls, status: str, headers: Headers, body: bytes) -> Self:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        return cls(status, headers, body, lines.encode("latin-1"))


class StoredPage:
    """The plain answer to a GET without conditions, as Django gave it, and those that follow from it."""

    def __init__(
        self,
        plain: Answer,
        version: str,
        fresh_until: datetime,
        compress: Callable[[bytes, str], bytes] = packed,
    ) -> None:
        self.version, self.made_at, self.fresh_until = version, timezone.now(), fresh_until
        self._plain, self._compress = plain, compress
        named = dict(plain.headers)
        self._etag = named.get("ETag")
        self._is_compressed = is_compressed(named, plain.body)
        left = [pair for pair in plain.headers if pair[0].lower() not in NOT_OF_A_304]
        self._not_modified = Answer.of("304 Not Modified", left, b"")
        self._by_encoding: dict[str | None, Answer] = {None: plain}
        self._compressing = threading.Lock()
        self.size = BYTES_BESIDES + len(plain.body)  # about, in memory

    def is_fresh(self, now: datetime) -> bool:
        """Not once the clock has changed what it says, nor after a clock that was ahead has gone back."""
        return self.made_at <= now < self.fresh_until

    def answer(self, method: str, accept_encoding: str, if_none_match: str) -> Answer:
        """As Django and its middleware answer a GET or a HEAD with these headers."""
        if if_none_match and method == "GET" and self._is_known_as(if_none_match):
            return self._not_modified
        encoding = preferred_encoding(accept_encoding) if self._is_compressed else None
        answer = self._by_encoding.get(encoding) or self._compressed(encoding or "gzip")
        if method == "HEAD":  # Django knows no ETag without the body
            return Answer.of(answer.status, [pair for pair in answer.headers if pair[0] != "ETag"], b"")
        return answer

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
                answer = Answer.of(self._plain.status, [*headers, *instead.items()], body)
                self._by_encoding = self._by_encoding | {encoding: answer}
                self.size += len(body)
        return self._by_encoding[encoding]
