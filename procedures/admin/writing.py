"""Writing: procedures, articles with their parts, sources and glossary."""

from django.contrib import admin
from django.db import models

from procedures.models import (
    Document,
    Figure,
    GlanceFact,
    GlossaryTerm,
    Procedure,
    Publication,
    Question,
    Section,
    Step,
    UrgentSign,
    site_is_demonstration,
)
from procedures.queues import WithQueues

from .grids import GRIDS
from .queues import QUEUES
from .signing import Signing


@admin.register(Procedure)
class ProcedureAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "identity", "position"]
    prepopulated_fields = {"slug": ["name"]}


class PartInline(admin.StackedInline):
    extra = 0


class SectionInline(PartInline):
    model = Section


class StepInline(PartInline):
    model = Step


class FigureInline(PartInline):
    model = Figure


class GlanceFactInline(admin.TabularInline):
    model = GlanceFact
    extra = 0


class UrgentSignInline(admin.TabularInline):
    model = UrgentSign
    extra = 0


class QuestionInline(admin.TabularInline):
    model = Question
    extra = 0


@admin.register(Document)
class DocumentAdmin(Signing, WithQueues, admin.ModelAdmin):
    queues = QUEUES
    list_display = ["title", "kind", "language", "procedure", "last_author", "updated_at", "is_demonstration"]
    list_filter = ["kind", "language", "procedure"]
    search_fields = ["title", "summary", "sections__body"]
    readonly_fields = ["last_author", "updated_at", "is_demonstration"]
    inlines = [
        GlanceFactInline,
        SectionInline,
        StepInline,
        FigureInline,
        UrgentSignInline,
        QuestionInline,
    ]

    def get_inlines(self, request, obj):
        """A comparison and findings have parts of their own."""
        return [SectionInline, *GRIDS[obj.kind]] if obj and obj.kind in GRIDS else self.inlines

    def save_model(self, request, obj, form, change):
        obj.last_author = request.user
        if not change:
            obj.is_demonstration = site_is_demonstration()
        super().save_model(request, obj, form, change)


@admin.register(Publication)
class PublicationAdmin(admin.ModelAdmin):
    list_display = ["key", "title", "journal", "year", "kind", "level"]
    list_filter = ["kind", "level"]
    search_fields = ["key", "title", "authors", "doi", "pmid"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(admin.ModelAdmin):
    list_display = ["term", "language", "definition"]
    list_filter = ["language"]
    search_fields = ["term", "definition"]
    prepopulated_fields = {"slug": ["term"]}
