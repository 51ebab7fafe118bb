"""One name for one request in every log line that it causes.

A reader never sees it: a page is the same for everyone. Only an error carries it, to be told by phone.
"""

import random
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

ENVIRON = "drez_site.foundation.request_id"
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Of the request that this thread answers; "" outside of one."""
    return _current.get()


def new() -> str:
    """A name that no other request has. It need not be hard to guess, and the kernel is not asked for it."""
    return f"{random.getrandbits(48):012x}"


class RequestIdMiddleware:
    """Outermost. Made here and never taken from the client, who could write anything into the logs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request.META[ENVIRON] = new()
        token = _current.set(name)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        if response.status_code >= 500:
            response.headers["X-Request-ID"] = name
        return response
