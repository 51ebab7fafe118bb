"""Review as a talk: what changed, comments beside it, a draft returned to be mended, comments answered."""

from django.contrib import messages
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from drez_site.foundation.links import Link
from drez_site.foundation.refusals import Refused
from drez_site.foundation.typed_numbers import typed_number
from procedures.models import Document
from procedures.publishing import talk
from procedures.publishing.differences import changes
from procedures.publishing.rules import WORDS_CHANGED
from procedures.publishing.snapshot import freeze

from .forms import SignForm
from .remarks import Remarks


class Talking:
    """For the admin of documents."""

    def get_urls(self):
        steps = [
            ("changes", self.changes_view),
            ("comment", self.comment_view),
            ("answer", self.answer_view),
            ("return", self.return_view),
            ("take-back", self.take_back_view),
        ]
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"procedures_document_{name}")
            for name, view in steps
        ] + super().get_urls()

    @method_decorator(never_cache)
    def changes_view(self, request, pk):
        """What the draft says and patients do not read yet, as its reviewer will see it."""
        document = self._document(request, pk)
        newest = document.editions.standing().first()
        found = changes(newest.content, freeze(document)) if newest else []
        return self._page(request, "changes", document, _("What changed"), newest=newest, changes=found)

    @method_decorator(require_POST)
    def comment_view(self, request, pk):
        """One comment, from the page of the part that it is about."""
        document = self._document(request, pk)
        if talk.say(document, request.user, Remarks.sent(request).left):
            messages.success(request, _("Your colleagues see the comment at the document."))
        self.forget_comment(request, document, request.POST.get("place", ""))
        return self._back(document)

    @method_decorator(require_POST)
    def answer_view(self, request, pk):
        """A comment is answered, by its author or by whoever writes the document."""
        document = self._document(request, pk)
        asked = document.comments.filter(pk__in=map(typed_number, request.POST.getlist("answered")))
        if not request.user.has_perm("procedures.change_document"):
            asked = asked.filter(written_by=request.user)
        talk.answer(document, request.user, asked.values("pk"))
        return self._back(document)

    @method_decorator(require_POST)
    def return_view(self, request, pk):
        """Give the submitted draft back to its author, with what to mend."""
        document = self._document(request, pk, "sign")
        try:
            said = talk.give_back(document, request.user, Remarks.sent(request).left)
        except Refused as refusal:
            return self._not_returned(request, document, refusal)
        note = ngettext("Returned with %(number)d comment.", "Returned with %(number)d comments.", len(said))
        self.log_change(request, document, note % {"number": len(said)})
        messages.success(request, _("Returned. Its author finds your comments on the first page."))
        return self._back(document)

    def _not_returned(self, request, document: Document, refusal: Refused):
        """The page with all that was typed there; without a submission, that of the document."""
        if not hasattr(document, "submission"):
            for reason in refusal.messages:
                messages.error(request, reason)
            self.keep_remarks(request, document)
            return self._back(document)
        typed = {name: value for name, value in request.POST.items() if name in SignForm.base_fields}
        errors = [Link(reason, "#comment-whole") for reason in refusal.messages]
        now = document.submission.content_hash
        if typed.get("seen") != now:
            errors.append(Link(str(WORDS_CHANGED), ""))
            typed.pop("checked", None)
        form = SignForm(request=request, document=document, newest=document.editions.standing().first())
        form.initial = form.initial | typed | {"seen": now}
        return self.sign_page(request, document, form, errors)

    def keep_remarks(self, request, document: Document) -> None:
        """What was typed beside the words stands at the document, whatever became of the step."""
        if talk.say(document, request.user, Remarks.sent(request).left):
            messages.success(request, _("Your comments stand at the document."))

    @method_decorator(require_POST)
    def take_back_view(self, request, pk):
        document = self._document(request, pk, "submit")
        if talk.take_back(document):
            self.log_change(request, document, _("Took the submission back."))
            messages.success(request, _("Taken back: nobody is asked to sign it now."))
        return self._back(document)
