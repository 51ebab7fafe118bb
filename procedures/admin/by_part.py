"""A document is written part by part: its page is an outline, and each part has an address of its own."""

from urllib.parse import urlencode

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

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE, other_languages
from drez_site.foundation.links import Link
from drez_site.foundation.typed_numbers import typed_number
from procedures import kinds
from procedures.models import TOP, Comment, Document, Edition, Submission, place_of, places_of
from procedures.presenters.outline import Outline, outline_of
from procedures.publishing import beginnings, checks, hints, people, revisions, signing, talk
from procedures.publishing.four_eyes import say_the_same
from procedures.publishing.snapshot import OWN, RowPlace, freeze

from . import order, reading_order
from .parts import inline_of
from .places import Places, address_of
from .reading_order import address

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


def first_asked_for(request) -> int | None:
    """The number of the row with which a page of several begins; None on a page of one."""
    return request.resolver_match.kwargs.get("first")


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
                "<int:pk>/part/<slug:part>/rows/<int:first>/",
                view(self.rows_view),
                name="procedures_document_rows",
            ),
            path(
                "<int:pk>/part/<slug:part>/<int:key>/", view(self.part_view), name="procedures_document_part"
            ),
            *super().get_urls(),
        ]

    def get_inlines(self, request, obj):
        part = part_asked_for(request, obj)
        several = first_asked_for(request) is not None if part else False
        return [inline_of(kinds.of(obj), part, several=several)] if part else []

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A new row begins with what its page says of it, like a section that was missing."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET":
            given["initial"] = inline.empty_rows(request, obj)
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
        may_submit = request.user.has_perm("procedures.submit_document")
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
                "to_translate": _languages_without(document, newest),
                "is_ahead": submission and not say_the_same(submission.content, outline.content),
                "reviewers": people.reviewers() if may_submit else [],
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
        return self._form_view(request, document, _("Top of the page"), TOP, [OWN])

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
            return redirect(address("part", document, declared.name, next(iter(rows))))
        number, row = rows.get(key, (0, None))
        name = capfirst(str(declared.model._meta.verbose_name))
        title = f"{name}: {row}" if row and not declared.is_one_row else name
        said = [(declared.name, number)] if row else []
        takes_more = not declared.each_once and declared.form.most is None
        place = place_of(declared.name, key)
        return self._form_view(request, document, title, place, said, takes_more=takes_more)

    @method_decorator(never_cache)
    def rows_view(self, request, pk, part, first):
        """Several rows of a part, from the one with this number on, with empty ones below the last."""
        document = self._document(request, pk)
        declared = part_asked_for(request, document)
        at_once = declared.form.at_once
        rows = list(declared.rows_of(document))
        there = rows[first - 1 : first - 1 + at_once] if first else []
        if at_once == 1 or first % at_once != 1 or (first > 1 and not there and request.method != "POST"):
            raise Http404
        title = capfirst(str(declared.model._meta.verbose_name_plural))
        if len(rows) > at_once:
            last = first - 1 + len(there)
            title = _("%(parts)s %(first)d to %(last)d") % {"parts": title, "first": first, "last": last}
        said = [(declared.name, number) for number, _row in enumerate(there, start=first)]
        where = {"offset": first - 1, "row_count": len(rows)}
        return self._form_view(request, document, title, places_of(declared.name, first), said, **where)

    def _form_view(self, request, document, title, place: str, said: list[RowPlace], **context):
        """`said` is where the words of the page stand in the draft."""
        context |= {
            "title": title,
            "subtitle": None,
            "document": document,
            "hints": hints.at(freeze(document), said) if said and request.method == "GET" else [],
            "place": place,
            "comments": _comments_at(document, place),
            "can_submit": request.user.has_perm("procedures.submit_document"),
        }
        if self.has_change_permission(request, document):
            context |= self.sitting(request, document, place)
            context["beside"] = self.words_beside(document, **_row_asked_for(request))
        return self.changeform_view(request, str(document.pk), extra_context=context)

    @method_decorator([require_POST, transaction.atomic])
    def move_view(self, request, pk, part):
        """Let a row stand elsewhere: `row` is its key and the place that it goes to, with a colon between."""
        document = self._document(request, pk, "change")
        if self._move(request, document, part_asked_for(request, document)):
            revisions.record(document, request.user)
            self.log_change(request, document, _("Moved a part."))
        key, _colon, _to = request.POST.get("row", "").partition(":")
        return redirect(f"{address('change', document)}#{part}-{key}")

    def _move(self, request, document: Document, part: kinds.Part) -> bool:
        """Whether the row that the page names could be moved."""
        key, _colon, to = request.POST.get("row", "").partition(":")
        try:
            order.move(part, document, int(key), int(to))
        except ValueError:
            messages.error(request, _("That part is gone. Somebody took it out meanwhile."))
            return False
        return True

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        document = form.instance
        part = part_asked_for(request, document)
        for row in formset.new_objects:
            order.place(kinds.of(document), part, row)
        if "row" in request.POST:
            self._move(request, document, part)

    def response_add(self, request, document, post_url_continue=None):
        """Nobody writes the next document before the parts of this one."""
        if beginnings.english_edition(document) and not request.POST.get("copy_of"):
            messages.success(request, _("Here is the new translation, with all that is to be translated."))
            return redirect("admin:procedures_document_translate", document.pk)
        messages.success(request, _("Here is the new document. Open its parts one after the other."))
        return redirect("admin:procedures_document_change", document.pk)

    def response_change(self, request, document):
        """To the outline, to the next part, to one more, or back to the same."""
        messages.success(request, _("Saved."))
        asked = request.POST
        self.forget(request, document, _place_asked_for(request))
        talk.answer(document, request.user, map(typed_number, asked.getlist("answered")))
        self.keep_remarks(request, document)
        if "_submit" in asked:
            return self.submit_view(request, document.pk)
        here, following, anchor = self._where(request, document)
        if "_addanother" in asked and (part := part_asked_for(request, document)):
            return redirect(address("new-part", document, part.name))
        if here and ("_continue" in asked or "row" in asked):
            return redirect(here)
        if "_next" in asked and following:
            return redirect(following)
        return redirect(f"{address('change', document)}#{anchor}")

    def _where(self, request, document: Document) -> tuple[str, str, str]:
        """The page of what was saved, if that is still there; the page after it; its line in the outline."""
        part, first = part_asked_for(request, document), first_asked_for(request)
        if part is None:
            return address(TOP, document), reading_order.after_top(document), TOP
        if first is not None:
            here = address("rows", document, part.name, first)
            return here, reading_order.after_rows(document, part, first), f"part-{part.name}"
        rows = part.rows_of(document)
        key = request.resolver_match.kwargs.get("key")
        row = rows.filter(pk=key).first() if key else rows.order_by("-pk").first()
        if row is None:
            return "", reading_order.after_top(document), TOP
        place = (part.name, row.pk)
        page = reading_order.address_of_row(document, place)
        return page, reading_order.after_row(document, place), place_of(*place)


def _row_asked_for(request) -> dict[str, object]:
    """What the address says besides the document: the part, the row, or the first of several."""
    return {name: request.resolver_match.kwargs.get(name) for name in ("part", "key", "first")}


def _place_asked_for(request) -> str:
    """Where people meet at the page of this address."""
    part, key, first = _row_asked_for(request).values()
    if part is None:
        return TOP
    return place_of(part, key) if first is None else places_of(part, first)


def _leading(document: Document, outline: Outline, said: list[str]) -> list[Link]:
    """Each hint with the address of the part where it belongs, if that is a single one."""
    return [Link(hint, _where(document, outline.place_of(hint))) for hint in said]


def _called_off_last(document: Document) -> Edition | None:
    """The newest edition, if it was called off before its day."""
    last = document.editions.select_related("called_off__called_off_by").first()
    return last if last and hasattr(last, "called_off") else None


def _languages_without(document: Document, newest: Edition | None) -> list[Link]:
    """The languages in which a translation of a signed English document can begin, each with where."""
    if document.language != SOURCE_LANGUAGE or newest is None or newest.taken_down_on():
        return []
    there = set(Document.objects.translations_of(document).values_list("language", flat=True))
    kind, procedure, slug = document.page_key
    add = reverse("admin:procedures_document_add")
    return [
        Link(
            name,
            f"{add}?"
            + urlencode({"kind": kind, "language": code, "procedure": procedure or "", "slug": slug}),
        )
        for code, name in other_languages()
        if code not in there
    ]


def _leading_to_parts(document: Document) -> list[tuple[str, Comment]]:
    """Each open comment with the address of the part that it is about, if that is still there."""
    places = Places(document)
    return [
        (address_of(document, place) if (place := places.now(comment.place)) else "", comment)
        for comment in document.comments.open().select_related("written_by")
    ]


def _comments_at(document: Document, place: str) -> list[Comment]:
    """The open ones about what is written on the page of this place."""
    places = Places(document)
    there = places.on_the_page_of(place)
    said = document.comments.open().select_related("written_by")
    return [comment for comment in said if places.now(comment.place) in there]


def _where(document: Document, place: tuple[str, int] | None) -> str:
    return reading_order.address_of_row(document, place) if place else ""
