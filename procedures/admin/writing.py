"""Writing: procedures, articles with their parts, sources and glossary."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.work_queues import WithQueues
from procedures.models import (
    Document,
    Figure,
    GlanceFact,
    GlossaryTerm,
    Procedure,
    Question,
    Section,
    Step,
    UrgentSign,
)

from .grids import GRIDS
from .help import HelpBesideEachField
from .publications import AbstractInline
from .queues import QUEUES
from .signing import Signing


@admin.register(Procedure)
class ProcedureAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "identity", "position"]
    prepopulated_fields = {"slug": ["name"]}


class PartInline(HelpBesideEachField, admin.StackedInline):
    extra = 0


class SectionInline(PartInline):
    model = Section
    fields = [("position", "kind"), "heading", "body"]


class StepInline(PartInline):
    model = Step
    fields = [("position", "sequence"), "heading", "body"]


class FigureInline(PartInline):
    model = Figure
    fields = [("position", "meaning", "happened", "out_of"), "sentence"]


class GlanceFactInline(PartInline):
    model = GlanceFact
    fields = [("position", "icon"), "value", "label"]


class UrgentSignInline(PartInline):
    model = UrgentSign
    fields = [("position", "urgency"), "text"]


class QuestionInline(PartInline):
    model = Question
    fields = ["position", "text"]


@admin.register(Document)
class DocumentAdmin(Signing, HelpBesideEachField, WithQueues, admin.ModelAdmin):
    queues = QUEUES
    list_display = ["title", "kind", "language", "procedure", "last_author", "updated_at", "is_demonstration"]
    list_filter = ["kind", "language", "procedure"]
    search_fields = ["title", "summary", "sections__body"]
    readonly_fields = ["last_author", "updated_at", "is_demonstration"]
    list_select_related = ["procedure", "last_author"]
    fieldsets = [
        (_("Which page"), {"fields": [("kind", "language"), "procedure", "slug"]}),
        (_("Top of the page"), {"fields": ["title", "full_name", "pronunciation", "summary"]}),
        (_("Text"), {"fields": ["body"]}),
        (_("Translation"), {"fields": ["translator", "translates_edition"]}),
        (_("Who changed it last"), {"fields": [("last_author", "updated_at", "is_demonstration")]}),
    ]
    inlines = [
        GlanceFactInline,
        SectionInline,
        StepInline,
        FigureInline,
        UrgentSignInline,
        QuestionInline,
    ]

    def get_fieldsets(self, request, obj=None):
        """Without what this kind of document never has."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        unused = {_("Text")} if obj.kind in (Document.Kind.ARTICLE, Document.Kind.EVIDENCE) else set()
        unused |= {_("Translation")} if obj.language == "en" else set()
        return [fieldset for fieldset in fieldsets if fieldset[0] not in unused]

    def get_inlines(self, request, obj):
        """A comparison, findings and a summary of evidence have parts of their own."""
        kind = obj.kind if obj else request.GET.get("kind")
        if kind == Document.Kind.EVIDENCE:
            return [AbstractInline]
        return [SectionInline, *GRIDS[kind]] if kind in GRIDS else self.inlines

    def save_model(self, request, obj, form, change):
        obj.last_author = request.user
        if not change:
            obj.is_demonstration = site_is_demonstration()
        super().save_model(request, obj, form, change)


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(admin.ModelAdmin):
    list_display = ["term", "language", "definition"]
    list_filter = ["language"]
    search_fields = ["term", "definition"]
    prepopulated_fields = {"slug": ["term"]}
