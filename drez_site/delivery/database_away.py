"""A plain page when the database is away."""

from django.db import InterfaceError, OperationalError

from .error_pages import service_unavailable


class DatabaseAwayMiddleware:
    """Answer 503 in plain words when the database cannot be reached; the next request tries it again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError | InterfaceError):
            return service_unavailable(request)
        return None
