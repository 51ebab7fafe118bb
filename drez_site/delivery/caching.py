"""What a browser or a proxy may keep of a page."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin


class ReadingPageMiddleware(MiddlewareMixin):
    """Reading pages may be stored if checked again at each use; nowhere when they answer what a reader asked.

    What was typed or chosen tells of the reader: which place, which operation, which filters.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.method in ("GET", "HEAD") and not response.has_header("Cache-Control"):
            if request.GET:
                patch_cache_control(response, private=True, no_store=True)
            elif response.cookies or "Cookie" in response.get("Vary", ""):
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(response, public=True, no_cache=True)
        return response
