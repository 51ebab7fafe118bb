"""Forms in which a new answer needs the day on which somebody asked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.line_ends import trimmed
from providers.models.dated import day_to_move

OLD_DAY = _("What you changed is new, and this day is old. Write the day on which you asked, or empty it.")


class DatedForm(forms.ModelForm):
    """Of a model with `ASKED_ON`. Whoever corrects a slip on the day of asking is not asked again."""

    def clean(self):
        cleaned = super().clean()
        touched = self.instance.ASKED_ON.keys() & set(self.changed_data)
        if touched and not self.instance._state.adding:
            before = type(self.instance)._default_manager.get(pk=self.instance.pk)
            new = [fact for fact in touched if self._is_new(fact, before)]
            for day in {day_to_move(before, fact, self.changed_data) for fact in new} & self.fields.keys():
                self.add_error(day, ValidationError(OLD_DAY, code="old"))
        return cleaned

    def _is_new(self, fact, before) -> bool:
        """Whether it says something else: not other line ends, and not that nobody knows."""
        value = self.cleaned_data.get(fact)
        if isinstance(value, str):
            return bool(value) and trimmed(value) != trimmed(getattr(before, fact))
        return value is not None
