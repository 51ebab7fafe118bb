"""The answers when something went wrong: in both languages, and without request or database."""

import sys
from datetime import date
from math import ceil

from django.http import HttpResponse
from django.template.loader import render_to_string

from drez_site.foundation import request_id
from drez_site.foundation.error_contact import contact_for_error_pages

from .passing_faults import will_pass


def _error_page(status: int, template: str = "", **context) -> HttpResponse:
    """Bilingual, and rendered without request or database: whatever broke, this still works."""
    return HttpResponse(
        render_to_string(
            f"errors/{template or status}.html", context | {"clinic": contact_for_error_pages()}
        ),
        status=status,
        headers={"Cache-Control": "no-store"},
    )


def bad_request(request, exception=None):
    return _error_page(400)


def permission_denied(request, exception=None):
    return _error_page(403)


def csrf_failure(request, reason=""):
    """A form without its cookie: an old page, or a browser that keeps none."""
    return _error_page(403, template="form_not_sent")


def not_found(request, exception=None):
    return _error_page(404)


def gone(request, since: date | None = None):
    """A page that was taken down, on the day `since`."""
    return _error_page(410, since=since)


def too_many_requests(request, retry_after: int = 60):
    response = _error_page(429, minutes=ceil(retry_after / 60))
    response.headers["Retry-After"] = str(retry_after)
    return response


def server_error(request):
    """Django calls it while the exception is being handled, wherever it was raised."""
    if will_pass(sys.exc_info()[1]):
        return service_unavailable(request)
    return _error_page(500, request_id=request_id.current())


def service_unavailable(request):
    response = _error_page(503)
    response.headers["Retry-After"] = "30"
    return response
