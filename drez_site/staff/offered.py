"""Lists and forms of the admin answer what their pages offer, whatever an address or a raw request asks.

Django lets whoever sees a list filter it by every column: letter by letter, a list of accounts tells what
their passwords look like.
"""

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, transaction
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

# What Django's filters of a field put behind its name.
OF_FILTERS = {"", "exact", "isnull", "isempty", "gte", "lt", "year", "month", "day"}


class AnswersWhatItOffers:
    """In front of every `ModelAdmin` of the site; StaffSite sees to it."""

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the list's own filters ask, its queues and its dates."""
        for offered in self._offered(request):
            if isinstance(offered, type) and issubclass(offered, SimpleListFilter):
                if lookup == offered.parameter_name:
                    return True
            elif lookup == offered or lookup.startswith(f"{offered}{LOOKUP_SEP}"):
                return self._is_of_its_filter(offered, lookup)
        return False

    def _offered(self, request) -> list:
        listed = self.get_list_filter(request) if request is not None else self.list_filter
        names = [each[0] if isinstance(each, list | tuple) else each for each in listed]
        return [*names, *filter(None, [self.date_hierarchy])]

    def _is_of_its_filter(self, name: str, lookup: str) -> bool:
        """Of a relation, its filter asks for the key of the other row."""
        field = self.opts.get_field(name.rpartition(LOOKUP_SEP)[2]) if LOOKUP_SEP not in name else None
        rest = lookup.removeprefix(name).removeprefix(LOOKUP_SEP)
        if field is None or field.is_relation:
            rest = rest.removeprefix(f"id{LOOKUP_SEP}")
        return rest in OF_FILTERS

    def get_changelist_instance(self, request):
        """What no list can be asked leads to the whole list, like other odd addresses."""
        try:
            with transaction.atomic():  # a refusal of the database ends here
                return super().get_changelist_instance(request)
        except (SuspiciousOperation, DataError, OverflowError) as odd:
            raise IncorrectLookupParameters(odd) from odd

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if isinstance(response, HttpResponseRedirect) and response.url.endswith(f"?{ERROR_FLAG}=1"):
            messages.warning(request, _("The list cannot be asked that way. Here it is whole."))
            popup = f"?{IS_POPUP_VAR}=1" if IS_POPUP_VAR in request.GET else ""
            return HttpResponseRedirect(f"{request.path}{popup}")
        return response

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A form that offers no “Save as new” saves as it says."""
        if "_saveasnew" in request.POST and not self.save_as:
            request.POST = request.POST.copy()
            del request.POST["_saveasnew"]
        return super().changeform_view(request, object_id, form_url, extra_context)
