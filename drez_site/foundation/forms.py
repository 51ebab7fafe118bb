"""What forms of all rooms share: drawing, the summary of errors, asking once more who this is."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from .links import Link


class FieldsHelper(FormHelper):  # type: ignore[misc]  # crispy_forms has no types
    """Draws fields alone: the template writes the form tag, and the token where a form needs one."""

    form_tag = False
    disable_csrf = True

    def __init__(self, *names: str) -> None:
        """All fields, or those of these `names`, in this order."""
        super().__init__()
        if names:
            self.layout = Layout(*names)


class ErrorSummary(forms.BaseForm):
    """Mixin of a form whose errors also lead the page, in `components/error_summary.html`."""

    @property
    def error_summary(self) -> tuple[Link, ...]:
        """Each error, leading to its field; first those of no single field, which lead nowhere."""
        of_fields = (
            Link(str(text), f"#{first_input(self[name])}")
            for name, texts in self.errors.items()
            if name in self.fields
            for text in texts
        )
        return (*(Link(str(text), "") for text in self.non_field_errors()), *of_fields)


def first_input(field: forms.BoundField) -> str:
    """The id of what takes the answer: of radio buttons and checkboxes, the first one."""
    return field.id_for_label or f"{field.auto_id}_0"


class GetForm(ErrorSummary, forms.Form):
    """A question whose every state is an address that can be shared. What cannot be read asks nothing."""

    page_names = ("page", "size")  # not shown; they come from links, never from what somebody types

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()

    @property
    def error_summary(self) -> tuple[Link, ...]:
        """Of the fields that are shown: nothing leads to the others."""
        hidden = {f"#{first_input(self[name])}" for name in self.page_names if name in self.fields}
        return tuple(error for error in super().error_summary if error.url not in hidden)

    @property
    def has_invalid_page_number(self) -> bool:
        """Whether the address asks for a page that no list can have: then there is no such address."""
        return any(name in self.errors for name in self.page_names)


IdentityCheck = Callable[[HttpRequest, str], bool]
FieldAttributes = Callable[[HttpRequest], dict[str, Any]]
_is_same_person: IdentityCheck | None = None
_attributes_for: FieldAttributes | None = None


def register_identity_check(check: IdentityCheck, attributes: FieldAttributes | None = None) -> None:
    """From now on `check(request, password_or_code)` says whether who is signed in still sits there.

    `attributes(request)` are those of the field that asks, for scripts that know another way to answer.
    """
    global _is_same_person, _attributes_for
    _is_same_person, _attributes_for = check, attributes


class ReauthenticationForm(ErrorSummary, forms.Form):
    """Asks once more who this is: a browser left open cannot sign. Wrong answers lock, as at sign-in.

    Without a registered check no answer is right.
    """

    password = forms.CharField(
        label=_("Your password, or the code from your phone"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password, or the code from your phone.")},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if _attributes_for:
            self.fields["password"].widget.attrs |= _attributes_for(request)
        self.helper = FieldsHelper()
        self.order_fields([name for name in self.fields if name != "password"])  # the password comes last

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Checked last of all and only when all else is right, because a code from a phone works once."""
        super().clean()
        answer = self.cleaned_data.get("password", "")
        if not self.errors and not (_is_same_person and _is_same_person(self.request, answer)):
            self.add_error("password", _("This is neither your password nor a new code from your phone."))
        return self.cleaned_data
