"""One part of a document, as each kind declares its form: the row that an address names, or a new one."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from procedures import kinds
from procedures.markdown_field import MarkdownField
from procedures.models import GridRow, Section

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


class OneRow(BaseInlineFormSet):
    """A new row is a row, whether or not something was typed in it: what it needs and has not is told.

    Django leaves a rule between the rows of a document to a form that holds them all. This one holds a single
    row, and asks the database about the others.
    """

    part: kinds.Part

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | ({"empty_permitted": False} if index is not None else {})

    def clean(self):
        super().clean()
        for form in self.forms:
            if form.errors or form in self.deleted_forms:
                continue
            try:
                if not form.instance.pk and self.part.form.is_full(self.part.rows_of(self.instance).count()):
                    raise ValidationError(THERE_ALREADY)
                form.instance.validate_constraints()
            except ValidationError as error:
                form.add_error(None, error.messages)


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


def key_asked_for(request) -> int | None:
    """Of the row that the address names; None for a new one."""
    return request.resolver_match.kwargs.get("key")


# The parts whose form is more than its fields.
INLINE_OF = {GridRow: WithAnswers, Section: WithSections}


def _inline(kind: kinds.Kind, part: kinds.Part) -> type[PartInline]:
    form = part.form
    layout = {
        "__module__": __name__,
        "model": part.model,
        "kind": kind,
        "formset": type("OneRow", (OneRow,), {"__module__": __name__, "part": part}),
        "fields": form.fields,
        "beside": form.beside,
        "can_delete": not form.least,
    }
    if form.is_short:
        layout["formfield_overrides"] = SHORT
    bases = (INLINE_OF[part.model], PartInline) if part.model in INLINE_OF else (PartInline,)
    return type(f"{part.model.__name__}Inline", bases, layout)


INLINES = {(kind, part): _inline(kind, part) for kind in kinds.ALL for part in kind.parts if part.form}


def inline_of(kind: kinds.Kind, part: kinds.Part) -> type[PartInline]:
    """The form of one part of a document of this kind."""
    return INLINES[kind, part]
