"""How much somebody may send before anything is kept of it, whatever stands in front of us."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from drez_site.foundation.staff_pages import STAFF_PAGES


class SizeMiddleware:
    """Refuse what says that it is too long, unread. Django counts no files, and would write them to a disk.

    What does not say how long it is, Django does not read at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _bytes_announced(request) > _most(request):
            raise RequestDataTooBig("longer than any form or file of this site")
        return self.get_response(request)


def _bytes_announced(request: HttpRequest) -> int:
    announced = str(request.META.get("CONTENT_LENGTH") or 0)
    return int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 20 else 0


def _most(request: HttpRequest) -> int:
    """Photos and lists of doctors come from staff, who bring the cookie of a session."""
    may_upload = request.path_info.startswith(STAFF_PAGES) and settings.SESSION_COOKIE_NAME in request.COOKIES
    return settings.MOST_BYTES_OF_STAFF if may_upload else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
