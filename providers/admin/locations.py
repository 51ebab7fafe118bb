"""Hospitals and clinics, and those that we cannot put on the map yet."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from providers.models import Location

from .demonstrable import DemonstrableAdmin


@admin.register(Location)
class LocationAdmin(DemonstrableAdmin):
    list_display = ["name", "kind", "city", "state", "phone", "has_coordinates", "is_demonstration"]
    list_filter = [("latitude", admin.EmptyFieldListFilter), "kind", "wheelchair_access", "state"]
    search_fields = ["name", "city", "zip_code"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["is_demonstration"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "is_demonstration"]}),
        (_("Where to go"), {"fields": ["street", ("city", "state", "zip_code"), "phone", "hours"]}),
        (_("Getting there"), {"fields": ["getting_in", "parking", "wheelchair_access", "checked_on"]}),
        (_("On the map"), {"fields": [("latitude", "longitude"), "located_by"]}),
    ]

    @admin.display(description=_("on the map"), boolean=True, ordering="latitude")
    def has_coordinates(self, location):
        return location.latitude is not None
