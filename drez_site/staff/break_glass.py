"""Superusers are for emergencies. Whatever one of them does says so in its history."""

import json

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.utils.translation import gettext as _


def marked(person, message: str | list) -> str | list:
    """The words of a history entry, led by the mark if a superuser did it."""
    if not person.is_superuser:
        return message
    if isinstance(message, list):
        message = LogEntry(change_message=json.dumps(message)).get_change_message()
    return f"{_('Break-glass account.')} {message}".strip()


class MarksBreakGlass:
    """In front of every `ModelAdmin` of the site; StaffSite sees to it."""

    def log_addition(self, request, obj, message):
        return super().log_addition(request, obj, marked(request.user, message))

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, marked(request.user, message))

    def log_deletions(self, request, queryset):
        """As Django does it, with the mark from the start: nobody changes an entry."""
        mark = marked(request.user, "")
        return LogEntry.objects.log_actions(request.user.pk, queryset, DELETION, mark)


def note(person, about, message: str):
    """Write into the history of `about` what `person` did outside of the usual pages."""
    LogEntry.objects.log_actions(person.pk, [about], CHANGE, marked(person, message))
