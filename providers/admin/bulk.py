"""Changing many doctors at once: first a page that says what would happen to whom, then one sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.versions import update_together
from drez_site.foundation.write_lock import one_writer_at_a_time
from providers.models import Provider

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BulkChange:
    """`effect` says what would happen to a doctor, "" for nothing; `carry_out` makes it happen.

    `question`, `button` and `done` take `count`, the number of doctors that change, and `today`.
    """

    name: str
    label: str
    question: str
    button: str
    done: str
    effect: Callable[[Provider, date], str]
    carry_out: Callable[[list[Provider], date, object, str], None]


def _unconfirmed(doctor: Provider, today: date) -> list:
    return [offering for offering in doctor.offerings.all() if offering.confirmed_on != today]


def _answered(doctor: Provider) -> list:
    return [
        practice
        for practice in doctor.practices.all()
        if practice.accepting_new_patients is not None or practice.checked_on is not None
    ]


def _confirm(doctors, today, staff, reason):
    offerings = [offering for doctor in doctors for offering in _unconfirmed(doctor, today)]
    for offering in offerings:
        offering.confirmed_on = today
    update_together(offerings, ["confirmed_on"], staff, reason)


def _ask_again(doctors, today, staff, reason):
    practices = [practice for doctor in doctors for practice in _answered(doctor)]
    for practice in practices:
        practice.accepting_new_patients = practice.checked_on = None
    update_together(practices, ["accepting_new_patients", "checked_on"], staff, reason)


def _list(is_listed: bool):
    def carry_out(doctors, today, staff, reason):
        for doctor in doctors:
            doctor.is_listed = is_listed
        update_together(doctors, ["is_listed"], staff, reason)

    return carry_out


def _confirmation(doctor: Provider, today: date) -> str:
    return ", ".join(str(offering.procedure) for offering in _unconfirmed(doctor, today))


def _forgetting(doctor: Provider, today: date) -> str:
    return ", ".join(str(practice.location) for practice in _answered(doctor))


CHANGES = [
    BulkChange(
        "confirmed_today",
        _("Operations confirmed with the office today"),
        ngettext_lazy(
            "Did the office of %(count)d doctor confirm these operations today, %(today)s?",
            "Did the offices of %(count)d doctors confirm these operations today, %(today)s?",
            "count",
        ),
        _("Yes, confirmed today"),
        ngettext_lazy(
            "%(count)d doctor: operations confirmed with the office on %(today)s.",
            "%(count)d doctors: operations confirmed with the office on %(today)s.",
            "count",
        ),
        _confirmation,
        _confirm,
    ),
    BulkChange(
        "ask_again",
        _("Ask again: new patients unknown"),
        ngettext_lazy(
            "Forget whether %(count)d doctor takes new patients? Patients then read “Ask the clinic”.",
            "Forget whether %(count)d doctors take new patients? Patients then read “Ask the clinic”.",
            "count",
        ),
        _("Yes, mark as unknown"),
        ngettext_lazy(
            "%(count)d doctor: whether new patients are taken is now unknown.",
            "%(count)d doctors: whether new patients are taken is now unknown.",
            "count",
        ),
        _forgetting,
        _ask_again,
    ),
    BulkChange(
        "take_off",
        _("Take off the site"),
        ngettext_lazy(
            "Take %(count)d doctor off the site and out of every search?",
            "Take %(count)d doctors off the site and out of every search?",
            "count",
        ),
        _("Yes, take off the site"),
        ngettext_lazy(
            "%(count)d doctor is off the site. “Put on the site” brings them back as they were.",
            "%(count)d doctors are off the site. “Put on the site” brings them back as they were.",
            "count",
        ),
        lambda doctor, today: gettext("will be hidden") if doctor.is_listed else "",
        _list(False),
    ),
    BulkChange(
        "put_on",
        _("Put on the site"),
        ngettext_lazy(
            "Show %(count)d doctor to patients?",
            "Show %(count)d doctors to patients?",
            "count",
        ),
        _("Yes, put on the site"),
        ngettext_lazy(
            "%(count)d doctor is on the site now.",
            "%(count)d doctors are on the site now.",
            "count",
        ),
        lambda doctor, today: "" if doctor.is_listed else gettext("will be shown"),
        _list(True),
    ),
]


def _action(change: BulkChange):
    @admin.action(description=change.label, permissions=["change"])
    def run(model_admin, request, queryset):
        if queryset.count() > MOST_AT_ONCE:
            text = gettext("Choose at most %(most)d doctors at a time. Nothing was changed.")
            model_admin.message_user(request, text % {"most": MOST_AT_ONCE}, messages.ERROR)
            return None
        if "confirmed" in request.POST:
            _carry_out(model_admin, request, queryset, change)
            return None
        return _ask(model_admin, request, queryset, change)

    run.__name__ = change.name
    return run


ACTIONS = [_action(change) for change in CHANGES]


def _effects(queryset, change: BulkChange, today: date) -> list[tuple[Provider, str]]:
    return [(doctor, change.effect(doctor, today)) for doctor in queryset]


def _ask(model_admin, request, queryset, change: BulkChange):
    today = timezone.localdate()
    effects = _effects(queryset, change, today)
    count = sum(bool(effect) for _doctor, effect in effects)
    words = {"count": count, "today": formats.date_format(today)}
    question = change.question % words if count else gettext("Nothing to change")
    return TemplateResponse(
        request,
        "admin/providers/provider/bulk.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": question,
            "opts": model_admin.opts,
            "change": change,
            "changing": [(doctor, effect) for doctor, effect in effects if effect],
            "staying": [doctor for doctor, effect in effects if not effect],
            "checkbox": ACTION_CHECKBOX_NAME,
        },
    )


def _carry_out(model_admin, request, queryset, change: BulkChange) -> None:
    today = timezone.localdate()
    with one_writer_at_a_time():
        doctors = [doctor for doctor, effect in _effects(queryset, change, today) if effect]
        change.carry_out(doctors, today, request.user, str(change.label))
        LogEntry.objects.log_actions(request.user.pk, doctors, CHANGE, str(change.label))
    words = {"count": len(doctors), "today": formats.date_format(today)}
    model_admin.message_user(request, change.done % words, messages.SUCCESS)
