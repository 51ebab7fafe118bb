"""What every response gets: honest headers, and a plain page when the database is away."""

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from .client_address import client_address
from .limits import seconds_to_wait
from .views import service_unavailable, too_many_requests


class UrlLocaleMiddleware(LocaleMiddleware):
    """The address alone decides the language, so a page is the same for everyone who opens it."""

    def process_request(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class PermissionsPolicyMiddleware(MiddlewareMixin):
    """Refuse device features to every page; only our own finder may ask for a location."""

    def process_response(self, request, response):
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class SearchEngineMiddleware(MiddlewareMixin):
    """Keep the staff's pages and a demonstration's made-up doctors out of search engines."""

    def process_response(self, request, response):
        clinic = getattr(request, "clinic", None)
        if (clinic and clinic.is_demonstration) or request.path_info.startswith("/admin/"):
            response.headers["X-Robots-Tag"] = "noindex"
        return response


class ReadingPageMiddleware(MiddlewareMixin):
    """Reading pages may be stored if checked again at each use; privately when they name a place."""

    def process_response(self, request, response):
        if request.method in ("GET", "HEAD") and not response.has_header("Cache-Control"):
            if "near" in request.GET or response.cookies or "Cookie" in response.get("Vary", ""):
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(response, public=True, no_cache=True)
        return response


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


class LimitsMiddleware(MiddlewareMixin):
    """Count each POST to a view named in RATE_LIMITS as (times, seconds), and answer 429 to one too many."""

    def process_view(self, request, view, args, kwargs):
        form = request.resolver_match.view_name
        if request.method == "POST" and form in settings.RATE_LIMITS:
            times, seconds = settings.RATE_LIMITS[form]
            if wait := seconds_to_wait(form, client_address(request), times, seconds):
                return too_many_requests(request, wait)
        return None
