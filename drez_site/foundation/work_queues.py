"""Queues of work. The staff's first page counts their rows and leads to the list that shows the same rows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


def everybody(person) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows of one list that somebody has to do something about.

    `rows` narrows the queryset of the list to what waits for a person. `is_for` says whom it concerns, among
    those who may see the list. `is_urgent` means that patients are reading something wrong, or soon will.
    """

    slug: str
    label: str
    rows: Callable[[QuerySet, object], QuerySet]
    is_for: Callable[[object], bool] = everybody
    is_urgent: bool = False


class QueueFilter(admin.SimpleListFilter):
    """The queues of a list, as its first filter: `?waiting=<slug>`."""

    title = _("what waits")
    parameter_name = "waiting"

    def __init__(self, request, params, model, model_admin):
        self.queues = {queue.slug: queue for queue in queues_for(request.user, model_admin)}
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(queue.slug, queue.label) for queue in self.queues.values()]

    def queryset(self, request, queryset):
        queue = self.queues.get(self.value())
        return queue.rows(queryset, request.user) if queue else queryset


class WithQueues:
    """For a `ModelAdmin` that names its `queues`."""

    queues: list[Queue] = []

    def get_list_filter(self, request):
        return [QueueFilter, *super().get_list_filter(request)]


def queues_for(person, model_admin) -> list[Queue]:
    """The queues of a list that concern somebody; none for a list without queues."""
    return [queue for queue in getattr(model_admin, "queues", []) if queue.is_for(person)]
