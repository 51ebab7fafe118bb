"""Sources: the facts about them, where they are cited, and the way to their summaries."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.file_inputs import FileInput
from drez_site.foundation.history.admin import WithHistory
from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import WithQueues
from procedures.kinds.evidence import EVIDENCE
from procedures.models import Document, Publication, why_not_public
from procedures.models.identifiers import WRITTEN
from procedures.models.retraction import HOURS_KEPT_FROM_READERS
from procedures.publishing import snapshot

from .filling import FILL, FillsFromPastes, filling_of
from .kept_drafts import KeepsDraftsThatNameIt
from .links import links
from .queues import QUEUES_OF_SOURCES
from .retractions import Retractions

BAR = "|"
FILLED_BY_A_PASTE = _(
    "Only what is empty below is filled in, and nothing is saved. Read each field against the paper."
)


class AuthorsField(forms.CharField):
    """Authors in order, a line each, an affiliation after a bar: a list of names, and a dict of texts."""

    widget = forms.Textarea({"rows": 6})

    def prepare_value(self, value):
        if not isinstance(value, tuple):
            return value
        names, affiliations = value
        return "\n".join(
            f"{name} {BAR} {affiliations[name]}" if name in affiliations else name for name in names
        )

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        names, affiliations = [], {}
        for line in lines:
            name, _bar, affiliation = (part.strip() for part in line.partition(BAR))
            if not name:
                raise forms.ValidationError(
                    _("Write the name before the bar, in “%(line)s”."), params={"line": line}
                )
            if name in names:
                raise forms.ValidationError(_("%(name)s is listed twice."), params={"name": name})
            names.append(name)
            if affiliation:
                affiliations[name] = affiliation
        return names, affiliations


class PublicationForm(forms.ModelForm):
    """The fields are those of the admin."""

    pasted = forms.CharField(
        label=_("Reference"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "A DOI or “PMID: 28030470”, or the text of a BibTeX, RIS or CSL-JSON file, as journals, PubMed "
            "and Zotero give it."
        ),
    )
    pasted_file = forms.FileField(
        label=_("Or its file"),
        required=False,
        widget=FileInput(".bib,.ris,.json,.txt", most_megabytes=1),
        help_text=_("One source: .bib, .ris or .json."),
    )
    author_lines = AuthorsField(
        label=_("Authors"),
        required=False,
        help_text=_(
            "In order, one on each line, as printed: FitzGerald JJ. An affiliation follows after a bar: "
            "FitzGerald JJ | Oxford. An organization stands in braces: {World Health Organization}."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["author_lines"] = (self.instance.authors, self.instance.affiliations)

    def clean(self):
        if self.cleaned_data.get("pasted", "").strip() or self.cleaned_data.get("pasted_file"):
            self.add_error(
                "pasted",
                _("Choose “Fill in what is empty” to use this, or take it out. Nothing is saved yet."),
            )
        if "author_lines" in self.cleaned_data:
            self.instance.authors, self.instance.affiliations = self.cleaned_data["author_lines"]
        return super().clean()


@admin.register(Publication)
class PublicationAdmin(
    FillsFromPastes, KeepsDraftsThatNameIt, Retractions, WithHistory, WithQueues, admin.ModelAdmin
):
    is_public_at_once = False
    subject = Subject.PATIENTS_READ
    form = PublicationForm
    queues = QUEUES_OF_SOURCES
    list_display = ["key", "name", "kind", "year", "level", "access", "retraction"]
    list_filter = [
        "kind",
        "level",
        "procedures",
        "access",
        "year",
    ]
    search_fields = ["key", "title", "description", "authors", "journal", "publisher", "doi", "pmid"]
    readonly_fields = ["fill", "readers", "summaries", "cited_in", "retraction", "retraction_step"]
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    }
    fieldsets = [
        (None, {"fields": ["key", "kind", "procedures", "readers", "summaries", "cited_in"]}),
        (
            _("What it is"),
            {
                "fields": ["title", "description", "author_lines", "et_al"],
                "description": _("What you did not see stays empty. Never fill it in by guess."),
            },
        ),
        (
            _("Where it appeared"),
            {
                "fields": [
                    ("journal", "publisher"),
                    ("year", "month", "day"),
                    ("volume", "issue", "pages"),
                    ("doi", "pmid", "pmcid"),
                    "url",
                ]
            },
        ),
        (
            _("The study"),
            {
                "fields": [
                    ("participants", "follow_up"),
                    "level",
                    "funding",
                    "conflicts_of_interest",
                    "keywords",
                ]
            },
        ),
        (_("Access"), {"fields": [("access", "embargo_until")]}),
        (
            _("Correction and retraction"),
            {
                "fields": [("corrected_on", "correction_notice"), "retraction", "retraction_step"],
                "description": format_lazy(
                    _(
                        "A retraction stops signatures at once. Readers learn of it when a second person "
                        "agrees, or after {hours} hours."
                    ),
                    hours=HOURS_KEPT_FROM_READERS,
                ),
            },
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The address of a number is longer than the number, to which the model shortens it."""
        if db_field.name in WRITTEN:
            kwargs["max_length"] = None
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """A new source begins with what somebody pastes of it."""
        own = super().get_fieldsets(request, obj)
        if not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request)):
            return own
        is_folded = {"classes": ["collapse"]} if obj and not filling_of(request) else {}
        paste = {"fields": ["pasted", "pasted_file", "fill"], "description": FILLED_BY_A_PASTE} | is_folded
        return [(_("Fill in from a reference"), paste), *own]

    @admin.display(description=_("then"))
    def fill(self, publication):
        """The hidden button is for the key Enter, which presses the first one of a form."""
        return format_html(
            '<button name="_save" hidden></button><button name="{}" class="button">{}</button>',
            FILL,
            gettext("Fill in what is empty"),
        )

    @admin.display(description=_("title"), ordering="title")
    def name(self, publication):
        return publication.title or publication.description

    @admin.display(description=_("readers"))
    def readers(self, publication):
        if why := why_not_public(publication):
            return why
        if snapshot.is_as_signed(publication):
            return gettext("Patients see this source.")
        return gettext(
            "Patients see this source as it was signed last, and not yet what was changed since: that needs "
            "a new signature on its summary or, without one, on a page that cites it."
        )

    @admin.display(description=_("our summary"))
    def summaries(self, publication):
        if not publication.pk:
            return gettext("Save it first, then write what it says and what it does not show.")
        found = list(Document.objects.filter(kind=EVIDENCE.kind, slug=publication.key))
        if found:
            return links(found)
        given = urlencode({"kind": EVIDENCE.kind, "slug": publication.key})
        address = reverse("admin:procedures_document_add")
        return format_html('<a href="{}?{}">{}</a>', address, given, gettext("Write the summary"))

    @admin.display(description=_("cited in"))
    def cited_in(self, publication):
        documents = Document.objects.resting_on(publication) if publication.pk else []
        return links(documents) or gettext("Nowhere")

    def drafts_naming(self, publications):
        return Document.objects.filter(citations__publication__in=publications).distinct()

    def get_deleted_objects(self, objs, request):
        """What is cited stays: the page that asks for confirmation says where."""
        deleted, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        cited_in = {publication: Document.objects.resting_on(publication) for publication in objs}
        stays = [_why_it_stays(publication, cited) for publication, cited in cited_in.items() if cited]
        return deleted, counts, forbidden, stays or protected


def _why_it_stays(publication: Publication, documents) -> str:
    places = "; ".join(f"{document} – {document.get_kind_display()}" for document in documents)
    return gettext("%(key)s cannot be deleted, because it is cited in: %(places)s.") % {
        "key": publication.key,
        "places": places,
    }
