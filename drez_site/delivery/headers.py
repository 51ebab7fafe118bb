"""Headers of every response; tests/delivery/test_headers.py pins the set of each kind of response."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin


class HeadersMiddleware(MiddlewareMixin):
    """What pages get from middleware further in, in short for static files, redirects of TLS and probes.

    Such a response loads nothing and asks the device for nothing.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        for name, value in settings.HEADERS_OF_EVERY_RESPONSE.items():
            response.headers.setdefault(name, value)
        if "immutable" in response.headers.get("Cache-Control", ""):
            response.headers.pop("Last-Modified", None)  # nobody asks again for a file that never changes
        return response


class PermissionsPolicyMiddleware(MiddlewareMixin):
    """Refuse device features to every page; only our own finder may ask for a location."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
