"""The form in which staff say what the clinic is."""

from django import forms
from django.db import DatabaseError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.united_states.states import state_code

from .models import ClinicProfile


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
    states_served = StatesField(
        label=capfirst(ClinicProfile._meta.get_field("states_served").verbose_name),
        help_text=ClinicProfile._meta.get_field("states_served").help_text,
        required=False,
    )

    def clean_is_demonstration(self):
        """The database knows what is in the way: ask it, and undo."""
        wanted = self.cleaned_data["is_demonstration"]
        if self.instance.pk and wanted != self.instance.is_demonstration:
            try:
                with transaction.atomic():
                    ClinicProfile.objects.filter(pk=self.instance.pk).update(is_demonstration=wanted)
                    transaction.set_rollback(True)
            except DatabaseError as refusal:
                raise forms.ValidationError(str(refusal).partition("\n")[0]) from refusal
        return wanted
