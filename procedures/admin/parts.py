"""The parts of a document on its page, as each kind declares them."""

from django import forms
from django.contrib import admin

from procedures import kinds
from procedures.markdown_field import MarkdownField
from procedures.models import GridRow, Section

from .grid import WithAnswers
from .help import HelpTextMixin
from .kept_drafts import OneKindOfLineEnd
from .sections import WithSections

# An answer is a sentence or two: with fields of ten lines nobody sees a question whole.
SHORT = {MarkdownField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 70})}}


class PartInline(OneKindOfLineEnd, HelpTextMixin, admin.StackedInline):
    """Whoever may change a document may change all that it is made of; whoever may see it sees all."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("procedures.view_document")

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("procedures.change_document")

    has_change_permission = has_delete_permission = has_add_permission


# The parts whose form is more than its fields.
INLINE_OF = {GridRow: WithAnswers, Section: WithSections}


def _inline(kind: kinds.Kind, part: kinds.Part) -> type[PartInline]:
    form = part.form
    layout = {
        "__module__": __name__,
        "model": part.model,
        "kind": kind,
        "fields": form.fields,
        "beside": form.beside,
        "min_num": form.least,
        "max_num": form.most,
        "can_delete": not form.least,
    }
    if form.is_short:
        layout["formfield_overrides"] = SHORT
    bases = (INLINE_OF[part.model], PartInline) if part.model in INLINE_OF else (PartInline,)
    return type(f"{part.model.__name__}Inline", bases, layout)


INLINES = {kind: [_inline(kind, part) for part in kind.parts if part.form] for kind in kinds.ALL}


def inlines_of(kind: kinds.Kind) -> list[type[PartInline]]:
    """The forms of all that a document of this kind is made of."""
    return INLINES[kind]
