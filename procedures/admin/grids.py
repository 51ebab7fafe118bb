"""The parts of a comparison and of findings, on the page of their document."""

from django.contrib import admin

from procedures.models import Disagreement, Document, Finding, GridRow, Option, StrengthRule

from .help import HelpBesideEachField


class OptionInline(HelpBesideEachField, admin.StackedInline):
    model = Option
    extra = 0
    max_num = len(Option.Kind)


class GridRowInline(HelpBesideEachField, admin.StackedInline):
    """A question with the answers next to each other: the grid, a row at a time."""

    model = GridRow
    extra = 0
    fields = [("position", "question"), tuple(Option.Kind.values)]


class FindingInline(HelpBesideEachField, admin.StackedInline):
    model = Finding
    extra = 0
    fields = [
        ("position", "procedure", "indication", "meaning", "strength"),
        ("label", "happened", "out_of", "people", "follow_up"),
        "outcome",
    ]


class StrengthRuleInline(HelpBesideEachField, admin.StackedInline):
    model = StrengthRule
    extra = 0


class DisagreementInline(HelpBesideEachField, admin.StackedInline):
    model = Disagreement
    extra = 0


GRIDS = {
    Document.Kind.COMPARISON: [OptionInline, GridRowInline],
    Document.Kind.FINDINGS: [StrengthRuleInline, FindingInline, DisagreementInline],
}
