"""Two people at one draft: nobody saves over words that they have not seen."""

from django import forms
from django.utils.translation import gettext as _

from procedures.models import Document
from procedures.publishing import revisions


class OpenedFrom(forms.IntegerField):
    """The number of the saved draft that a page was opened with; no words, so never a change."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class DocumentForm(forms.ModelForm):
    """Knows which saved draft it was opened with. What was typed stays in it when somebody saved since."""

    opened_from = OpenedFrom(required=False)
    meanwhile: revisions.Meanwhile | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_from"] = revisions.last_number(self.instance)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            # Held until this save is done or refused, so that two saves cannot both be first.
            Document.objects.select_for_update().get(pk=self.instance.pk)
            self.meanwhile = revisions.meanwhile(self.instance, self.cleaned_data.get("opened_from") or 0)
        if self.meanwhile:
            self.data = self.data.copy()
            self.data["opened_from"] = self.meanwhile.number
            self.add_error(
                None,
                _(
                    "Nothing is saved yet: %(names)s saved this draft after you opened it. What they changed "
                    "stands above, what you typed stands below. Bring the two together, then save."
                )
                % {"names": ", ".join(self.meanwhile.names)},
            )
        return cleaned
