"""What an application says to its server, heard before any of it goes on to whoever asked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from .stored_page import Answer, Headers

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Heard(NamedTuple):
    """An answer of Django of which nothing is sent yet: `pass_on` it as it is, or `read_out` all of it."""

    start: tuple[Any, ...]  # with what it called `start_response`
    body: Iterable[bytes]

    @classmethod
    def of(cls, application: "WSGIApplication", environ: "WSGIEnvironment") -> Self:
        heard: list[Any] = []
        hear: Any = heard.extend
        body = application(environ, lambda *start: hear(start))
        return cls(tuple(heard), body)

    @property
    def status(self) -> str:
        status: str = self.start[0]
        return status

    @property
    def headers(self) -> Headers:
        headers: Headers = self.start[1]
        return headers

    def pass_on(self, start_response: "StartResponse") -> Iterable[bytes]:
        start_response(*self.start)
        return self.body

    def read_out(self) -> Answer:
        """As one answer that can be kept."""
        try:
            return Answer.of(self.status, self.headers, b"".join(self.body))
        finally:
            self.body.close()  # type: ignore[attr-defined]  # ends Django's request
