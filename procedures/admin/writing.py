"""Writing: procedures, articles with their parts, sources and glossary."""

from functools import reduce
from operator import or_

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.history.admin import WithHistory
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import QueueFilter, WithQueues
from procedures import kinds
from procedures.kinds.parts import MARKDOWN
from procedures.models import Document, GlossaryTerm, Procedure
from procedures.publishing import beginnings, revisions, translations

from .beside import ShowsBeside
from .by_part import WritesByPart, part_asked_for
from .choosing import Chooses
from .finding import FindsParts
from .help import HelpTextMixin
from .kept_drafts import KeepsDraftsThatNameIt, OneKindOfLineEnd
from .new_documents import DocumentForm, NewDocumentForm
from .picturing import AddsPictures
from .queues import QUEUES
from .saved_drafts import SavedDrafts
from .signing import Signing
from .sittings import KeepsWhatIsTyped
from .states import ShowsStates
from .talking import Talking
from .translating import Translates


@admin.register(Procedure)
class ProcedureAdmin(KeepsDraftsThatNameIt, WithHistory, admin.ModelAdmin):
    subject = Subject.CHOICES
    fields = ["name", "slug", "look", "color", "position"]
    list_display = fields
    prepopulated_fields = {"slug": ["name"]}

    def drafts_naming(self, procedures):
        """By what each kind declares of them."""
        named = [kind.naming(procedures) for kind in kinds.ALL]
        return Document.objects.filter(reduce(or_, named))


class ToSign(ChangeList):
    def url_for_result(self, result):
        return reverse("admin:procedures_document_sign", args=[result.pk])


@admin.register(Document)
class DocumentAdmin(
    OneKindOfLineEnd,
    ShowsBeside,
    AddsPictures,
    Chooses,
    FindsParts,
    Translates,
    WritesByPart,
    KeepsWhatIsTyped,
    Talking,
    Signing,
    SavedDrafts,
    HelpTextMixin,
    WithQueues,
    ShowsStates,
    admin.ModelAdmin,
):
    form = DocumentForm
    subject = Subject.PATIENTS_READ
    must_say_what_it_opened = True
    queues = QUEUES
    list_display = ["title", "state_now", "kind", "language", "last_author", "updated_at"]
    list_filter = ["kind", "language", "procedure"]
    search_fields = ["title", "summary", "sections__body"]
    readonly_fields = ["last_author", "updated_at", "is_demonstration"]
    list_select_related = ["last_author"]
    fieldsets = [
        (_("Which page"), {"fields": [("kind", "language"), "procedure", "slug"]}),
        (_("Top of the page"), {"fields": ["title", "full_name", "pronunciation", "summary"]}),
        (_("Text"), {"fields": ["body"]}),
        (_("Translation"), {"fields": ["translator", "translates_edition", "left_in_english"]}),
        (_("Who changed it last"), {"fields": [("last_author", "updated_at", "is_demonstration")]}),
    ]
    fieldsets_of_a_new_one = [
        (_("Which page"), {"fields": [("kind", "language"), "procedure", "slug"]}),
        (_("Top of the page"), {"fields": ["title", "summary"]}),
        (_("Its parts"), {"fields": ["copy_of"]}),
    ]
    beside = {
        "kind": _("What patients find it under. It stays as it is once somebody has signed."),
        "language": _("Each language is a document of its own, with its own signature."),
        "title": _("The heading of the page, in words that patients use."),
        "body": MARKDOWN,
    }

    def get_fieldsets(self, request, obj=None):
        """Without what this kind of document never has; a text that stands there can be taken out."""
        if obj is None:
            return self.fieldsets_of_a_new_one
        if part_asked_for(request, obj):
            return []
        unused = set() if kinds.of(obj).has_body or obj.body else {_("Text")}
        unused |= {_("Translation")} if obj.language == SOURCE_LANGUAGE else set()
        return [fieldset for fieldset in super().get_fieldsets(request, obj) if fieldset[0] not in unused]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The edition that was translated is chosen from those that there are."""
        if obj is None:
            kwargs["form"] = NewDocumentForm
        form = super().get_form(request, obj, change, **kwargs)
        if obj and obj.language != SOURCE_LANGUAGE and "translates_edition" in form.base_fields:
            return type(form)(form.__name__, (form,), {"translates_edition": _choice_of_edition(obj)})
        return form

    def get_changelist(self, request, **kwargs):
        """From what waits for a signature, a row leads to where it is given."""
        waits = request.GET.get(QueueFilter.parameter_name, "").startswith("signature")
        return ToSign if waits else super().get_changelist(request, **kwargs)

    def saved_since(self, document, moment):
        """Who saved the draft since, by their account's key and name."""
        saved = document.revisions.filter(saved_at__gte=moment).order_by("number")
        return saved.values_list("saved_by", "saved_as")

    def save_model(self, request, obj, form, change):
        """A save that changes nothing leaves a submission as it is."""
        if not change:
            obj.is_demonstration = site_is_demonstration()
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            beginnings.begin(form.instance, form.cleaned_data["copy_of"])
        revisions.record(form.instance, request.user)


def _choice_of_edition(document: Document) -> forms.TypedChoiceField:
    original = translations.original_of(document)
    editions = original.editions.standing() if original else []
    choices = [
        (
            edition.number,
            _("Edition %(number)d, %(day)s")
            % {"number": edition.number, "day": date_format(timezone.localtime(edition.live_since))},
        )
        for edition in editions
    ]
    field = Document._meta.get_field("translates_edition")
    return forms.TypedChoiceField(
        label=capfirst(field.verbose_name),
        help_text=_("The English edition that was translated."),
        choices=[("", "---------"), *choices],
        coerce=int,
        empty_value=None,
        required=False,
    )


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(KeepsDraftsThatNameIt, WithHistory, admin.ModelAdmin):
    is_public_at_once = False
    subject = Subject.PATIENTS_READ
    list_display = ["term", "language", "definition"]
    list_filter = ["language"]
    search_fields = ["term", "definition"]
    prepopulated_fields = {"slug": ["term"]}

    def drafts_naming(self, terms):
        """Every draft of the language that was ever kept, and the glossary: only rendering finds a word."""
        languages = {term.language for term in terms}
        holds_all = [kind.kind for kind in kinds.ALL if kind.holds_every_term]
        was_kept = Q(kind__in=holds_all) | Q(revisions__isnull=False)
        return Document.objects.filter(was_kept, language__in=languages).distinct()
