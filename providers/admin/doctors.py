"""Doctors, with where they practise and which operations they do."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from providers.models import Language, Offering, Practice, Provider, Specialty

from .credentials import BoardCertificationInline, PhotoInline, StateLicenseInline
from .demonstrable import DemonstrableAdmin


class PracticeInline(admin.StackedInline):
    model = Practice
    extra = 0
    autocomplete_fields = ["location"]
    fields = ["location", "phone", ("accepting_new_patients", "checked_on")]


class OfferingInline(admin.TabularInline):
    model = Offering
    extra = 0


@admin.register(Provider)
class ProviderAdmin(DemonstrableAdmin):
    inlines = [OfferingInline, PracticeInline, BoardCertificationInline, StateLicenseInline, PhotoInline]
    list_display = ["full_name", "credentials", "is_listed", "is_demonstration"]
    list_filter = ["is_listed", "offerings__procedure", "specialties", "languages"]
    search_fields = ["family_name", "given_name", "npi"]
    prepopulated_fields = {"slug": ["given_name", "family_name"]}
    filter_horizontal = ["specialties", "languages", "publications"]
    readonly_fields = ["is_demonstration"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("honorific", "given_name", "family_name", "credentials"),
                    "slug",
                    "is_listed",
                    "is_demonstration",
                ]
            },
        ),
        (
            _("For patients"),
            {
                "fields": [
                    "specialties",
                    ("languages", "languages_checked_on"),
                    "biography",
                    ("education", "education_checked_on"),
                    "publications",
                ]
            },
        ),
        (
            _("Visits"),
            {
                "fields": [
                    ("video_first_visit", "video_checked_on"),
                    ("referral_needed", "referral_checked_on"),
                ]
            },
        ),
        (_("For the office"), {"fields": ["npi"]}),
    ]

    @admin.display(description=_("doctor"), ordering="family_name")
    def full_name(self, provider):
        return provider.full_name


@admin.register(Specialty)
class SpecialtyAdmin(admin.ModelAdmin):
    list_display = ["label", "official_name", "code"]
    search_fields = ["label", "code"]


@admin.register(Language)
class LanguageAdmin(admin.ModelAdmin):
    list_display = ["name", "endonym", "code"]
    search_fields = ["name", "endonym", "code"]
