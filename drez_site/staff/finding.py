"""One search over everything that a member of staff may open: each list of the admin is asked."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.views.main import SEARCH_VAR
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from drez_site.foundation.links import Link
from drez_site.foundation.shelves import SHOWN_OF_A_LIST, Shelf

SECONDS_FOR_A_LIST = 2
LONGEST_QUESTION = 200  # letters


class FindsAnything:
    """For an AdminSite.

    A `ModelAdmin` with `search_fields` is a shelf. Behind it stand those of its `also_found(request, words)`,
    if it has that.
    """

    def get_urls(self):
        return [path("find/", self.admin_view(self.find), name="find"), *super().get_urls()]

    @method_decorator(never_cache)
    def find(self, request: HttpRequest) -> HttpResponse:
        words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_QUESTION]
        context = self.each_context(request) | {
            "title": _("Find"),
            "words": words,
            "shelves": list(self._shelves(request, words)) if words else [],
        }
        return render(request, "staff/find.html", context)

    def _shelves(self, request: HttpRequest, words: str) -> Iterator[Shelf]:
        for model_admin in self._registry.values():
            if not model_admin.has_view_permission(request):
                continue
            if model_admin.search_fields:
                shelf = self._shelf(request, model_admin, words)
                if shelf.found or shelf.is_too_much:
                    yield shelf
            if more := getattr(model_admin, "also_found", None):
                yield from (shelf for shelf in more(request, words) if shelf.found)

    def _shelf(self, request: HttpRequest, model_admin: Any, words: str) -> Shelf:
        options = model_admin.opts
        name = capfirst(str(options.verbose_name_plural))
        address = reverse(f"{self.name}:{options.app_label}_{options.model_name}_changelist")
        of_list = f"{address}?{urlencode({SEARCH_VAR: words})}"
        try:
            rows = self._rows(request, model_admin, words)
        except OperationalError as reason:
            if not _took_too_long(reason):
                raise
            return Shelf(name, [], of_list, is_too_much=True)
        change = f"{self.name}:{options.app_label}_{options.model_name}_change"
        found = [Link(str(row), reverse(change, args=[row.pk])) for row in rows[:SHOWN_OF_A_LIST]]
        return Shelf(name, found, of_list if len(rows) > SHOWN_OF_A_LIST else "")

    @staticmethod
    def _rows(request: HttpRequest, model_admin: Any, words: str) -> list[Any]:
        rows, repeats = model_admin.get_search_results(request, model_admin.get_queryset(request), words)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [f"{SECONDS_FOR_A_LIST}s"])
            return list((rows.distinct() if repeats else rows)[: SHOWN_OF_A_LIST + 1])


def _took_too_long(reason: OperationalError) -> bool:
    return getattr(reason.__cause__, "sqlstate", "") == "57014"  # query_canceled
