"""What a reviewer fills in to sign or to withdraw."""

from django import forms
from django.contrib.auth import authenticate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procedures.models import Edition


class WithPassword(forms.Form):
    """Asks once more who this is: a browser left open cannot sign. Wrong answers lock, as at sign-in."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["password"] = forms.CharField(
            label=_("Your password, or the code from your phone"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )

    def clean(self):
        """Last of all, because a code from a phone works once."""
        cleaned = super().clean()
        username = self.request.user.get_username()
        if not self.errors and not authenticate(
            self.request, username=username, password_or_code=cleaned["password"]
        ):
            self.add_error("password", _("This is neither your password nor a new code from your phone."))
        return cleaned


CHECKLIST = (
    _("I read the whole page as patients will see it, not only what changed."),
    _("Every number and every claim stands in the paper it cites."),
    _("Harms are said as plainly as benefits, with how many people."),
    _("The signs that need help at once are complete, and 911 comes first."),
    _("Doing nothing and other treatments are described fairly."),
    _("My conflicts of interest on this page are complete."),
)
NOT_ALL_CHECKED = _("Check every line. If one is not true yet, tell the author what is missing.")


class SignForm(WithPassword):
    kind = forms.ChoiceField(
        label=_("kind of review"),
        choices=[
            (Edition.Kind.FULL_REVIEW, _("Full review")),
            (Edition.Kind.MINOR_CORRECTION, _("Minor correction: the review dates stay as they are")),
        ],
    )
    reviewed_on = forms.DateField(
        label=_("reviewed on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    review_due = forms.DateField(
        label=_("next review due"),
        required=False,
        help_text=_("Within three years."),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("what changed"), help_text=_("Patients read this."), widget=forms.Textarea({"rows": 2})
    )
    checked = forms.MultipleChoiceField(
        label=_("I have checked"),
        choices=list(enumerate(CHECKLIST)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOT_ALL_CHECKED},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, kind: str | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].initial = timezone.localdate
        self.order_fields([name for name in self.fields if name != "password"])  # the password comes last
        if kind:  # words that were signed before: there is nothing to choose
            self.fields["kind"].choices = [(kind, Edition.Kind(kind).label)]

    def clean_checked(self):
        checked = self.cleaned_data["checked"]
        if len(checked) < len(CHECKLIST):
            raise forms.ValidationError(NOT_ALL_CHECKED, code="required")
        return checked


class WithdrawForm(WithPassword):
    reason = forms.CharField(
        label=_("why"), help_text=_("For your colleagues."), widget=forms.Textarea({"rows": 3})
    )
    with_translations = forms.BooleanField(label=_("Its translations, too"), required=False, initial=True)
