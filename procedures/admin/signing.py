"""From the page of a document: preview, submit, sign, withdraw, and its editions with what changed."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from drez_site.foundation.links import Link
from drez_site.foundation.refusals import Refused
from drez_site.foundation.typed_numbers import typed_number
from procedures.models import Document, Edition, Procedure, Revision
from procedures.publishing import checks, people, revisions, talk
from procedures.publishing import signing as publishing
from procedures.publishing.differences import changes
from procedures.publishing.four_eyes import say_the_same
from procedures.publishing.side_by_side import side_by_side
from procedures.publishing.snapshot import freeze
from procedures.publishing.translations import edition_translated, editions_followed

from .beside import page_of
from .forms import CallOffForm, SignForm, WithdrawForm
from .remarks import Remarks


def _asked(request, document: Document):
    """The reviewer whom the page names, or else who spoke of it last; None for whoever comes first."""
    if (key := request.POST.get("asked")) is None:
        return talk.reviewer_of(document)
    return people.reviewers().filter(pk=typed_number(key)).first()


class Signing:
    """For the admin of documents."""

    def has_delete_permission(self, request, obj=None):
        """A signed document stays, with its history."""
        return not (obj and obj.editions.exists()) and super().has_delete_permission(request, obj)

    def get_urls(self):
        steps = [
            ("preview", self.preview_view),
            ("submit", self.submit_view),
            ("start-again", self.start_again_view),
            ("sign", self.sign_view),
            ("withdraw", self.withdraw_view),
            ("call-off", self.call_off_view),
            ("editions", self.editions_view),
        ]
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"procedures_document_{name}")
            for name, view in steps
        ] + super().get_urls()

    def _document(self, request, pk: int, action: str = "view") -> Document:
        """The document, for somebody who may do this with it. Raises PermissionDenied."""
        if not request.user.has_perm(f"procedures.{action}_document"):
            raise PermissionDenied
        return get_object_or_404(Document, pk=pk)

    def _back(self, document: Document):
        return redirect("admin:procedures_document_change", document.pk)

    def _page(self, request, template: str, document: Document, title: str, **context):
        base = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "document": document,
            "title": title,
        }
        return render(request, f"admin/procedures/document/{template}.html", base | context)

    @method_decorator(never_cache)
    def preview_view(self, request, pk):
        """The words as their page would show them: of `?edition=` or `?draft=`, submitted, or else now.

        Never stored anywhere.
        """
        document = self._document(request, pk)
        edition = self._edition_asked_for(request, document)
        saved = self._draft_asked_for(request, document)
        words = edition or saved or getattr(document, "submission", None)
        content = words.content if words else freeze(document)
        hints = [] if edition else [*publishing.problems_of(document, content), *checks.warnings(content)]
        return page_of(request, document, content, edition=edition, hints=hints)

    @method_decorator(require_POST)
    def start_again_view(self, request, pk):
        """The draft says again what its newest edition says; what was there stays among the saved drafts."""
        document = self._document(request, pk, "change")
        try:
            edition = revisions.start_again(document, request.user)
        except Procedure.DoesNotExist:
            messages.error(request, _("The newest edition names an operation that is gone. Add it first."))
            return self._back(document)
        if edition:
            number = {"number": edition.number}
            self.log_change(request, document, _("Started again from edition %(number)d.") % number)
            messages.success(request, _("The draft says what edition %(number)d says.") % number)
        else:
            messages.error(request, _("Nothing was signed yet, so there is nothing to start again from."))
        return self._back(document)

    @method_decorator(require_POST)
    def submit_view(self, request, pk):
        document = self._document(request, pk, "submit")
        try:
            publishing.submit(document, request.user, _asked(request, document))
        except Refused as refusal:
            for reason in refusal.messages:
                messages.error(request, reason)
            return self._back(document)
        self.log_change(request, document, _("Submitted the draft."))
        messages.success(request, _("Submitted. A clinical reviewer who did not write it can sign it now."))
        return self._back(document)

    def _edition_asked_for(self, request, document: Document) -> Edition | None:
        """The one that `?edition=` names. Raises Http404 when the document has none of this number."""
        if not (number := request.GET.get("edition")):
            return None
        return get_object_or_404(document.editions, number=typed_number(number))

    def _draft_asked_for(self, request, document: Document) -> Revision | None:
        """The saved one that `?draft=` names. Raises Http404 when there is none of this number."""
        if not (number := request.GET.get("draft")):
            return None
        return get_object_or_404(document.revisions, number=typed_number(number))

    @method_decorator(never_cache)
    def sign_view(self, request, pk):
        """Sign the submitted draft, or with `?edition=` the words of an edition."""
        document = self._document(request, pk, "sign")
        newest = document.editions.standing().first()
        of = self._edition_asked_for(request, document)
        words = of or getattr(document, "submission", None)
        if words is None:
            said = _(
                "No draft is submitted: a colleague signed or returned it meanwhile, or its author took "
                "it back."
            )
            messages.error(request, said)
            self.keep_remarks(request, document)
            return self._back(document)
        form = SignForm(
            request.POST or None,
            request=request,
            document=document,
            of=of,
            newest=newest,
            initial={"seen": words.content_hash},
        )
        if form.is_valid() and self._sign(request, document, form):
            self.keep_remarks(request, document)
            return self._back(document)
        form.show_words(words.content_hash)
        return self.sign_page(request, document, form, form.error_summary)

    def sign_page(self, request, document: Document, form: SignForm, errors: Iterable[Link]):
        """What a reviewer reads, comments on and signs; with what was sent and could not be done."""
        newest = document.editions.standing().first()
        of, words = form.of, form.of or document.submission
        said = document.comments.select_related("written_by", "resolved_by")
        remarks = Remarks.sent(request)
        changed = changes(newest.content, words.content) if newest else []
        followed = editions_followed(document, newest.content, words.content) if newest else None
        translated = edition_translated(document, words.content)
        return self._page(
            request,
            "sign",
            document,
            _("Sign edition %(number)d") % {"number": publishing.last_number(document) + 1},
            form=form,
            errors=errors,
            of=of,
            obstacles=publishing.reasons_against_signer(document, request.user, of),
            problems=checks.problems(words.content),
            warnings=checks.warnings(words.content),
            newest=newest,
            changes=changed,
            translated=translated,
            beside_english=list(side_by_side(words.content, translated)) if translated else [],
            english=followed
            and {"editions": followed, "changes": changes(*(each.content for each in followed))},
            commented=[
                (change, place, remarks.take(place, change.place))
                for change in changed
                for place in [talk.place_in_draft(document, change.row)]
            ],
            about_the_whole=remarks.take("", ""),
            other_remarks=remarks.left,
            comments=said.filter(written_at__gte=newest.published_at) if newest else said,
            is_ahead=of is None and not say_the_same(words.content, freeze(document)),
        )

    def _sign(self, request, document: Document, form: SignForm) -> bool:
        try:
            edition = publishing.sign(document, request.user, form.step)
        except Refused as refusal:
            form.add_reasons(refusal.error_list)
            return False
        said = {"number": edition.number}
        if edition.live_from:
            said["day"] = date_format(timezone.localtime(edition.live_from))
            self.log_change(request, document, _("Signed edition %(number)d for %(day)s.") % said)
            messages.success(request, _("Signed. Patients read edition %(number)d from %(day)s on.") % said)
        else:
            self.log_change(request, document, _("Signed edition %(number)d.") % said)
            messages.success(request, _("Signed. Patients read edition %(number)d now.") % said)
        return True

    @method_decorator(never_cache)
    def withdraw_view(self, request, pk):
        document = self._document(request, pk, "withdraw")
        form = WithdrawForm(request.POST or None, request=request)
        if form.is_valid():
            try:
                publishing.withdraw(
                    document,
                    request.user,
                    form.cleaned_data["reason"],
                    with_translations=form.cleaned_data["with_translations"],
                )
            except Refused as refusal:
                form.add_error(None, refusal.messages)
            else:
                self.log_change(request, document, _("Withdrew this page."))
                messages.success(request, _("The page is down. Only a new signature brings it back."))
                return self._back(document)
        return self._page(request, "withdraw", document, _("Withdraw this page"), form=form)

    @method_decorator(never_cache)
    def call_off_view(self, request, pk):
        """The edition that waits for its day does not go live."""
        document = self._document(request, pk, "withdraw")
        edition = document.editions.to_come().first()
        if edition is None:
            messages.error(request, _("No edition of this document waits for its day."))
            return self._back(document)
        form = CallOffForm(request.POST or None, request=request, edition=edition)
        if form.is_valid():
            try:
                publishing.call_off(edition, request.user, form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error(None, refusal.messages)
            else:
                said = _("Called edition %(number)d off.") % {"number": edition.number}
                self.log_change(request, document, said)
                messages.success(request, said)
                return self._back(document)
        title = _("Call edition %(number)d off") % {"number": edition.number}
        return self._page(request, "call_off", document, title, form=form, edition=edition)

    @method_decorator(never_cache)
    def editions_view(self, request, pk):
        """Every edition, newest first, with what changed from the one before."""
        document = self._document(request, pk)
        editions = list(
            document.editions.select_related("withdrawal__withdrawn_by", "called_off__called_off_by")
        )
        before = [*editions, None][1:]
        history = [
            (edition, changes(previous.content, edition.content) if previous else [])
            for edition, previous in zip(editions, before, strict=True)
        ]
        return self._page(request, "editions", document, _("Editions"), history=history)
