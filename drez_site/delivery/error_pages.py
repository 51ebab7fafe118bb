"""The answers when something went wrong: in every language, and without database."""

import sys
from dataclasses import dataclass
from math import ceil
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drez_site.foundation import request_id
from drez_site.foundation.error_contact import contact_for_error_pages
from drez_site.foundation.languages.declaration import ErrorWords
from drez_site.foundation.languages.packs import pack
from drez_site.foundation.response_headers import ask_to_wait
from drez_site.foundation.staff_pages import STAFF_PAGES
from drez_site.foundation.templatetags.contact import phone_display

from .passing_faults import will_pass

SECONDS_OF_A_FAULT_THAT_PASSES = 30
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class _InOneLanguage:
    """What an error page says in one language. `root` is where that language's pages begin."""

    language: str
    words: ErrorWords
    heading: str
    paragraphs: list[SafeString]
    emergency: SafeString

    @classmethod
    def of(cls, page: str, language: str, values: dict[str, Any]) -> Self:
        words = pack(language).error_words
        said = getattr(words, page)
        emergency = format_html(words.emergency, **values)
        return cls(language, words, said.heading, said.said(values), emergency)

    @property
    def root(self) -> str:
        return "/" if self.language == settings.LANGUAGE_CODE else f"/{self.language}/"


def _error_page(request: HttpRequest, status: int, page: str, **values: Any) -> HttpResponse:
    """In every language of the site, that of the address first; without database: whatever broke, this works.

    `page` names one of `ErrorWords`; `values` are what its sentences may name.
    """
    contact = contact_for_error_pages()
    values |= {"phone": phone_display(contact.phone)}
    asked = translation.get_language_from_path(request.path_info)
    languages = sorted((language for language, _name in settings.LANGUAGES), key=lambda each: each != asked)
    shown = [_InOneLanguage.of(page, language, values) for language in languages]
    said = {"shown": shown, "clinic": contact, "searches": status == NOT_FOUND}
    words = render_to_string("delivery/error.html", said)
    response = HttpResponse(words, status=status)
    patch_cache_control(response, no_store=True)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error_page(request, 400, "bad_request")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error_page(request, 403, "forbidden")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its cookie: an old page, or a browser that keeps none."""
    return _error_page(request, 403, "form_not_sent")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error_page(request, NOT_FOUND, "not_found")


def too_many_requests(request: HttpRequest, retry_after: int = 60) -> HttpResponse:
    minutes = ceil(retry_after / 60)
    response = _error_page(request, 429, "too_many_requests", minutes=minutes if minutes > 1 else None)
    ask_to_wait(response, retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while the exception is being handled, wherever it was raised."""
    if will_pass(sys.exc_info()[1]):
        return service_unavailable(request)
    return _error_page(request, 500, "server_error", request_id=request_id.current())


def service_unavailable(request: HttpRequest) -> HttpResponse:
    is_for_staff = request.path_info.startswith(STAFF_PAGES)
    response = _error_page(request, 503, "editing_paused" if is_for_staff else "unavailable")
    ask_to_wait(response, SECONDS_OF_A_FAULT_THAT_PASSES)
    return response
