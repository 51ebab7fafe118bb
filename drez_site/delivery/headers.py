"""What a browser may do with a response; tests/delivery/test_headers.py pins the set of each kind."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

IS_PAGE = "drez_site.delivery.is_page"
# Styles, scripts, letters and pictures are no documents; nobody asks again for a file that never changes.
NOT_FOR_FILES = (
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Last-Modified",
    "ETag",
)
# No browser asks what these may load: a page of theirs shows as letters.
NEVER_SHOWN = ("text/css", "text/javascript", "font/")


class PageMiddleware(MiddlewareMixin):
    """Marks what comes from further in as a page: a browser shows it, and it loads our own files."""

    def process_request(self, request: HttpRequest) -> None:
        request.META[IS_PAGE] = True


class PolicyMiddleware(CSPMiddleware):
    """Writes what a response may load and ask the device for: nothing, unless it is a page.

    Static files, redirects to TLS and probes are no pages.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and IS_PAGE not in request.META:
            parts.config = settings.CONTENT_SECURITY_POLICY_OF_FILES["DIRECTIVES"]
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = (
            settings.PERMISSIONS_POLICY if IS_PAGE in request.META else settings.PERMISSIONS_POLICY_OF_FILES
        )
        if "immutable" in response.headers.get("Cache-Control", ""):
            for name in NOT_FOR_FILES:
                response.headers.pop(name, None)
            if response.headers.get("Content-Type", "").startswith(NEVER_SHOWN):
                response.headers.pop("Content-Security-Policy", None)
        return response
