"""The pictures that staff added: where each stands, and a way to take away what nobody shows."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Func, QuerySet, TextField
from django.db.models.functions import Cast
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.refusals import sentence_of
from drez_site.foundation.subjects import Subject
from procedures import kinds
from procedures.models import Document, Edition, Picture, Revision, Sitting, Submission
from procedures.pictures import FOLDER

from .links import links

KEPT = [(Sitting, "typed"), (Submission, "content"), (Revision, "content"), (Edition, "content")]


@cache
def _texts() -> dict[type, set[str]]:
    """The tables of parts with the fields that may show a picture."""
    found = defaultdict(set)
    for kind in kinds.ALL:
        for part in kind.parts:
            found[part.model].update(part.texts)
    return dict(found)


class _Hashes(Func):
    """Of each picture that a text shows, a row with its hash."""

    template = f"(regexp_matches(%(expressions)s, '{FOLDER}([0-9a-f]{{64}})/', 'g'))[1]"
    output_field = TextField()
    set_returning = True


def _shown() -> Iterator[tuple[str, int]]:
    """Each picture with its document: of drafts, of what was typed, saved, submitted or signed."""
    for model, names in _texts().items():
        for name in sorted(names):
            yield from _in_words(model.objects.all(), name)
    yield from _in_words(Document.objects.all(), "body", document="pk")
    for model, name in KEPT:
        yield from _in_words(model.objects.all(), name)


def _in_words(rows: QuerySet, field: str, *, document: str = "document") -> QuerySet:
    """The database looks: a document has many saved drafts, each with all of its words."""
    shown = rows.annotate(words=Cast(field, TextField())).filter(words__contains=FOLDER)
    return shown.annotate(digest=_Hashes("words")).values_list("digest", document).distinct().order_by()


def documents_by_picture() -> dict[str, set[int]]:
    """The hash of each picture that somebody shows, with the keys of the documents that do or did."""
    found = defaultdict(set)
    for digest, document in _shown():
        found[digest].add(document)
    return found


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    """A picture is added in a text, and never changed."""

    subject = Subject.PATIENTS_READ
    list_display_links = None
    list_select_related = ["added_by"]
    list_per_page = 50
    sortable_by = ["added_by", "added_at"]
    fields = readonly_fields = ["preview", "added_by", "added_at"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.digest not in documents_by_picture())

    def delete_view(self, request, object_id, extra_context=None):
        """Shows it. The database has the last word: somebody may have signed it meanwhile."""
        picture = self.get_object(request, object_id)
        shown = {"preview": self.preview(picture)} if picture else {}
        try:
            return super().delete_view(request, object_id, shown | (extra_context or {}))
        except IntegrityError as refusal:
            messages.error(request, sentence_of(refusal))
            return redirect("admin:procedures_picture_changelist")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("large", "small")

    def response_delete(self, request, obj_display, obj_id):
        """Back to the list, though nobody changes a picture."""
        super().response_delete(request, obj_display, obj_id)  # says that it is gone
        return redirect("admin:procedures_picture_changelist")

    def get_list_display(self, request):
        """The columns of this answer: the texts are read once for all of its rows."""
        shown = documents_by_picture()
        documents = Document.objects.in_bulk({key for keys in shown.values() for key in keys})
        may_delete = super().has_delete_permission(request)

        @admin.display(description=_("stands in"))
        def stands_in(picture):
            return links(documents[key] for key in sorted(shown.get(picture.digest, ()))) or _("No text")

        @admin.display(description=_("take it away"))
        def take_away(picture):
            if picture.digest in shown:
                return _("It stands in a text, or did when that was saved or signed")
            address = reverse("admin:procedures_picture_delete", args=[picture.pk])
            return format_html('<a href="{}">{}</a>', address, _("Delete")) if may_delete else ""

        return ["preview", stands_in, "added_by", "added_at", take_away]

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, picture):
        address = reverse(
            "admin:procedures_document_shown",
            args=[picture.digest, picture.small_width, picture.small_height],
        )
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" class="kept-picture">',
            address,
            picture.small_width,
            picture.small_height,
            _("Picture of %(day)s") % {"day": picture.added_at.date()},
        )
