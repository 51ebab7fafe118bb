"""The queue of what readers say is wrong."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import WithQueues
from providers.freshness import CheckedWith
from providers.models import Report
from providers.reporting import correcting
from providers.reporting.answers import letters_are_sent, write_to_reader
from providers.reporting.subjects import Subject as WhatItIsAbout

from . import queues
from .directory import OneWriter


class AnswerForm(forms.ModelForm):
    """The answer to a report; for an open one with the facts that it is about, ready to be put right."""

    work: correcting.Correcting | None = None

    class Meta:
        model = Report
        fields = ("status", "checked_how", "note")
        widgets = {
            "status": forms.RadioSelect,
            "checked_how": forms.RadioSelect,
            "note": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "checked_how": _(
                "That is enough while you leave the status alone: with a fact changed above the report "
                "closes as “listing changed”, with none as “nothing changed”."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "checked_how" in self.fields:  # without a button that takes the answer back
            self.fields["checked_how"].choices = Report.CheckedHow.choices

    def _follows(self, work) -> str:
        """What became of a report of which staff only say how they checked it; "" if nobody can tell."""
        if work.changes_something:
            return Report.Status.CHANGED
        if not self.instance.listing_has_changed():
            return Report.Status.UNCHANGED
        self.add_error("status", Report.SAY_WHETHER)
        return ""

    def clean(self):
        cleaned = super().clean()
        report, status = self.instance, cleaned.get("status")
        if report.closed_at or status is None:
            return cleaned
        is_listing, how = report.document_id is None, cleaned.get("checked_how", "")
        said = {name: cleaned[name] for name in correcting.fields(report) if name in cleaned}
        work = correcting.Correcting(report, said, how)
        if "status" not in self.changed_data:
            if how and ("checked_how" in self.changed_data or work.changes_something):
                cleaned["status"] = status = self._follows(work)
            elif work.changes_something:
                self.add_error("checked_how", Report.SAY_HOW)
                return cleaned
        if status in Report.CLOSED and is_listing and not how:
            self.add_error("checked_how", Report.SAY_HOW)
        if status != Report.Status.CHANGED:
            if work.changes_something:
                self.add_error("status", _("You changed a fact above: mark the report “listing changed”."))
        elif is_listing and how == Report.CheckedHow.NOT_CHECKED:
            self.add_error("checked_how", _("Nobody checked it, so nothing that patients read may change."))
        elif not work.changes_something and not report.listing_has_changed():
            self.add_error("status", Report.NOTHING_CHANGED_YET)
        elif work.changes_something:
            for name, texts in work.problems().items():
                self.add_error(name or None, texts)
        if status in Report.CLOSED and how in CheckedWith.values:
            self.work = work
        return cleaned


class OpenFilter(admin.SimpleListFilter):
    """Open ones unless somebody asks for others: this is a queue."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("Open")), ("closed", _("Closed")), ("all", _("All"))]

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            yield {
                "selected": (self.value() or "open") == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return (
            queryset.filter(closed_at=None) if self.value() != "closed" else queryset.exclude(closed_at=None)
        )


@admin.register(Report)
class ReportAdmin(OneWriter, WithQueues, admin.ModelAdmin):
    """Reports come from readers: staff answer them, and add none. Authors answer those on pages."""

    subject = Subject.DIRECTORY
    queues = queues.REPORTS
    form = AnswerForm
    list_display = ["what", "whom", "received_at", "due", "status", "wants_an_answer"]
    list_filter = [OpenFilter, "status", "about"]
    list_select_related = ["provider", "location", "document"]
    search_fields = [
        "code__iexact",
        "provider__family_name",
        "provider__given_name",
        "location__name",
        "document__title",
    ]
    ordering = ["received_at", "pk"]
    actions = ["being_checked", "nothing_changed"]
    readonly_fields = [
        "links",
        "about",
        "details",
        "contact",
        "wants_email",
        "language",
        "received_at",
        "due",
        "public_page",
        "closed_at",
        "handled_by",
    ]

    def get_queryset(self, request):
        """Of those on listings and those on pages, what this member of staff can put right."""
        reports = super().get_queryset(request)
        of_listings = request.user.has_perm("providers.change_provider")
        if of_listings == request.user.has_perm("procedures.change_document"):
            return reports
        return reports.of_listings() if of_listings else reports.of_pages()

    def get_fieldsets(self, request, obj=None):
        said = ["links", "about", "details", "contact", "wants_email", "language", "received_at", "due"]
        answer = ["status", "note"] if obj and obj.document_id else ["status", "checked_how", "note"]
        facts = list(self._facts(request, obj))
        about = _("Change what the office says is different. Today's date is written beside it.")
        return [
            (_("What the reader says"), {"fields": said}),
            *([(_("The listing"), {"description": about, "fields": facts})] if facts else []),
            (_("Your answer"), {"fields": answer}),
            (_("Afterwards"), {"fields": ["public_page", "closed_at", "handled_by"]}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        facts = self._facts(request, obj)
        form = type("CorrectingForm", (AnswerForm,), facts) if facts else AnswerForm
        return super().get_form(request, obj, change, **{"form": form} | kwargs)

    def _facts(self, request, report) -> dict[str, forms.Field]:
        is_open = report is not None and report.closed_at is None and report.document_id is None
        return correcting.fields(report) if is_open and self.has_change_permission(request, report) else {}

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("what is wrong"), ordering="about")
    def what(self, report):
        return report.get_about_display()

    @admin.display(description=_("where"))
    def whom(self, report):
        return str(report.subject)

    @admin.display(description=_("answer due"), ordering="received_at")
    def due(self, report):
        day = formats.date_format(report.due_on)
        return gettext("%(day)s, late") % {"day": day} if report.is_late else day

    @admin.display(description=_("left a contact"))
    def wants_an_answer(self, report):
        return gettext("yes") if report.contact else "–"

    @admin.display(description=_("where"))
    def links(self, report):
        subject = WhatItIsAbout.of(report.subject)
        meta = subject.row._meta
        change = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[subject.row.pk])
        link = format_html('<a href="{}">{}</a>', change, _("Change %(doctor)s") % {"doctor": subject.row})
        if not subject.url:
            return link
        return format_html('{} · <a href="{}">{}</a>', link, subject.url, _("See the public page"))

    @admin.display(description=_("what the reader sees"))
    def public_page(self, report):
        return format_html(
            '<a href="{}">{}</a>', report.get_absolute_url(), _("The status page of this report")
        )

    def save_model(self, request, obj, form, change):
        was_open = obj.closed_at is None
        if form.work:
            form.work.write(request.user)
        obj.move_to(obj.status, request.user)
        super().save_model(request, obj, form, change)
        if was_open and obj.closed_at and obj.wants_email and obj.contact:
            transaction.on_commit(lambda: self._write(request, obj))

    def _write(self, request, report):
        if letters_are_sent() and write_to_reader(report):
            self.message_user(request, _("The reader has the answer by email."), messages.SUCCESS)
        else:
            text = _("The email to the reader could not be sent. The page of the report has the answer.")
            self.message_user(request, text, messages.WARNING)

    @admin.action(description=_("Mark as being checked"), permissions=["change"])
    def being_checked(self, request, queryset):
        self._move(request, queryset, Report.Status.CHECKING, "")

    @admin.action(description=_("Close: not checked, nothing changed"), permissions=["change"])
    def nothing_changed(self, request, queryset):
        self._move(request, queryset, Report.Status.UNCHANGED, Report.CheckedHow.NOT_CHECKED)

    def _move(self, request, queryset, status, how):
        reports = list(queryset.open().with_subjects())
        for report in reports:
            report.move_to(status, request.user)
            report.checked_how = how
        Report.objects.bulk_update(reports, ["status", "checked_how", "closed_at", "handled_by"])
        for report in reports:
            if report.closed_at and report.wants_email and report.contact:
                self._write(request, report)
        self.message_user(
            request,
            ngettext(
                "%(count)d report is now marked “%(status)s”. Readers see it on its page.",
                "%(count)d reports are now marked “%(status)s”. Readers see it on their pages.",
                len(reports),
            )
            % {"count": len(reports), "status": status.label},
            messages.SUCCESS,
        )
