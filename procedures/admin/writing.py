"""Writing: procedures, articles with their parts, sources and glossary."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.work_queues import WithQueues
from procedures import kinds
from procedures.kinds.parts import MARKDOWN
from procedures.models import Document, GlossaryTerm, Procedure

from .help import HelpBesideEachField
from .parts import inlines_of
from .queues import QUEUES
from .signing import Signing


@admin.register(Procedure)
class ProcedureAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "identity", "position"]
    prepopulated_fields = {"slug": ["name"]}


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
    beside = {
        "kind": _("What patients find it under. It stays as it is once somebody has signed."),
        "language": _("Each language is a document of its own, with its own signature."),
        "title": _("The heading of the page, in words that patients use."),
        "body": MARKDOWN,
    }

    def get_fieldsets(self, request, obj=None):
        """Without what this kind of document never has."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        unused = set() if kinds.of(obj).has_body else {_("Text")}
        unused |= {_("Translation")} if obj.language == "en" else set()
        return [fieldset for fieldset in fieldsets if fieldset[0] not in unused]

    def get_inlines(self, request, obj):
        """Those of its kind; an empty form is for an article, unless its address names another kind."""
        name = obj.kind if obj else request.GET.get("kind")
        return inlines_of(kinds.named(name if name in Document.Kind.values else Document.Kind.ARTICLE))

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
