"""What a reviewer fills in to sign or to withdraw, and staff to mark a paper as retracted."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import add_months, beginning_of
from drez_site.foundation.forms import ReauthenticationForm
from drez_site.foundation.languages.claims import no_results
from procedures.models import Document, Edition, Retraction
from procedures.models.edition import LONGEST_YEARS
from procedures.publishing.rules import WORDS_CHANGED
from procedures.publishing.signing import reasons_against
from procedures.publishing.steps import FullReview, MinorCorrection, Renewal, SignedAgain, SigningStep

CHECKLIST = (
    _("I read the whole page as patients will see it, not only what changed."),
    _("Every number and every claim is in the source it cites."),
    _("Harms are said as plainly as benefits, with how many people."),
    _("The signs that need help at once are complete, and 911 comes first."),
    _("Doing nothing and other treatments are described fairly."),
    _("My conflicts of interest on this page are complete."),
)
NOT_ALL_CHECKED = _("All of it has to be so. If one line is not true yet, tell the author what is missing.")
DATES_OF_A_REVIEW = {
    "reviewed_on": _("Enter the day of the review."),
    "review_due": _("Enter the day by which the page must be reviewed again."),
}
# The field that a rule of signatures is about, by the name of the rule.
FIELD_OF_RULE = {
    "review_has_happened": "reviewed_on",
    "next_review_is_within_three_years": "review_due",
    "next_review_is_ahead": "review_due",
    "day_is_to_come": "live_on",
    "goes_live_before_its_next_review": "live_on",
    "original_is_read_by_then": "live_on",
    "page_to_correct_is_up": "kind",
    "correction_is_small": "kind",
    "nothing_waits_for_its_day": "kind",
    "readers_learn_what_changed": "note",
}


class SignForm(ReauthenticationForm):
    kind = forms.ChoiceField(
        label=_("kind of review"),
        choices=[
            (Edition.Kind.FULL_REVIEW, _("Full review")),
            (Edition.Kind.MINOR_CORRECTION, _("Minor correction: the review dates stay as they are")),
        ],
    )
    reviewed_on = forms.DateField(
        label=_("reviewed on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    review_due = forms.DateField(
        label=_("next review due"),
        required=False,
        help_text=format_lazy(_("Within {years} years of this review."), years=LONGEST_YEARS),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    live_on = forms.DateField(
        label=_("goes live on"),
        required=False,
        help_text=_("Empty: patients read it at once. Otherwise from the beginning of this day."),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("what changed"),
        help_text=_("Patients read this. Say which words changed; leave results to the page itself."),
        validators=[no_results],
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say what changed, in words for patients.")},
    )
    checked = forms.BooleanField(
        label=_("I have checked each of these lines"), error_messages={"required": NOT_ALL_CHECKED}
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        document: Document,
        of: Edition | None = None,
        newest: Edition | None = None,
        **kwargs,
    ):
        """For the submitted draft, or the words `of` an edition; `newest` is the last of its document."""
        super().__init__(*args, **kwargs)
        self.document = document
        self.of = of
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in CHECKLIST))
        self.fields["checked"].help_text = format_html("<ul>{}</ul>", lines)
        today = timezone.localdate()
        self.fields["reviewed_on"].initial = today
        self.fields["review_due"].initial = add_months(today, settings.EDITION_REVIEW_EVERY_MONTHS)
        if of:  # words that were signed before: there is nothing to choose
            is_up = of == newest and not hasattr(of, "withdrawal") and not of.is_to_come()
            kind = Edition.Kind.RENEWAL if is_up else Edition.Kind.SIGNED_AGAIN
            self.fields["kind"].choices = [(kind, kind.label)]
            if is_up:  # patients read them already
                del self.fields["live_on"]
                self.fields["note"].initial = Renewal.said_of(document)
                self.fields["note"].disabled = True

    def clean(self):
        """All that is wrong at once; whoever put it right is asked once who this is."""
        if self.cleaned_data.get("kind") != Edition.Kind.MINOR_CORRECTION:
            for name, sentence in DATES_OF_A_REVIEW.items():
                if name not in self.errors and not self.cleaned_data[name]:
                    self.add_error(name, sentence)
        if "kind" in self.cleaned_data:
            self.add_reasons(reasons_against(self.document, self.request.user, self.step))
        return super().clean()

    def add_reasons(self, reasons: Iterable[ValidationError]) -> None:
        """Say each beside the field that it is about, unless that has an error, or above them all."""
        wrong = set(self.errors)
        for reason in reasons:
            name = FIELD_OF_RULE.get(reason.code or "")
            if name not in self.fields:
                self.add_error(None, reason)
            elif name not in wrong:
                self.add_error(name, reason)

    def show_words(self, content_hash: str) -> None:
        """Of a form that comes back with other words than it was sent with: nobody has read these yet."""
        if self.is_bound and self.data.get("seen") != content_hash:
            if str(WORDS_CHANGED) not in self.non_field_errors():
                self.add_error(None, WORDS_CHANGED)
            self.data = self.data.copy()
            self.data["seen"] = content_hash
            self.data.pop("checked", None)

    @property
    def step(self) -> SigningStep:
        """What the reviewer signs, as far as it is filled in rightly."""
        given = {name: self.cleaned_data.get(name, "") for name in ("note", "seen")}
        if day := self.cleaned_data.get("live_on"):
            given["live_from"] = beginning_of(day)
        if self.cleaned_data["kind"] == Edition.Kind.MINOR_CORRECTION:
            return MinorCorrection(**given)
        given |= {name: self.cleaned_data.get(name) for name in DATES_OF_A_REVIEW}
        if self.of is None:
            return FullReview(**given)
        if self.cleaned_data["kind"] == Edition.Kind.RENEWAL:
            return Renewal(**given)
        return SignedAgain(edition=self.of, **given)


class WithdrawForm(ReauthenticationForm):
    reason = forms.CharField(
        label=_("why"),
        help_text=_("For your colleagues."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why.")},
    )
    with_translations = forms.BooleanField(label=_("Its translations, too"), required=False, initial=True)


class CallOffForm(ReauthenticationForm):
    reason = forms.CharField(
        label=_("why"),
        help_text=_("For your colleagues."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why.")},
    )
    number = forms.CharField(widget=forms.HiddenInput, required=False)  # of the edition that the page names

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, initial={"number": edition.number}, **kwargs)
        self.edition = edition

    def clean(self):
        """Another edition than the page named is not called off: the page names it by now."""
        number = str(self.edition.number)
        if self.cleaned_data.get("number") != number:
            self.add_error(
                None, _("Edition %(number)s waits for its day by now: decide anew.") % {"number": number}
            )
            self.data = self.data.copy()
            self.data["number"] = number
        return super().clean()


class MarkForm(ReauthenticationForm):
    retracted_on = forms.DateField(
        label=_("retracted on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    notice = forms.URLField(
        label=_("retraction notice"),
        help_text=_("The address of the journal's own notice."),
        assume_scheme="https",
    )


class JudgeForm(ReauthenticationForm):
    AGREE, REFUSE = "agree", "refuse"

    verdict = forms.ChoiceField(
        label=_("your answer"),
        choices=[
            (AGREE, _("I read the notice: the paper was retracted")),
            (REFUSE, _("The paper was not retracted: take the mark away")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, mark: Retraction, may_refuse: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark = mark
        if not may_refuse:
            self.fields["verdict"].choices = self.fields["verdict"].choices[:1]
