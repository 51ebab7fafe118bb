"""In forms of staff a field for each text in each other language of the site, beside the English one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .languages.packs import other_languages
from .line_ends import with_plain_line_ends
from .texts_by_language import SaidInLanguages

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm  # takes no arguments at run time


def key_of(name: str, language: str) -> str:
    """The name of the field for a text in another language."""
    return f"{name}_{language}"


def keys_of(name: str) -> tuple[str, ...]:
    """Those for all other languages of the site."""
    return tuple(key_of(name, language) for language, _name in other_languages())


def field_in(english: "models.Field[Any, Any]", code: str, language: str) -> forms.CharField:
    """The field for the words of `english` in another language: its code, and its name."""
    is_long = isinstance(english, models.TextField)
    return forms.CharField(
        label=_("%(text)s, in %(language)s")
        % {"text": capfirst(str(english.verbose_name)), "language": language},
        required=False,
        max_length=english.max_length,
        validators=english.validators,
        widget=(AdminTextareaWidget if is_long else AdminTextInputWidget)(attrs={"lang": code}),
        help_text=_("Empty: these readers get the English words."),
    )


class FormByLanguage(ModelForm):
    """Of a row with a column for translations. `with_languages` adds the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in self._meta.model.TRANSLATED.items():
            for language, _name in other_languages():
                self.initial[key_of(name, language)] = getattr(self.instance, column).get(language, "")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, column in self._meta.model.TRANSLATED.items():
            if not self.fields.keys().isdisjoint(keys_of(name)):
                setattr(self.instance, column, self._words_by_language(name))
        return cleaned

    def _words_by_language(self, name: str) -> dict[str, str]:
        said = {}
        for language, _name in other_languages():
            key = key_of(name, language)
            words = with_plain_line_ends(self.cleaned_data.get(key, ""))
            if words and not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(key, _("Write the English words first."))
            elif words:
                said[language] = words
        return said


def with_languages(form: "type[ModelForm]", model: type[SaidInLanguages]) -> type[FormByLanguage]:
    """The form with its fields for texts in other languages."""
    added = {
        key_of(name, code): field_in(model._meta.get_field(name), code, language)  # type: ignore[arg-type]  # a column of the model itself
        for code, language in other_languages()
        for name in model.TRANSLATED
    }
    return type(form.__name__, (FormByLanguage, form), added)
