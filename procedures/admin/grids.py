"""The parts of a comparison and of findings, on the page of their document."""

from django import forms
from django.contrib import admin

from drez_site.foundation.markdown.field import MarkdownField
from procedures.models import Disagreement, Document, Finding, GridRow, Option, StrengthRule

from .help import HelpBesideEachField

# An answer is a sentence or two: with fields of ten lines nobody sees a question whole.
SHORT = {MarkdownField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 70})}}


class OptionInline(HelpBesideEachField, admin.StackedInline):
    model = Option
    extra = 0
    max_num = len(Option.Kind)


class GridRowInline(HelpBesideEachField, admin.StackedInline):
    """A question with the answers below each other: the grid, a row at a time."""

    model = GridRow
    extra = 0
    fields = ["position", "question", *Option.Kind.values]
    formfield_overrides = SHORT


class FindingInline(HelpBesideEachField, admin.StackedInline):
    model = Finding
    extra = 0
    fields = [
        ("position", "procedure", "indication", "meaning", "strength"),
        ("label", "happened", "out_of", "people", "follow_up"),
        "outcome",
    ]
    formfield_overrides = SHORT


class StrengthRuleInline(HelpBesideEachField, admin.StackedInline):
    model = StrengthRule
    extra = 0
    formfield_overrides = SHORT


class DisagreementInline(HelpBesideEachField, admin.StackedInline):
    model = Disagreement
    extra = 0
    formfield_overrides = SHORT


GRIDS = {
    Document.Kind.COMPARISON: [OptionInline, GridRowInline],
    Document.Kind.FINDINGS: [StrengthRuleInline, FindingInline, DisagreementInline],
}
