"""Queues of work. The staff's first page counts their rows and leads to the list that shows the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, PermissionsMixin
    from django_stubs_ext import StrOrPromise

    Person = PermissionsMixin | AnonymousUser
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin  # takes no arguments at run time


def everybody(person: "Person") -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows of one list that somebody has to do something about.

    `rows` narrows the queryset of the list to what waits for a person. `is_for` says whom it concerns, among
    those who may see the list. `is_urgent` means that patients are reading something wrong, or soon will.
    """

    slug: str
    label: "StrOrPromise"
    rows: "Callable[[QuerySet[Any], Person], QuerySet[Any]]"
    is_for: "Callable[[Person], bool]" = everybody
    is_urgent: bool = False
    page: str = ""  # the name of the page on which it is worked, where that is not the list
    only_row: "Callable[[Any], str] | None" = None  # the page to begin with when a single row waits


class QueueFilter(admin.SimpleListFilter):
    """The queues of a list, as its first filter: `?waiting=<slug>`."""

    title = _("to do")
    parameter_name = "waiting"

    def __init__(
        self, request: HttpRequest, params: dict[str, list[str]], model: type[Model], model_admin: ModelAdmin
    ) -> None:
        self.queues = {queue.slug: queue for queue in queues_for(request.user, model_admin)}
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> "list[tuple[str, StrOrPromise]]":
        return [(queue.slug, queue.label) for queue in self.queues.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queue = self.queues.get(self.value() or "")
        return queue.rows(queryset, request.user) if queue else queryset


class WithQueues(ModelAdmin):
    """For a `ModelAdmin` that names its `queues`."""

    queues: list[Queue] = []

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [QueueFilter, *super().get_list_filter(request)]


def queues_for(person: "Person", model_admin: ModelAdmin) -> list[Queue]:
    """The queues of a list that concern somebody; none for a list without queues."""
    return [queue for queue in getattr(model_admin, "queues", []) if queue.is_for(person)]
