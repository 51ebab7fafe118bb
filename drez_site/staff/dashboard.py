"""The staff's first page: what waits for them, and below it, by subject, everything they may open."""

from dataclasses import dataclass

from django.urls import reverse

from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import QueueFilter, queues_for

from . import names, resets

COUNTED_UP_TO = 999


@dataclass(frozen=True, slots=True)
class Panel:
    """A queue with something in it. `count` is one more than COUNTED_UP_TO when there are more than that."""

    label: str
    count: int
    url: str
    is_urgent: bool

    @property
    def count_text(self) -> str:
        return f"{COUNTED_UP_TO}+" if self.count > COUNTED_UP_TO else str(self.count)


class Dashboard:
    """For an AdminSite."""

    def index(self, request, extra_context=None):
        context = {"panels": self.waiting(request), "notices": self.notices(request)}
        return super().index(request, context | (extra_context or {}))

    def notices(self, request) -> list[str]:
        """What this member of staff has to know of their own account."""
        return [*resets.notices(request.user), *names.missing(request.user)]

    def waiting(self, request) -> list[Panel]:
        """Every queue with rows, of every list that this member of staff may see.

        One query each, and one more for a row that waits alone.
        """
        found = []
        for model, model_admin in self._registry.items():
            queues = queues_for(request.user, model_admin)
            if not queues or not model_admin.has_view_permission(request):
                continue
            address = reverse(f"{self.name}:{model._meta.app_label}_{model._meta.model_name}_changelist")
            for queue in queues:
                rows = queue.rows(model_admin.get_queryset(request).order_by(), request.user)
                if count := rows[: COUNTED_UP_TO + 1].count():
                    url = f"{address}?{QueueFilter.parameter_name}={queue.slug}"
                    if queue.page:
                        url = reverse(f"{self.name}:{queue.page}")
                    if count == 1 and queue.only_row:
                        url = queue.only_row(rows[0])
                    found.append(Panel(queue.label, count, url, queue.is_urgent))
        return sorted(found, key=lambda panel: not panel.is_urgent)

    def get_app_list(self, request, app_label=None):
        """By subject, in words that staff use; with `app_label`, that app alone as Django has it."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        groups = {subject: [] for subject in Subject}
        for app in apps:
            for model in app["models"]:
                groups[self._registry[model["model"]].subject].append(model)
        return [
            {
                "name": subject.label,
                "app_label": f"subject-{number}",
                "app_url": "",
                "has_module_perms": True,
                "models": models,
            }
            for number, (subject, models) in enumerate(groups.items(), 1)
            if models
        ]
