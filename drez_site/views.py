"""Pages of the whole site: home, and the answers when something went wrong."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe


@require_safe
def home(request):
    """The front door: the two operations, and the way to a doctor."""
    return render(request, "home.html")


def _error_page(status: int) -> HttpResponse:
    """Bilingual, and rendered without request or database: whatever broke, this still works."""
    return HttpResponse(
        render_to_string(f"errors/{status}.html"), status=status, headers={"Cache-Control": "no-store"}
    )


def bad_request(request, exception=None):
    return _error_page(400)


def permission_denied(request, exception=None):
    return _error_page(403)


def not_found(request, exception=None):
    return _error_page(404)


def server_error(request):
    return _error_page(500)


def service_unavailable(request):
    response = _error_page(503)
    response.headers["Retry-After"] = "30"
    return response
