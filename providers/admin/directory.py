"""What the pages of doctors and places have in common."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from procedures.models import site_is_demonstration
from providers.models.validators import phone_number
from providers.phones import PhoneField
from providers.writing import TwoWriters, write


class WithPhones:
    """Phone numbers as people write them, in the fields of a page or an inline."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if phone_number in db_field.validators:
            kwargs |= {
                "form_class": PhoneField,
                "widget": AdminTextInputWidget(attrs={"type": "tel", "autocomplete": "off"}),
            }
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class DirectoryAdmin(WithPhones, admin.ModelAdmin):
    """Saves as the one writer; what it adds is made up on a demonstration, and real on a clinic's site."""

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_demonstration = site_is_demonstration()
        super().save_model(request, obj, form, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        show = super().changeform_view
        if request.method != "POST":
            return show(request, object_id, form_url, extra_context)
        try:
            return write(lambda: show(request, object_id, form_url, extra_context))
        except TwoWriters:
            self.message_user(
                request,
                _(
                    "Somebody else saved the same rows at this moment, so nothing was saved. "
                    "Go back in your browser, where your words still stand, and save again."
                ),
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())
