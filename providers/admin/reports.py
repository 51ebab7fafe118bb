"""The queue of what readers say is wrong."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import WithQueues
from providers.models import Report

from . import queues


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
class ReportAdmin(WithQueues, admin.ModelAdmin):
    """Reports come from readers: staff answer them, and add none."""

    subject = Subject.DIRECTORY
    queues = queues.REPORTS
    list_display = ["what", "doctor", "received_at", "status", "wants_an_answer"]
    list_filter = [OpenFilter, "status", "about"]
    list_select_related = ["provider"]
    search_fields = ["code__iexact", "provider__family_name", "provider__given_name"]
    ordering = ["received_at", "pk"]
    actions = ["being_checked", "listing_changed", "nothing_changed"]
    readonly_fields = [
        "doctor_links",
        "about",
        "details",
        "contact",
        "language",
        "received_at",
        "public_page",
        "closed_at",
        "handled_by",
    ]
    fieldsets = [
        (
            _("What the reader says"),
            {"fields": ["doctor_links", "about", "details", "contact", "language", "received_at"]},
        ),
        (_("Your answer"), {"fields": ["status", "note"]}),
        (_("Afterwards"), {"fields": ["public_page", "closed_at", "handled_by"]}),
    ]

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("what is wrong"), ordering="about")
    def what(self, report):
        return report.get_about_display()

    @admin.display(description=_("doctor"), ordering="provider__family_name")
    def doctor(self, report):
        return str(report.provider)

    @admin.display(description=_("left a contact"), boolean=True)
    def wants_an_answer(self, report):
        return bool(report.contact)

    @admin.display(description=_("doctor"))
    def doctor_links(self, report):
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:providers_provider_change", args=[report.provider_id]),
            _("Change %(doctor)s") % {"doctor": report.provider},
            report.provider.get_absolute_url(),
            _("See the public page"),
        )

    @admin.display(description=_("what the reader sees"))
    def public_page(self, report):
        return format_html(
            '<a href="{}">{}</a>', report.get_absolute_url(), _("The status page of this report")
        )

    def save_model(self, request, obj, form, change):
        obj.move_to(obj.status, request.user)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Mark as being checked"), permissions=["change"])
    def being_checked(self, request, queryset):
        self._move(request, queryset, Report.Status.CHECKING)

    @admin.action(description=_("Close: the listing was changed"), permissions=["change"])
    def listing_changed(self, request, queryset):
        self._move(request, queryset, Report.Status.CHANGED)

    @admin.action(description=_("Close: the listing is right, nothing changed"), permissions=["change"])
    def nothing_changed(self, request, queryset):
        self._move(request, queryset, Report.Status.UNCHANGED)

    def _move(self, request, queryset, status):
        reports = list(queryset.select_related("provider"))
        if status == Report.Status.CHANGED:
            reports = self._only_of_changed_listings(request, reports)
        if not reports:
            return
        for report in reports:
            report.move_to(status, request.user)
        Report.objects.bulk_update(reports, ["status", "closed_at", "handled_by"])
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

    def _only_of_changed_listings(self, request, reports):
        """Those that may be answered so; staff are told of the others, which stay as they are."""
        changed, refused = [], []
        for report in reports:
            is_so = report.status == Report.Status.CHANGED or report.listing_has_changed()
            (changed if is_so else refused).append(report)
        for report in refused:
            self.message_user(request, f"{report}. {Report.NOTHING_CHANGED_YET}", messages.ERROR)
        return changed
