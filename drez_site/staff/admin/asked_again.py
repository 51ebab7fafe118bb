"""Forms of the admin that ask once more who this is before they let somebody in.

Whoever finds a browser open could otherwise take over an account for good, or lend it to somebody else.
"""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from drez_site.foundation.forms import ReauthenticationForm

from ..passkeys import field_attributes

FIELD = "asked_again"


class AsksAgain(forms.ModelForm):
    """Mixin that asks for the password or a code, last of all; `request` is that of the page.

    `is_weighty` says whether what was filled in needs it.
    """

    request = None
    asked_again = forms.CharField(
        label=_("Your password, or the code from your phone"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request and FIELD in self.fields:
            self.fields[FIELD].widget.attrs |= field_attributes(self.request.user)

    def is_weighty(self) -> bool:
        return True

    @cached_property
    def changed_data(self):
        """What history tells; the answer is no part of it."""
        return [name for name in super().changed_data if name != FIELD]

    @sensitive_variables()
    def _post_clean(self):
        """When all else is right, because a code from a phone works once."""
        super()._post_clean()
        if self.errors or not self.is_weighty():
            return
        again = ReauthenticationForm({"password": self.cleaned_data.get(FIELD, "")}, request=self.request)
        for message in again.errors.get("password", []):
            self.add_error(FIELD, message)


class AsksAgainAdmin:
    """For a `ModelAdmin` whose form is an `AsksAgain`."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"request": request})
