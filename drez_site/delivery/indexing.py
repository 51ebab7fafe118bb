"""What search engines may list."""

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from drez_site.foundation.response_headers import hide_from_search_engines
from drez_site.foundation.staff_pages import STAFF_PAGES


class SearchEngineMiddleware(MiddlewareMixin):
    """Keep the staff's pages and a demonstration's made-up doctors out of search engines."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        clinic = getattr(request, "clinic", None)
        if (clinic and clinic.is_demonstration) or request.path_info.startswith(STAFF_PAGES):
            hide_from_search_engines(response)
        return response
