"""What a reader tells us, without saying who they are."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.forms import ErrorSummary, FieldsHelper
from drez_site.foundation.united_states import phones
from providers.models import Report
from providers.models.report import KEPT_AFTER_CLOSING, KEPT_AT_MOST

from .answers import letters_are_sent

CONTACT = _("Enter an email address like name@example.com, or a US phone number like (919) 555-0134.")


class ReportForm(ErrorSummary, forms.ModelForm):
    """About a doctor, a place or a page. `trap` is not shown: programs fill it, people do not."""

    about = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong."),
            "invalid_choice": _("Choose what is wrong from the list."),
        },
    )
    details = forms.CharField(
        label=_("What should it say? (optional)"),
        required=False,
        max_length=Report.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Please do not write about your health, or who you are. We do not need it."),
    )
    contact = forms.CharField(
        label=_("Your email or phone (optional)"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=format_lazy(
            _(
                "Only if we may ask you about it. We delete it {days} days after we answer, and never keep "
                "it longer than {most} days."
            ),
            days=KEPT_AFTER_CLOSING.days,
            most=KEPT_AT_MOST.days,
        ),
    )
    wants_email = forms.BooleanField(label=_("Email me what you find out"), required=False)
    trap = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"hidden": True, "tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Report
        fields = ["about", "details", "contact", "wants_email"]

    def __init__(self, data, subject):
        super().__init__(data, instance=Report(**{Report.column_of(subject): subject}))
        choices = Report.ABOUT[Report.column_of(subject)]
        self.fields["about"].choices = [(each.value, each.label) for each in choices]
        if not letters_are_sent():
            del self.fields["wants_email"]
        self.helper = FieldsHelper()

    def clean_contact(self) -> str:
        text = self.cleaned_data["contact"].strip()
        if not text or "@" in text:
            if text:
                EmailValidator(CONTACT)(text)
            return text
        try:
            return phones.written(phones.read(text))
        except ValidationError as error:
            raise ValidationError(CONTACT, code="contact") from error

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("trap"):
            # A person whose browser filled it can send the same form again.
            self.data = self.data.copy()
            self.data["trap"] = ""
            raise ValidationError(_("Our spam check stopped this form. Please send it again."), code="trap")
        if cleaned.get("about") == Report.About.OTHER and not (cleaned.get("details") or "").strip():
            self.add_error("details", ValidationError(_("Say in a few words what is wrong."), "required"))
        if cleaned.get("wants_email") and "contact" in cleaned and "@" not in cleaned["contact"]:
            text = _("Enter your email address, so that we can write to you.")
            self.add_error("contact", ValidationError(text, code="required"))
        return cleaned
