"""One search over everything that a member of staff may open: each list of the admin is asked."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
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
MOST_WORDS = 8
QUERY_CANCELED = "57014"


class FindsAnything:
    """For an AdminSite.

    A `ModelAdmin` with `search_fields` is a shelf. Behind it stand those of its `also_found(request, words)`,
    if it has that. What rows say of others is asked for all of them at once: by `list_select_related`, or by
    `read_together(rows)`.
    """

    def get_urls(self):
        return [path("find/", self.admin_view(self.find), name="find"), *super().get_urls()]

    @method_decorator(never_cache)
    def find(self, request: HttpRequest) -> HttpResponse:
        said = request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUESTION]
        words = " ".join(said.split()[:MOST_WORDS])
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
            looks = (
                [partial(self._own_shelf, request, model_admin, words)] if model_admin.search_fields else []
            )
            if more := getattr(model_admin, "also_found", None):
                looks.append(partial(more, request, words))
            for look in looks:
                found = _in_time(look)
                if found is None:
                    yield Shelf(_name(model_admin), [], self._list_of(model_admin, words), is_too_much=True)
                else:
                    yield from (shelf for shelf in found if shelf.found)

    def _own_shelf(self, request: HttpRequest, model_admin: Any, words: str) -> Iterator[Shelf]:
        rows, repeats = model_admin.get_search_results(request, model_admin.get_queryset(request), words)
        if isinstance(model_admin.list_select_related, list | tuple):
            rows = rows.select_related(*model_admin.list_select_related)
        first = list((rows.distinct() if repeats else rows)[: SHOWN_OF_A_LIST + 1])
        if read_together := getattr(model_admin, "read_together", None):
            read_together(first)
        change = f"{self.name}:{model_admin.opts.app_label}_{model_admin.opts.model_name}_change"
        found = [Link(str(row), reverse(change, args=[row.pk])) for row in first[:SHOWN_OF_A_LIST]]
        is_all = len(first) <= SHOWN_OF_A_LIST
        yield Shelf(_name(model_admin), found, "" if is_all else self._list_of(model_admin, words))

    def _list_of(self, model_admin: Any, words: str) -> str:
        """The address of the list, searched for these words."""
        options = model_admin.opts
        address = reverse(f"{self.name}:{options.app_label}_{options.model_name}_changelist")
        return f"{address}?{urlencode({SEARCH_VAR: words})}"


def _name(model_admin: Any) -> str:
    return capfirst(str(model_admin.opts.verbose_name_plural))


def _in_time(look: Callable[[], Iterable[Shelf]]) -> list[Shelf] | None:
    """What was found; None when one of its queries would take longer than SECONDS_FOR_A_LIST."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = %s", [f"{int(SECONDS_FOR_A_LIST * 1000)}ms"])
            return list(look())
    except OperationalError as reason:
        if getattr(reason.__cause__, "sqlstate", "") != QUERY_CANCELED:
            raise
        return None
