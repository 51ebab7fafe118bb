"""The forms of a part of a document, as each kind declares them: of one row, or of several on one page."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.typed_numbers import typed_number
from procedures import kinds
from procedures.markdown_field import MarkdownField
from procedures.models import Document, GridRow, Section

from .grid import WithAnswers
from .help import HelpTextMixin
from .kept_drafts import OneKindOfLineEnd
from .sections import WithSections

# An answer is a sentence or two: with fields of ten lines nobody sees a question whole.
THERE_ALREADY = _(
    "This document has that part already, and takes no second one. Copy your words, and open the one that is "
    "there from the outline."
)
SHORT = {MarkdownField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 70})}}
KEY_SENT = re.compile(r"-\d+-id\Z")  # the end of the name of the field with a row's key
EMPTY_ROWS = 3  # below the last one
EMPTY_ROWS_OF_EACH, FEW_VALUES = 2, 3  # of a part whose rows are told apart by a choice among so few


class RowsOfOnePart(BaseInlineFormSet):
    """Django leaves a rule between the rows of a document to a form that holds them all.

    These hold some of them, and ask the database about the others.
    """

    part: kinds.Part

    def clean(self):
        super().clean()
        for form in self.forms:
            is_skipped = form.empty_permitted and not form.has_changed()
            if form.errors or is_skipped or form in self.deleted_forms:
                continue
            try:
                if not form.instance.pk and self.part.form.is_full(self.part.rows_of(self.instance).count()):
                    raise ValidationError(THERE_ALREADY)
                form.instance.validate_constraints()
            except ValidationError as error:
                form.add_error(None, error.messages)


class OneRow(RowsOfOnePart):
    """A new row is a row, whether or not something was typed in it: what it needs and has not is told."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | ({"empty_permitted": False} if index is not None else {})


class SeveralRows(RowsOfOnePart):
    """A row in which nobody changed a word is left as it is, also when it is still empty."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | ({"empty_permitted": True} if index is not None else {})

    def add_fields(self, form, index):
        """What helps to write a row is said beside the first one."""
        super().add_fields(form, index)
        if index:
            for field in form.fields.values():
                field.help_text = ""


class WrittenRow(forms.ModelForm):
    """A new row is one as soon as something is written in it, whatever is chosen there."""

    def has_changed(self):
        is_new = self.instance.pk is None
        return super().has_changed() and (not is_new or any(map(self._takes_words, self.changed_data)))

    def _takes_words(self, name):
        return not hasattr(self.fields[name], "choices")


class PartInline(OneKindOfLineEnd, HelpTextMixin, admin.StackedInline):
    """Whoever may change a document may change all that it is made of; whoever may see it sees all."""

    template = "admin/procedures/document/_row.html"
    max_num = 1

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("procedures.view_document")

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("procedures.change_document")

    has_change_permission = has_delete_permission = has_add_permission

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk=key_asked_for(request))

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if key_asked_for(request) is None else 0

    def empty_rows(self, request, document: Document) -> list[dict[str, str]]:
        """What a new row is before somebody writes in it: what the link to its address says."""
        return [request.GET.dict()] if request.GET else []


class RowsInline(PartInline):
    """The rows of a part from the one on that the address names; a save holds those that its page had."""

    template = "admin/procedures/document/_rows.html"
    form = WrittenRow
    max_num = 1_000
    kind: kinds.Kind
    part: kinds.Part

    def get_queryset(self, request):
        rows = super(PartInline, self).get_queryset(request)
        if request.method == "POST":
            sent = [typed_number(key) for name, key in request.POST.items() if KEY_SENT.search(name)]
            return rows.filter(pk__in=sent)
        asked = request.resolver_match.kwargs
        keys = rows.filter(document=asked["pk"]).values_list("pk", flat=True)
        first = asked["first"] - 1
        return rows.filter(pk__in=list(keys[first : first + self.part.form.at_once]))

    def get_extra(self, request, obj=None, **kwargs):
        return len(self.empty_rows(request, obj))

    def empty_rows(self, request, document):
        """Below the last row: one for each value that is missing, or some for what else there is to say."""
        last = request.resolver_match.kwargs["first"] - 1 + self.part.form.at_once
        return empty_rows(self.kind, self.part, document) if last >= self.count(document) else []

    def count(self, document: Document) -> int:
        return self.part.rows_of(document).count()


def empty_rows(kind: kinds.Kind, part: kinds.Part, document: Document) -> list[dict[str, str]]:
    """What is chosen in the rows that follow the last one of a part, before somebody writes in them."""
    if values := kind.values_of_each(part):
        there = set(part.rows_of(document).values_list(part.each_once, flat=True))
        return [{part.each_once: value} for value in values if value not in there]
    choice = part.begins_with or next(iter(part.chosen), "")
    values = part.values_of(choice)
    if 0 < len(values) <= FEW_VALUES:
        return [{choice: value} for value in values for _number in range(EMPTY_ROWS_OF_EACH)]
    return [{}] * EMPTY_ROWS


def key_asked_for(request) -> int | None:
    """Of the row that the address names; None for a new one."""
    return request.resolver_match.kwargs.get("key")


# The parts whose form is more than its fields.
INLINE_OF = {GridRow: WithAnswers, Section: WithSections}


def _inline(kind: kinds.Kind, part: kinds.Part, base: type[PartInline], rows: type) -> type[PartInline]:
    form = part.form
    # Several rows are read like a table, as far as they are words and numbers of one line.
    is_a_line = base is RowsInline and not part.texts
    layout = {
        "__module__": __name__,
        "model": part.model,
        "kind": kind,
        "part": part,
        "formset": type(rows.__name__, (rows,), {"__module__": __name__, "part": part}),
        "fields": (tuple(flatten(form.fields)),) if is_a_line else form.fields,
        "beside": form.beside,
        "can_delete": not form.least,
    }
    if form.is_short:
        layout["formfield_overrides"] = SHORT
    bases = (INLINE_OF[part.model], base) if part.model in INLINE_OF else (base,)
    return type(f"{part.model.__name__}Inline", bases, layout)


WRITTEN = [(kind, part) for kind in kinds.ALL for part in kind.parts if part.form]
INLINES = {(kind, part): _inline(kind, part, PartInline, OneRow) for kind, part in WRITTEN}
INLINES_OF_ROWS = {
    (kind, part): _inline(kind, part, RowsInline, SeveralRows)
    for kind, part in WRITTEN
    if part.form.at_once > 1
}


def inline_of(kind: kinds.Kind, part: kinds.Part, *, several: bool = False) -> type[PartInline]:
    """The form of one row of a part of a document of this kind, or of several. Raises KeyError."""
    return (INLINES_OF_ROWS if several else INLINES)[kind, part]
