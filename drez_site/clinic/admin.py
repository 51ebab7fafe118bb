"""The clinic's own facts."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.admin import WithHistory
from drez_site.foundation.united_states.admin import WithPhones

from .forms import ClinicProfileForm
from .models import ClinicProfile, ClinicReason, LanguageNotice


class ClinicReasonInline(admin.StackedInline):
    model = ClinicReason
    extra = 0


@admin.register(ClinicProfile)
class ClinicProfileAdmin(WithHistory, WithPhones, admin.ModelAdmin):
    form = ClinicProfileForm
    inlines = [ClinicReasonInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (
            _("Who you are"),
            {
                "description": _("On every page."),
                "fields": ["name", "street", ("city", "state", "zip_code")],
            },
        ),
        (
            _("Phones"),
            {
                "description": _("The first two are on every page, the others on the contact page."),
                "fields": ["phone", "hours", "hours_es", "tty", "urgent_phone", "fax"],
            },
        ),
        (
            _("Coordinator"),
            {
                "description": _("On the contact page. What is empty is not shown."),
                "fields": [
                    "coordinator_name",
                    "coordinator_role",
                    "coordinator_role_es",
                    "coordinator_phone",
                ],
            },
        ),
        (
            _("Before the visit"),
            {
                "description": _(
                    "For the contact page. What is empty shows “Ask the clinic” and the phone number. "
                    "Without a Spanish text, Spanish readers get the English one."
                ),
                "fields": ["referral_needed", "records_to_bring", "records_to_bring_es", "states_served"],
            },
        ),
        (
            _("Insurance"),
            {
                "description": _("Patients see the date, so read the text again before you change it."),
                "fields": ["insurance", "insurance_es", "insurance_checked_on"],
            },
        ),
        (
            _("The way to you"),
            {
                "description": _("Markdown: a blank line between paragraphs, “- ” before a list item."),
                "fields": ["directions", "directions_es", "travel", "travel_es"],
            },
        ),
        (
            _("Award"),
            {
                "description": _(
                    "On the home page: only an award that others can check. Nothing about how patients do."
                ),
                "fields": ["award", "award_es", ("award_by", "award_year"), "award_url"],
            },
        ),
        (
            _("Notices"),
            {
                "description": _("They stand in the notices that the foot of every page leads to."),
                "fields": [
                    "email",
                    "remembers_zip",
                    "log_days",
                    "privacy_practices_url",
                    "health_data_states",
                    "rights_coordinator",
                    "rights_phone",
                    "rights_email",
                    "accessibility_tested_on",
                    "accessibility_gaps",
                    "accessibility_gaps_es",
                    "spanish_checked_by",
                    "spanish_checked_on",
                ],
            },
        ),
        (_("Demonstration"), {"fields": ["is_demonstration"]}),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not ClinicProfile.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LanguageNotice)
class LanguageNoticeAdmin(admin.ModelAdmin):
    list_display = ["name", "language", "checked_by", "checked_on"]
    list_filter = [("checked_by", admin.EmptyFieldListFilter)]
