"""Hostile input as requests: where each is put, how it is thrown, and what may not come back."""

import re
import socket
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from .hostile_input import BODIES, MARK, REQUESTS, VALUES

PARAMETERS = ["near", "procedure", "within", "specialty", "language", "accepting", "telehealth", "q", "page"]
HEADERS = ["Accept-Language", "Accept-Encoding", "User-Agent", "Referer", "X-Forwarded-For", "Cookie"]
HEADERS += ["If-None-Match", "X-Request-ID"]
FORMS = ["/doctors/", "/admin/login/", "/procedures/drez-lesioning/", "/doctors/locate/", "@report"]
QUOTED = re.compile(r'="[^"]*"')
IN_A_TAG = re.compile(rf"<[^>]*{MARK}", re.IGNORECASE)
RUNS = re.compile(
    r'(?:href|src|action)="\s*(?:javascript|data):|<script(?![^>]*(?:\bsrc=|json))', re.IGNORECASE
)
# Sending staff to sign in and then back to the page they asked for: a path of ours, percent-encoded.
BACK_TO_US = re.compile(rb"^Location: /(?!/)[\x21-\x7e]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Throw:
    """One request: where the input is, of which class it is, and all its bytes."""

    place: str
    kind: str
    request: bytes


def throws(host: str, report: str) -> list[Throw]:
    found = []

    def get(place, kind, target: bytes, headers: bytes = b""):
        found.append(
            Throw(
                place,
                kind,
                b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
                % (target, host.encode(), headers),
            )
        )

    places = ["path", "path of a doctor", "path of a file", "path of staff"]
    starts = dict(zip(places, (b"/%s/", b"/doctors/%s/", b"/static/%s", b"/admin/%s/"), strict=True))
    for turn, (kind, value) in enumerate(VALUES.items()):
        encoded = quote_from_bytes(value, safe="").encode()
        # Every class in the first place, and in turn in two of the others: each place meets many classes.
        for name in {"near", PARAMETERS[turn % len(PARAMETERS)], PARAMETERS[(turn + 4) % len(PARAMETERS)]}:
            get(f"parameter {name}", kind, b"/doctors/?%s=%s" % (name.encode(), encoded))
        get("parameter of an article", kind, b"/es/procedures/drez-lesioning/?near=%s" % encoded)
        get("raw query", kind, b"/?near=" + re.sub(rb"[\s\x00-\x20#]", b"+", value))
        if len(encoded) < 3000:
            place = places[turn % len(places)]
            get(place, kind, starts[place] % encoded)
        for name in {HEADERS[turn % len(HEADERS)], HEADERS[(turn + 3) % len(HEADERS)]}:
            line = re.sub(rb"[\r\n\x00]", b" ", value)
            get(f"header {name}", kind, b"/glossary/", b"%s: %s\r\n" % (name.encode(), line))
        form = b"username=%s&password=%s&near=%s&note=%s" % ((encoded,) * 4)
        place = FORMS[turn % len(FORMS)]
        found.append(_post(f"form {place}", kind, host, place.replace("@report", report), b"", form))
    for kind, value in VALUES.items():
        for name in (b"Origin", b"Sec-Fetch-Site"):  # what tells our own pages from others
            line = b"%s: %s\r\n" % (name, re.sub(rb"[\r\n\x00]", b" ", value))
            found.append(_post(f"header {name.decode()}", kind, host, "/doctors/locate/", b"", b"{}", line))
    for kind, (content_type, body) in BODIES.items():
        for path in FORMS:
            path = path.replace("@report", report)
            found.append(
                _post(f"body to {path.replace(report, '@report')}", kind, host, path, content_type, body)
            )
    for kind, request in REQUESTS.items():
        found.append(Throw("raw request", kind, request.replace(b"{host}", host.encode())))
    return found


def _post(place, kind, host, path, content_type, body, headers=b"") -> Throw:
    head = (
        b"POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
        b"Connection: close\r\n%s\r\n"
        % (
            path.encode(),
            host.encode(),
            content_type or b"application/x-www-form-urlencoded",
            len(body),
            headers,
        )
    )
    return Throw(place, kind, head + body)


def answer(address, throw: Throw) -> bytes:
    """All that comes back until the server closes or is silent for a moment."""
    with socket.create_connection(address, timeout=20) as connection:
        try:
            connection.sendall(throw.request)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused before all of it was sent; what it says is still read
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except OSError:
            pass
        return received


def faults(throw: Throw, received: bytes) -> list[str]:
    head, _, body = received.partition(b"\r\n\r\n")
    found = []
    if received:
        status = re.match(rb"HTTP/1\.[01] (\d{3})", received)
        # 501 is the standard's answer to a transfer that the server does not know.
        if not status or (status[1].startswith(b"5") and status[1] != b"501"):
            found.append(received[:80].decode(errors="replace"))
    if MARK.encode() in BACK_TO_US.sub(b"", head).lower():
        found.append(f"in a header: {head.decode(errors='replace')[-200:]}")
    page = body.decode(errors="replace")
    # As text, or quoted inside an attribute, it may come back: a search form keeps what was typed.
    if live := IN_A_TAG.search(QUOTED.sub("", page)) or RUNS.search(page):
        found.append(f"live in the page: {live[0][:120]}")
    if throw.place == "raw request" and MARK.encode() in body.lower():
        found.append("repeated")
    return found
