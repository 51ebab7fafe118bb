"""What staff fill in to sign in, and to set up how they do."""

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.validators import MaxLengthValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from drez_site.foundation.forms import ErrorSummary, FieldsHelper

from . import passkeys, second_factor
from .models import StaffMember

PASSWORD_HELP = format_lazy(
    _(
        "At least {characters} characters. Three or four words that do not belong together are easy to keep "
        "in mind. You can paste it from a password manager."
    ),
    characters=settings.STAFF_PASSWORD_SHORTEST,
)


class StaffForm(ErrorSummary, forms.Form):
    """Drawn by our own form templates; every error also leads the page, with a way to its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)


class CodeField(forms.CharField):
    """Six digits from a phone, or sixteen from paper. A phone offers its digits, and to fill them in."""

    def __init__(self, *, max_length=40, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 19})
        super().__init__(max_length=max_length, widget=widget, **kwargs)

    def prepare_value(self, value):
        """A form that comes back shows what was typed, and not what a passkey sent: it works once."""
        return "" if value and passkeys.looks_like_answer(value) else value


class SignInForm(StaffForm, AuthenticationForm):
    """All at once, so that a wrong answer does not say which part was wrong."""

    otp_token = CodeField(
        max_length=passkeys.LONGEST_ANSWER,
        label=_("Code"),
        help_text=_("Six digits from the app on your phone, or one of your recovery codes."),
        error_messages={"required": _("Enter the code from the app on your phone.")},
    )
    error_messages = {
        "invalid_login": _(
            "We cannot sign you in with these. Check all of them, then wait for a new code and try again."
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].error_messages["required"] = _("Enter your user name.")
        self.fields["username"].validators.append(MaxLengthValidator(self.fields["username"].max_length))
        self.fields["password"].error_messages["required"] = _("Enter your password.")
        self.fields["otp_token"].widget.attrs |= passkeys.field_attributes()
        if not settings.STAFF_SECOND_FACTOR_REQUIRED:
            self.fields["otp_token"].required = False
            self.fields["otp_token"].label = _("Code, if you have set up a phone")

    def clean_username(self):
        """As the account has it: nobody remembers capitals, and a lock counts whatever way it was typed."""
        typed = self.cleaned_data["username"]
        known = StaffMember.objects.filter(username__iexact=typed).values_list("username", flat=True)
        # PostgreSQL takes “ı” and “ſ” for “i” and “s”: a lock would tell which of such names there are.
        return next((name for name in known if name.lower() == typed.lower()), typed.lower())

    @sensitive_variables()
    def clean(self):
        given = self.cleaned_data
        if not self.errors:
            self.user_cache = authenticate(
                self.request,
                username=given["username"],
                password=given["password"],
                otp_token=given["otp_token"],
            )
            if self.user_cache is None:
                raise self.get_invalid_login_error()
        return given


class ChoosesPassword(StaffForm):
    """For Django's forms with `new_password1` and `new_password2`, in our words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, first.help_text = _("New password"), PASSWORD_HELP
        again.label, again.help_text = _("The same password again"), ""
        first.error_messages["required"] = _("Choose a password.")
        again.error_messages["required"] = _("Enter the same password again.")
        self.error_messages = self.error_messages | {
            "password_mismatch": _("The two passwords are not the same.")
        }

    def validate_password_for_user(self, user, password_field_name="new_password1"):
        """Whatever is wrong with it, it is wrong with the first one."""
        super().validate_password_for_user(user, "new_password1")


class NewPasswordForm(ChoosesPassword, SetPasswordForm):
    """The first password, or one after a new link. Saves nothing by itself."""


class ChangePasswordForm(ChoosesPassword, PasswordChangeForm):
    """The old password is asked in the way of every sign-in, so guessing it locks. Nothing else will do."""

    def __init__(self, user, *args, request, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.request = request
        self.fields["old_password"].label = _("Your password now")
        self.fields["old_password"].error_messages["required"] = _("Enter the password that you have now.")

    @sensitive_variables()
    def clean_old_password(self):
        given = self.cleaned_data["old_password"]
        if second_factor.looks_like_second_factor(given) or not authenticate(
            self.request, username=self.user.get_username(), password_or_code=given
        ):
            raise forms.ValidationError(_("This is not your password."))
        return given


class FirstCodeForm(StaffForm):
    """Proves that the phone has the secret."""

    code = CodeField(
        label=_("Code that the app shows now"),
        help_text=_("Six digits. The app shows new ones every 30 seconds."),
        error_messages={"required": _("Enter the six digits that the app shows.")},
    )

    def __init__(self, *args, secret: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not second_factor.looks_like_code(code):
            raise forms.ValidationError(_("The code has six digits, like 123 456."))
        self.step = second_factor.step_of(self.secret, code)
        if self.step is None:
            raise forms.ValidationError(
                _(
                    "This is not the code that the app should show now. Wait for the next one and enter it. "
                    "If that fails too, check that the phone sets its clock by itself."
                )
            )
        return code
