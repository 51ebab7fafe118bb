"""The pictures that staff added: where each stands, and a way to take away what nobody shows."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from django.contrib import admin
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.subjects import Subject
from procedures import kinds
from procedures.models import Document, Edition, Picture, Sitting, Submission
from procedures.pictures import ADDRESS, FOLDER

from .links import links


@cache
def _texts() -> dict[type, set[str]]:
    """The tables of parts with the fields that may show a picture."""
    found = defaultdict(set)
    for kind in kinds.ALL:
        for part in kind.parts:
            found[part.model].update(part.texts)
    return dict(found)


def _words() -> Iterator[tuple[int, str]]:
    """Each text that shows a picture, by its document: of drafts, of what was typed, submitted and signed."""
    for model, names in _texts().items():
        for name in sorted(names):
            yield from model.objects.filter(**{f"{name}__contains": FOLDER}).values_list("document", name)
    yield from Document.objects.filter(body__contains=FOLDER).values_list("pk", "body")
    for model, name in ((Sitting, "typed"), (Submission, "content"), (Edition, "content")):
        rows = model.objects.annotate(words=Cast(name, TextField())).filter(words__contains=FOLDER)
        yield from rows.values_list("document", "words")


def documents_by_picture() -> dict[str, set[int]]:
    """The hash of each picture that somebody shows, with the keys of the documents that do or did."""
    found = defaultdict(set)
    for document, words in _words():
        for address in ADDRESS.finditer(words):
            found[address["digest"]].add(document)
    return found


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    """A picture is added in a text, and never changed."""

    subject = Subject.PATIENTS_READ
    list_display_links = None
    list_select_related = ["added_by"]
    list_per_page = 50
    fields = readonly_fields = ["preview", "added_by", "added_at"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.digest not in documents_by_picture())

    def get_queryset(self, request):
        return super().get_queryset(request).defer("large", "small")

    def get_list_display(self, request):
        """The columns of this answer: the texts are read once for all of its rows."""
        documents = documents_by_picture()
        may_delete = super().has_delete_permission(request)

        @admin.display(description=_("stands in"))
        def stands_in(picture):
            keys = documents.get(picture.digest, set())
            return links(Document.objects.filter(pk__in=keys)) if keys else _("No text")

        @admin.display(description=_("take it away"))
        def take_away(picture):
            if picture.digest in documents:
                return _("It stands in a text, or did when that was signed")
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
