"""What a reviewer fills in to sign or to withdraw, and staff to mark a paper as retracted."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.forms import ReauthenticationForm
from procedures.models import Edition, Retraction

CHECKLIST = (
    _("I read the whole page as patients will see it, not only what changed."),
    _("Every number and every claim stands in the paper it cites."),
    _("Harms are said as plainly as benefits, with how many people."),
    _("The signs that need help at once are complete, and 911 comes first."),
    _("Doing nothing and other treatments are described fairly."),
    _("My conflicts of interest on this page are complete."),
)
NOT_ALL_CHECKED = _("Check every line. If one is not true yet, tell the author what is missing.")


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
        help_text=_("Within three years."),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("what changed"), help_text=_("Patients read this."), widget=forms.Textarea({"rows": 2})
    )
    checked = forms.MultipleChoiceField(
        label=_("I have checked"),
        choices=list(enumerate(CHECKLIST)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOT_ALL_CHECKED},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, kind: str | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].initial = timezone.localdate
        if kind:  # words that were signed before: there is nothing to choose
            self.fields["kind"].choices = [(kind, Edition.Kind(kind).label)]

    def clean_checked(self):
        checked = self.cleaned_data["checked"]
        if len(checked) < len(CHECKLIST):
            raise forms.ValidationError(NOT_ALL_CHECKED, code="required")
        return checked


class WithdrawForm(ReauthenticationForm):
    reason = forms.CharField(
        label=_("why"), help_text=_("For your colleagues."), widget=forms.Textarea({"rows": 3})
    )
    with_translations = forms.BooleanField(label=_("Its translations, too"), required=False, initial=True)


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
