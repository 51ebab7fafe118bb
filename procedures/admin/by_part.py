"""A document is written part by part: its page is an outline, and each part has an address of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.links import Link
from drez_site.foundation.typed_numbers import typed_number
from procedures import kinds
from procedures.models import TOP, Comment, Document, Edition, Submission, place_of
from procedures.presenters.outline import Outline, outline_of
from procedures.publishing import checks, hints, people, revisions, signing, talk
from procedures.publishing.four_eyes import say_the_same
from procedures.publishing.snapshot import OWN, freeze

from . import order
from .parts import inline_of
from .sittings import address_of

ACTIONS = ("change", "submit", "sign", "withdraw", "delete", "add")


def part_asked_for(request, document: Document | None) -> kinds.Part | None:
    """The part that the address names; None on the other pages of a document. Raises Http404."""
    name = request.resolver_match.kwargs.get("part") if request.resolver_match else None
    if name is None or document is None:
        return None
    part = next((part for part in kinds.of(document).parts if part.name == name and part.form), None)
    if part is None:
        raise Http404
    return part


class WritesByPart:
    """For the admin of documents."""

    add_form_template = "admin/change_form.html"
    change_form_template = "admin/procedures/document/part.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/top/", view(self.top_view), name="procedures_document_top"),
            path("<int:pk>/part/<slug:part>/add/", view(self.part_view), name="procedures_document_new-part"),
            path("<int:pk>/part/<slug:part>/move/", view(self.move_view), name="procedures_document_move"),
            path(
                "<int:pk>/part/<slug:part>/<int:key>/", view(self.part_view), name="procedures_document_part"
            ),
            *super().get_urls(),
        ]

    def get_inlines(self, request, obj):
        part = part_asked_for(request, obj)
        return [inline_of(kinds.of(obj), part)] if part else []

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A new part is what the link to its address says, like a section that was missing."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and request.GET:
            given["initial"] = [request.GET.dict()]
        return given

    @method_decorator(never_cache)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The outline."""
        document = Document.objects.filter(pk=typed_number(str(object_id))).first()
        if not self.has_view_or_change_permission(request, document):
            raise PermissionDenied
        if document is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method not in ("GET", "HEAD"):
            if not self.has_change_permission(request, document):
                raise PermissionDenied
            return HttpResponseNotAllowed(["GET", "HEAD"])
        newest = document.editions.standing().select_related("withdrawal__withdrawn_by").first()
        submission = (
            Submission.objects.filter(document=document).select_related("submitted_by", "asked").first()
        )
        outline = outline_of(document, newest.content if newest else None, self.margin(request, document))
        context = (
            self.admin_site.each_context(request)
            | {
                "opts": self.opts,
                "document": document,
                "title": document.title,
                "outline": outline,
                "newest": newest,
                "to_come": newest if newest and newest.is_to_come() else None,
                "called_off": _called_off_last(document),
                "submission": submission,
                "is_translation": document.language != SOURCE_LANGUAGE,
                "is_ahead": submission and not say_the_same(submission.content, outline.content),
                "reviewers": people.reviewers()
                if request.user.has_perm("procedures.submit_document")
                else [],
                "reviewer": talk.reviewer_of(document),
                "comments": _leading_to_parts(document),
                "problems": _leading(document, outline, signing.problems_of(document, outline.content)),
                "warnings": _leading(document, outline, checks.warnings(outline.content)),
            }
            | {f"can_{action}": request.user.has_perm(f"procedures.{action}_document") for action in ACTIONS}
        )
        return TemplateResponse(request, "admin/procedures/document/outline.html", context)

    @method_decorator(never_cache)
    def top_view(self, request, pk):
        """What the document says of itself: its page, its title, its summary."""
        document = self._document(request, pk)
        return self._form_view(request, document, _("Top of the page"), TOP, OWN)

    @method_decorator(never_cache)
    def part_view(self, request, pk, part, key=None):
        """One row of a part, or a new one."""
        document = self._document(request, pk)
        declared = part_asked_for(request, document)
        rows = {row.pk: (number, row) for number, row in enumerate(declared.rows_of(document), start=1)}
        if key is not None and key not in rows and request.method != "POST":
            raise Http404  # what is sent to a row that is gone meanwhile is shown again, as a new one
        if key is None and request.method != "POST" and rows and declared.form.is_full(len(rows)):
            messages.info(request, _("This document has that part already: here it is."))
            return redirect(_address("part", document, declared.name, next(iter(rows))))
        number, row = rows.get(key, (0, None))
        name = capfirst(str(declared.model._meta.verbose_name))
        title = f"{name}: {row}" if row and not declared.is_one_row else name
        said = (declared.name, number) if row else None
        takes_more = not declared.each_once and declared.form.most is None
        place = place_of(declared.name, key)
        return self._form_view(request, document, title, place, said, takes_more=takes_more)

    def _form_view(self, request, document, title, place, said, **context):
        """`said` is where the words of this place stand among those of the document, if they do already."""
        context |= {
            "title": title,
            "subtitle": None,
            "document": document,
            "hints": hints.at(freeze(document), said) if said and request.method == "GET" else [],
            "place": place,
            "comments": document.comments.open().filter(place=place).select_related("written_by"),
            "can_submit": request.user.has_perm("procedures.submit_document"),
        }
        if self.has_change_permission(request, document):
            asked = request.resolver_match.kwargs
            context |= self.sitting(request, document, place)
            context["beside"] = self.words_beside(document, asked.get("part"), asked.get("key"))
        return self.changeform_view(request, str(document.pk), extra_context=context)

    @method_decorator([require_POST, transaction.atomic])
    def move_view(self, request, pk, part):
        """Let a row stand elsewhere: `row` is its key and the place that it goes to, with a colon between."""
        document = self._document(request, pk, "change")
        declared = part_asked_for(request, document)
        key, _colon, to = request.POST.get("row", "").partition(":")
        try:
            order.move(declared, document, int(key), int(to))
        except ValueError:
            messages.error(request, _("That part is gone. Somebody took it out meanwhile."))
        else:
            revisions.record(document, request.user)
            self.log_change(request, document, _("Moved a part."))
        return redirect(f"{_address('change', document)}#{part}-{key}")

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        document = form.instance
        for row in formset.new_objects:
            order.place(kinds.of(document), part_asked_for(request, document), row)

    def response_add(self, request, document, post_url_continue=None):
        """Nobody writes the next document before the parts of this one."""
        messages.success(request, _("Here is the new document. Open its parts one after the other."))
        return redirect("admin:procedures_document_change", document.pk)

    def response_change(self, request, document):
        """To the outline, to the next part, to one more, or back to the same."""
        messages.success(request, _("Saved."))
        part, asked = part_asked_for(request, document), request.POST
        key = request.resolver_match.kwargs.get("key")
        self.forget(request, document, place_of(part.name, key) if part else TOP)
        talk.answer(document, request.user, map(typed_number, asked.getlist("answered")))
        if "_submit" in asked:
            return self.submit_view(request, document.pk)
        if "_addanother" in asked and part:
            return redirect(_address("new-part", document, part.name))
        here = self._row_of(request, document, part)
        if "_continue" in asked and (here or not part):
            return redirect(_address("part", document, *here) if here else _address(TOP, document))
        if "_next" in asked and (following := _following(document, here)):
            return redirect(_address("part", document, *following))
        anchor = "-".join(map(str, here)) if here else TOP
        return redirect(f"{_address('change', document)}#{anchor}")

    def _row_of(self, request, document: Document, part: kinds.Part | None) -> tuple[str, int] | None:
        """What was saved: the row of the address, or the newest; None of the top and of a row taken out."""
        if part is None:
            return None
        rows = part.rows_of(document)
        key = request.resolver_match.kwargs.get("key")
        row = rows.filter(pk=key).first() if key else rows.order_by("-pk").first()
        return (part.name, row.pk) if row else None


def _address(step: str, document: Document, *args) -> str:
    return reverse(f"admin:procedures_document_{step}", args=[document.pk, *args])


def _rows(document: Document) -> list[tuple[str, int]]:
    """Every row that has a page, in reading order: the name of its part, and its key."""
    return [
        (part.name, key)
        for part in kinds.of(document).parts
        if part.form
        for key in part.rows_of(document).values_list("pk", flat=True)
    ]


def _following(document: Document, here: tuple[str, int] | None) -> tuple[str, int] | None:
    """The row after this one in reading order; after the top, the first."""
    rows = _rows(document)
    following = rows[rows.index(here) + 1 :] if here else rows
    return following[0] if following else None


def _leading(document: Document, outline: Outline, said: list[str]) -> list[Link]:
    """Each hint with the address of the part where it belongs, if that is a single one."""
    return [Link(hint, _where(document, outline.place_of(hint))) for hint in said]


def _called_off_last(document: Document) -> Edition | None:
    """The newest edition, if it was called off before its day."""
    last = document.editions.select_related("called_off__called_off_by").first()
    return last if last and hasattr(last, "called_off") else None


def _leading_to_parts(document: Document) -> list[tuple[str, Comment]]:
    """Each open comment with the address of the part that it is about, if that is still there."""
    comments = list(document.comments.open().select_related("written_by"))
    there = {TOP, *(place_of(*row) for row in _rows(document))} if comments else set()
    return [
        (address_of(document, comment.place) if comment.place in there else "", comment)
        for comment in comments
    ]


def _where(document: Document, place: tuple[str, int] | None) -> str:
    if place is None:
        return ""
    name, key = place
    return _address("part", document, name, key) if name else _address(TOP, document)
