"""The grid of a comparison, a row at a time: a question with a field for the answer of each option."""

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.markdown_field import no_html
from procedures.models import Answer, Option

from .text_box import MarkdownBox, TextBox

ANSWER = "answer_"  # and the short name of the option: the name of its field


class RowForm(forms.ModelForm):
    """A question; `options` are those of its document, each with a field of its own."""

    options: dict[str, Option] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            texts = dict(self.instance.answers.values_list("option_id", "text"))
            for name, option in self.options.items():
                self.initial[name] = texts.get(option.pk, "")

    def save(self, commit=True):
        row = super().save(commit=commit)
        if commit:
            self._save_answers(row)
        return row

    def _save_answers(self, row):
        """Of the options that are still there: the same save may have deleted one."""
        there = set(row.document.options.values_list("pk", flat=True))
        for name, option in self.options.items():
            if name in self.changed_data and option.pk in there:
                Answer.objects.update_or_create(
                    row=row,
                    option=option,
                    defaults={"document_id": row.document_id, "text": self.cleaned_data[name]},
                )


class WithAnswers:
    """For the inline of the questions. An option has its fields as soon as it is saved."""

    def get_formset(self, request, obj=None, **kwargs):
        options = {ANSWER + option.kind: option for option in obj.options.all()} if obj else {}
        fields = {name: _field(option) for name, option in options.items()}
        kwargs["form"] = type("RowForm", (RowForm,), fields | {"options": options})
        kwargs["fields"] = self.fields
        return super().get_formset(request, obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        names = [ANSWER + kind for kind in obj.options.values_list("kind", flat=True)] if obj else []
        return [(None, {"fields": [*self.fields, *names]})]

    def __getattr__(self, name):
        """Who may only look reads the answers, too."""
        kind = name.removeprefix(ANSWER)
        if kind == name:
            raise AttributeError(name)

        def answer(row):
            found = row.answers.filter(option__kind=kind).first()
            return found.text if found else ""

        answer.short_description = kind
        return answer


def _field(option: Option) -> MarkdownBox:
    return MarkdownBox(
        label=option.name,
        required=False,
        validators=[no_html],
        widget=TextBox(attrs={"rows": 3, "cols": 70}),
        help_text=_("One or two short sentences, with the citation after them."),
    )
