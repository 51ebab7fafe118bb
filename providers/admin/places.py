"""ZIP codes and cities: to look at, not to change."""

from django.contrib import admin

from drez_site.foundation.subjects import Subject
from providers.models import Place


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    """Loaded by `manage.py load_places`."""

    subject = Subject.CHOICES
    list_display = ["label", "kind", "latitude", "longitude"]
    list_filter = ["kind"]
    search_fields = ["zip_code__exact", "name__istartswith"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
