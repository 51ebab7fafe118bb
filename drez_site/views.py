"""Pages of the whole site: home, contact, how pages are made, and the answers when something went wrong."""

from datetime import date
from math import ceil

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import clinic as clinics
from . import request_id
from .clinic_facts import Award, reasons
from .contact_page import ContactPage
from .structured_data import contact_page, how_we_make_content_page, medical_clinic_page


@require_safe
def home(request):
    """The front door: the two operations, and the way to a doctor."""
    clinic, language = clinics.of(request), get_language()
    award = Award.of(clinic, language)
    return render(
        request,
        "home.html",
        {
            "award": award,
            "reasons": reasons(clinic, language),
            "structured_data": medical_clinic_page(clinic, award),
        },
    )


@require_safe
def contact(request):
    """How to get an appointment, and how to get here."""
    clinic = clinics.of(request)
    return render(
        request,
        "contact.html",
        {
            "contact": ContactPage.of(clinic, get_language()),
            "structured_data": contact_page(clinic),
        },
    )


@require_safe
def how_we_make_content(request):
    """How pages are written, sourced, reviewed and signed."""
    return render(
        request, "policies/how_we_make_content.html", {"structured_data": how_we_make_content_page()}
    )


def _error_page(status: int, template: str = "", **context) -> HttpResponse:
    """Bilingual, and rendered without request or database: whatever broke, this still works."""
    return HttpResponse(
        render_to_string(f"errors/{template or status}.html", context | {"clinic": clinics.last_known()}),
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
    return _error_page(500, request_id=request_id.current())


def service_unavailable(request):
    response = _error_page(503)
    response.headers["Retry-After"] = "30"
    return response
