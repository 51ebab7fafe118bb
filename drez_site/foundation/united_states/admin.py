"""Phone numbers in the admin."""

from django.contrib.admin.widgets import AdminTextInputWidget

from .phones import PhoneField
from .validators import phone_number


class WithPhones:
    """Phone numbers as people write them, in the fields of a page or an inline."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if phone_number in db_field.validators:
            kwargs |= {
                "form_class": PhoneField,
                "widget": AdminTextInputWidget(attrs={"type": "tel", "autocomplete": "off"}),
            }
        return super().formfield_for_dbfield(db_field, request, **kwargs)
