"""The history of a document: every saved draft, who changed what, any two compared, any brought back."""

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from drez_site.foundation.typed_numbers import typed_number
from procedures.models import Document, Procedure, Revision
from procedures.publishing import revisions
from procedures.publishing.differences import Change, changes
from procedures.publishing.snapshot import freeze

from .places import address_of

ON_A_PAGE = 20
EDITION, DRAFT = "edition", "draft"  # what can be compared, each with its number behind a hyphen


class SavedDrafts:
    """For the admin of documents."""

    def get_urls(self):
        step = path(
            "<int:pk>/bring-back/<int:number>/",
            self.admin_site.admin_view(self.bring_back_view),
            name="procedures_document_bring-back",
        )
        return [step, *super().get_urls()]

    @method_decorator(never_cache)
    def history_view(self, request, object_id, extra_context=None):
        """Newest first, each with what changed from the one before, and every step that was taken."""
        document = self.get_object(request, object_id)
        if document is None:
            raise Http404
        if not self.has_view_or_change_permission(request, document):
            raise PermissionDenied
        page = Paginator(document.revisions.order_by("-number"), ON_A_PAGE).get_page(request.GET.get("page"))
        saved = list(page)
        before = {each.number: each for each in saved}
        if saved and (first := document.revisions.filter(number=saved[-1].number - 1).first()):
            before[first.number] = first
        history = [(each, _changes(before.get(each.number - 1), each)) for each in saved]
        newest = document.editions.standing().first()
        asked = {name: request.GET.get(name, "") for name in ("from", "to")}
        context = {
            "opts": self.opts,
            "document": document,
            "title": _("History: %(row)s") % {"row": document},
            "page": page,
            "history": history,
            "unsaved": [
                (each, address_of(document, each.place))
                for each in document.sittings.unsaved().select_related("person")
            ],
            "last": revisions.last_number(document),
            "steps": _steps(document),
            "choices": _choices(document),
            "from": asked["from"] or (f"{EDITION}-{newest.number}" if newest else ""),
            "to": asked["to"],
            "compared": _compared(document, **{f"{name}_": key for name, key in asked.items()}),
            "can_change": self.has_change_permission(request, document),
        }
        template = "admin/procedures/document/history.html"
        return TemplateResponse(request, template, self.admin_site.each_context(request) | context)

    @method_decorator(never_cache)
    def bring_back_view(self, request, pk, number):
        """Ask first, with everything that would change; then do it."""
        document = get_object_or_404(Document, pk=pk)
        if not self.has_change_permission(request, document):
            raise PermissionDenied
        revision = get_object_or_404(document.revisions, number=number)
        last = revisions.last_number(document)
        if request.method == "POST" and request.POST.get("seen") == str(last):
            self._bring_back(request, document, revision)
            return redirect("admin:procedures_document_history", document.pk)
        if request.method == "POST":
            messages.error(request, _("Somebody saved this draft meanwhile: look again at what changes."))
        context = {
            "opts": self.opts,
            "document": document,
            "title": _("Bring back saved draft %(number)d") % {"number": number},
            "revision": revision,
            "changes": changes(freeze(document), revision.content),
            "last": last,
        }
        template = "admin/procedures/document/bring_back.html"
        return TemplateResponse(request, template, self.admin_site.each_context(request) | context)

    def _bring_back(self, request, document: Document, revision: Revision):
        try:
            revisions.bring_back(document, revision, request.user)
        except Procedure.DoesNotExist:
            messages.error(request, _("This draft names an operation that is gone. Add it first."))
        else:
            said = _("Brought back saved draft %(number)d.") % {"number": revision.number}
            self.log_change(request, document, said)
            messages.success(request, said)


def _changes(before: Revision | None, after: Revision) -> list[Change]:
    return changes(before.content, after.content) if before else []


def _steps(document: Document) -> list[LogEntry]:
    """What was done with the document besides writing: submitted, signed, taken down; newest first."""
    about = ContentType.objects.get_for_model(Document)
    entries = LogEntry.objects.filter(content_type=about, object_id=str(document.pk))
    return list(
        entries.exclude(change_message__startswith="[").exclude(change_message="").select_related("user")
    )


def _choices(document: Document) -> list[tuple[str, str]]:
    """Everything that can be compared, newest first: the key in the address, and its name."""
    editions = document.editions.values_list("number", flat=True)
    drafts = document.revisions.order_by("-number").values_list("number", "saved_as")
    return [
        *((f"{EDITION}-{number}", _("Edition %(number)d") % {"number": number}) for number in editions),
        *((f"{DRAFT}-{number}", f"{number}, {name}") for number, name in drafts),
    ]


def _compared(document: Document, from_: str, to_: str) -> list[Change] | None:
    """What changed from one to the other; None when nobody asked. Raises Http404 for what is not there."""
    if not (from_ and to_):
        return None
    return changes(*(_content(document, key) for key in (from_, to_)))


def _content(document: Document, key: str):
    kind, _hyphen, number = key.partition("-")
    rows = {EDITION: document.editions, DRAFT: document.revisions}.get(kind)
    if rows is None:
        raise Http404
    return get_object_or_404(rows, number=typed_number(number)).content
