"""Hospitals and clinics, and those that we cannot put on the map yet."""

from django.contrib import admin, messages
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.forms_by_language import keys_of, with_languages
from drez_site.foundation.history.admin import WithHistory
from drez_site.foundation.subjects import Subject
from drez_site.foundation.united_states.phones import written
from drez_site.foundation.waiting_words import SaysWhatWaits
from drez_site.foundation.work_queues import WithQueues
from providers.duplicates import alike_places
from providers.merging import merge_places
from providers.models import Location, Practice

from . import queues
from .directory import DirectoryAdmin
from .duplicates import FindsDuplicates, typed_phone
from .location_form import LocationForm
from .searching import PLACE_FIELDS, SearchesAsTyped


@admin.register(Location)
class LocationAdmin(FindsDuplicates, SearchesAsTyped, SaysWhatWaits, WithHistory, WithQueues, DirectoryAdmin):
    subject = Subject.DIRECTORY
    form = with_languages(LocationForm, Location)
    queues = queues.PLACES
    list_display = ["name", "city", "state", "doctors", "phone_number", "has_coordinates"]
    list_filter = [
        ("latitude", admin.EmptyFieldListFilter),
        "kind",
        "wheelchair_access",
        "state",
        "is_demonstration",
    ]
    list_per_page = 50
    ordering = ["name", "pk"]
    search_help_text = _("Name, phone, street, city or ZIP code.")
    search_fields = PLACE_FIELDS
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["is_demonstration"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "is_demonstration"]}),
        (
            _("Where to go"),
            {
                "fields": [
                    "phone",
                    ("phone_checked_on", "phone_checked_with"),
                    "street",
                    ("city", "state", "zip_code"),
                    ("address_checked_on", "address_checked_with"),
                    "hours",
                ]
            },
        ),
        (
            _("Getting there"),
            {
                "fields": [
                    "getting_in",
                    *keys_of("getting_in"),
                    "parking",
                    *keys_of("parking"),
                    "wheelchair_access",
                    ("checked_on", "checked_with"),
                ]
            },
        ),
        (_("On the map"), {"fields": ["pin", ("latitude", "longitude"), "located_by", "is_sure"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(doctors=Count("practices"))

    def look_alike(self, typed, but=None):
        words = {name: typed.get(name, "") for name in ("name", "zip_code", "street")}
        return alike_places(**words, phone=typed_phone(typed.get("phone", "")), but=but)

    def merge(self, kept, other, staff):
        merge_places(kept, other, staff)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.located_by == Location.LocatedBy.ZIP_CENTER:
            self.message_user(
                request,
                _("It stands at the middle of ZIP code %(zip_code)s, which is about where it is.")
                % {"zip_code": obj.zip_code},
                messages.WARNING,
            )
        elif form.cleaned_data.get("pin"):
            self.message_user(
                request,
                _("It stands at latitude %(latitude)s, longitude %(longitude)s, as you pasted.")
                % {"latitude": f"{obj.latitude:.5f}", "longitude": f"{obj.longitude:.5f}"},
                messages.SUCCESS,
            )

    def why_they_stay(self, places):
        """A place goes when nobody practices there any more."""
        practices = Practice.objects.filter(location__in=places, provider__removed_at=None)
        return list(map(str, practices.select_related("provider", "location")))

    @admin.display(description=_("doctors"), ordering="doctors")
    def doctors(self, location):
        return location.doctors

    @admin.display(description=_("phone"), ordering="phone")
    def phone_number(self, location):
        return written(location.phone)

    @admin.display(description=_("on the map"), boolean=True, ordering="latitude")
    def has_coordinates(self, location):
        return location.latitude is not None
