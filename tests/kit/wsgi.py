"""Asking a WSGI application as a server does."""

from typing import NamedTuple
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator


class Heard(NamedTuple):
    """An answer, its headers as pairs of name and value in the order of names."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def named(self) -> dict[str, str]:
        return dict(self.headers)


def ask(application, address="/", method="GET", *, environ=None, **headers) -> Heard:
    """`headers` like accept_encoding="br"; `environ` replaces what a server would say of the request."""
    path, _, query = address.partition("?")
    asked = {"REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query}
    asked |= {"HTTP_HOST": "testserver"}
    asked |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    asked |= {"REMOTE_ADDR": "192.0.2.1"} | (environ or {})
    setup_testing_defaults(asked)
    heard = []

    def start_response(status, headers, exc_info=None):
        heard[:] = [status, sorted(headers)]
        return lambda body: None

    said = validator(application)(asked, start_response)
    try:
        body = b"".join(said)
    finally:
        said.close()
    if environ is not None:
        environ.update(asked)
    return Heard(*heard, body)
