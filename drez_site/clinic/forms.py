"""The forms in which staff say what the clinic is, in every language of the site."""

from datetime import date

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future, not_in_the_past
from drez_site.foundation.languages.packs import other_languages
from drez_site.foundation.refusals import sentence_of
from drez_site.foundation.united_states.states import state_code

from .models import ClinicProfile, ClinicText, LanguageNotice
from .notices.languages import shipped


class StatesField(forms.CharField):
    """States by letters or by name, separated by commas; a list of their two letters."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        typed = [state.strip() for state in super().to_python(value).replace("\n", ",").split(",")]
        codes = {state: state_code(state) for state in typed if state}
        if unknown := [state for state, code in codes.items() if code is None]:
            raise forms.ValidationError(
                _("We do not know the state “%(state)s”. Write it like NC or North Carolina."),
                code="unknown",
                params={"state": unknown[0]},
            )
        return list(dict.fromkeys(codes.values()))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class ClinicProfileForm(forms.ModelForm):
    """`with_checkers` adds `<language>_checked_by` and `_checked_on`: who read what is not checked."""

    states_served = StatesField(
        label=capfirst(ClinicProfile._meta.get_field("states_served").verbose_name),
        help_text=ClinicProfile._meta.get_field("states_served").help_text,
        required=False,
    )

    def clean(self):
        super().clean()
        for language, _name in other_languages():
            who, day = self.checked(language)
            if who and not day:
                self.add_error(f"{language}_checked_on", _("Enter the day."))
            if day and not who:
                self.add_error(f"{language}_checked_by", _("Enter who checked the words."))

    def checked(self, language: str) -> tuple[str, date | None]:
        """Who says to have checked the texts in this language, and when."""
        names = (f"{language}_checked_by", f"{language}_checked_on")
        who, day = (self.cleaned_data.get(name) for name in names)
        return who or "", day

    def clean_is_demonstration(self):
        """The database knows what is in the way: ask it, and undo."""
        wanted = self.cleaned_data["is_demonstration"]
        if self.instance.pk and wanted != self.instance.is_demonstration:
            try:
                with transaction.atomic():
                    ClinicProfile.objects.filter(pk=self.instance.pk).update(is_demonstration=wanted)
                    transaction.set_rollback(True)
            except DatabaseError as refusal:
                raise forms.ValidationError(sentence_of(refusal)) from refusal
        return wanted


class AnnouncementForm(forms.ModelForm):
    def clean_shown_until(self):
        """What is over stays as it was typed before it was."""
        moment = self.cleaned_data["shown_until"]
        if "shown_until" in self.changed_data and moment <= timezone.now():
            raise forms.ValidationError(_("This moment has gone by: choose one to come."), code="past")
        return moment


class HolidayHoursForm(forms.ModelForm):
    def clean(self):
        """Days that have gone by stay as they were typed before they had."""
        cleaned = super().clean()
        name = "last_day" if cleaned.get("last_day") else "first_day"
        if name in self.changed_data and (day := cleaned.get(name)):
            try:
                not_in_the_past(day)
            except forms.ValidationError as gone_by:
                self.add_error(name, gone_by)
        return cleaned


class LanguageNoticeForm(forms.ModelForm):
    def clean(self):
        super().clean()
        for name in LanguageNotice.TO_APPROVE:
            if not self.cleaned_data.get(name) and self.cleaned_data.get("language") not in shipped():
                self.add_error(name, _("The site has no words for this language: write them."))


def with_checkers(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The form with fields for who checked the texts in each other language."""
    added = {}
    for code, language in other_languages():
        added[f"{code}_checked_by"] = forms.CharField(
            label=_("%(language)s checked by") % {"language": language},
            required=False,
            max_length=ClinicText._meta.get_field("checked_by").max_length,
            validators=ClinicText._meta.get_field("checked_by").validators,
            widget=AdminTextInputWidget,
            help_text=_("The qualified translator."),
        )
        added[f"{code}_checked_on"] = forms.DateField(
            label=_("%(language)s checked on") % {"language": language},
            required=False,
            validators=[not_in_the_future],
            widget=AdminDateWidget,
        )
    return type(form)(form.__name__, (form,), added)
