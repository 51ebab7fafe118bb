"""Phone numbers in the admin."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.http import HttpRequest

from .phones import PhoneField
from .validators import phone_number

if TYPE_CHECKING:
    Admin = BaseModelAdmin[Any]
else:
    Admin = BaseModelAdmin  # takes no arguments at run time


class WithPhones(Admin):
    """Phone numbers as people write them, in the fields of a page or an inline."""

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if phone_number in db_field.validators:
            kwargs |= {
                "form_class": PhoneField,
                "widget": AdminTextInputWidget(attrs={"type": "tel", "autocomplete": "off"}),
            }
        return super().formfield_for_dbfield(db_field, request, **kwargs)
