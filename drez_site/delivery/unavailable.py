"""A plain page while the database is away or takes no writes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .error_pages import service_unavailable
from .passing_faults import will_pass


class UnavailableMiddleware:
    """Answer 503 for a view that met a fault which passes; the next request tries again.

    What other middleware meets, `error_pages.server_error` answers in the same way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return service_unavailable(request) if will_pass(exception) else None
