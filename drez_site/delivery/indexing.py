"""What search engines may list."""

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin


class SearchEngineMiddleware(MiddlewareMixin):
    """Keep the staff's pages and a demonstration's made-up doctors out of search engines."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        clinic = getattr(request, "clinic", None)
        if (clinic and clinic.is_demonstration) or request.path_info.startswith("/admin/"):
            response.headers["X-Robots-Tag"] = "noindex"
        return response
