"""Forms with a field for each text in each other language of the site, beside the English one."""

from django import forms
from django.forms import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from drez_site.foundation.forms_by_language import field_in, key_of, keys_of
from drez_site.foundation.languages.packs import other_languages
from drez_site.foundation.line_ends import with_plain_line_ends

from .models import ClinicText
from .models.text import Translated


class TranslatedForm(forms.ModelForm):
    """`with_translations` adds the fields. A text that changes is one that nobody has checked."""

    def __init__(self, *args, texts=None, **kwargs):
        """`texts` are those of the whole clinic, where many forms share them."""
        super().__init__(*args, **kwargs)
        self._rows = {}
        if self.instance.pk:
            owner = self.instance.owner_of_texts()
            rows = ClinicText.objects.filter(**owner) if texts is None else texts
            for row in rows:
                if all(getattr(row, name) == key for name, key in owner.items()):
                    row.owner = self.instance
                    self._rows[row.field, row.language] = row
        for name, language, key in self._each():
            row = self._rows.get((name, language))
            self.initial[key] = row.words if row else ""
            self.fields[key].help_text = (
                row.state if row else _("Not written yet: these readers get the English words.")
            )

    def _each(self):
        for language, _name in other_languages():
            for name in self._meta.model.TRANSLATED:
                if (key := key_of(name, language)) in self.fields:
                    yield name, language, key

    def clean(self):
        super().clean()
        for name, language, key in self._each():
            together = self._meta.model.TRANSLATED if self._meta.model.TOGETHER else (name,)
            others = [self.cleaned_data.get(key_of(other, language)) for other in together]
            if self.cleaned_data.get(key) and name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(key, _("Write the English words first."))
            elif any(others) and not self.cleaned_data.get(key) and key not in self.errors:
                self.add_error(key, _("Translate all texts of this reason, or none of them."))

    def _save_m2m(self):
        """Django calls it once the row itself is saved, whoever saves it."""
        super()._save_m2m()
        for name, language, key in self._each():
            row = self._rows.get((name, language))
            words = with_plain_line_ends(self.cleaned_data.get(key, ""))
            if row and not words:
                row.delete()
            elif words and (not row or with_plain_line_ends(row.words) != words):
                row = row or ClinicText(field=name, language=language, **self.instance.owner_of_texts())
                row.say(words)


def with_translations(form: type[forms.ModelForm], model: type[Translated]) -> type[forms.ModelForm]:
    """The form with its fields for texts in other languages."""
    added = {
        key_of(name, code): field_in(model._meta.get_field(name), code, language)
        for code, language in other_languages()
        for name in model.TRANSLATED
    }
    return type(form)(form.__name__, (TranslatedForm, form), added)


class SharesTexts(BaseInlineFormSet):
    """The texts in other languages are asked for once, not by each row."""

    @cached_property
    def _texts(self):
        return list(ClinicText.objects.filter(clinic=self.instance.pk))

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"texts": self._texts}


class WithTranslations:
    """For the admin of a page or an inline: beside each text its field in every other language."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(
            request, obj, change, **{"form": with_translations(self.form, self.model)} | kwargs
        )

    def get_formset(self, request, obj=None, **kwargs):
        shared = {"form": with_translations(self.form, self.model), "formset": SharesTexts}
        return super().get_formset(request, obj, **shared | kwargs)

    def get_fieldsets(self, request, obj=None):
        return [
            (title, options | {"fields": [each for row in options["fields"] for each in self._beside(row)]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def _beside(self, row):
        yield row
        if row in self.model.TRANSLATED:
            yield keys_of(row)
