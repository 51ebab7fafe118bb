"""What the national register says: staff take each fact over, or leave it."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from drez_site.foundation.subjects import Subject
from drez_site.foundation.united_states.phones import written
from drez_site.foundation.work_queues import WithQueues
from providers.models import NppesRelease, Proposal, Provider
from providers.nppes import CannotAccept, accept, refuse

from . import queues

TAKE_OVER, LEAVE = "accept", "refuse"


class AnswerForm(forms.ModelForm):
    decision = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (TAKE_OVER, _("Take it over (of a deactivated NPI: take the doctor off the site)")),
            (LEAVE, _("Leave it (of a deactivated NPI: the office says that the doctor practices)")),
        ],
        widget=forms.RadioSelect,
    )
    place_name = forms.CharField(
        label=_("Name of the place"),
        max_length=120,
        required=False,
        help_text=_("Only for a new place of practice: what stands on its door."),
    )

    class Meta:
        model = Proposal
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.instance.value, dict):
            self.fields["place_name"].initial = self.instance.value.get("name", "")


class AnswerFilter(admin.SimpleListFilter):
    """Open ones unless somebody asks for others."""

    title = _("answer")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("all", _("All")), *((value, label) for value, label in Proposal.Answer.choices if value)]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(answer=self.value() or Proposal.Answer.OPEN)


@admin.register(Proposal)
class ProposalAdmin(WithQueues, admin.ModelAdmin):
    """Proposals come from `manage.py import_nppes`: staff answer them, and add none."""

    subject = Subject.DIRECTORY
    queues = queues.PROPOSALS
    form = AnswerForm
    list_display = ["npi", "fact", "said", "doctor", "released", "answer"]
    list_filter = [AnswerFilter, "fact"]
    list_per_page = 50
    search_fields = ["npi", "key"]
    search_help_text = _("NPI, name or street.")
    actions = ["take_over", "leave"]
    readonly_fields = ["npi", "fact", "said", "doctor", "released", "answer", "answered_by", "answered_at"]
    fieldsets = [
        (_("What the register says"), {"fields": ["npi", "fact", "said", "doctor", "released"]}),
        (_("Your answer"), {"fields": ["decision", "place_name"]}),
        (_("Afterwards"), {"fields": ["answer", "answered_by", "answered_at"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"newest": NppesRelease.newest()} | (extra_context or {}))

    def get_changelist_instance(self, request):
        """With the doctors of all rows, looked for once."""
        listed = super().get_changelist_instance(request)
        proposals = listed.result_list
        known = {each.npi: each for each in Provider.objects.filter(npi__in={each.npi for each in proposals})}
        for proposal in proposals:
            proposal.known_doctor = known.get(proposal.npi)
        return listed

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """An answer is given once."""
        is_open = obj is None or obj.answer == Proposal.Answer.OPEN
        return super().has_change_permission(request, obj) and is_open

    @admin.display(description=_("what it says"), ordering="key")
    def said(self, proposal):
        value = proposal.value
        if proposal.fact == Proposal.Fact.PLACE:
            address = "{street}, {city}, {state} {zip_code}".format(**value)
            return " · ".join(filter(None, [value.get("name"), address, written(value["phone"])]))
        return proposal.key

    @admin.display(description=_("doctor"))
    def doctor(self, proposal):
        if not hasattr(proposal, "known_doctor"):
            proposal.known_doctor = Provider.objects.filter(npi=proposal.npi).first()
        found = proposal.known_doctor
        if found is None:
            return _("not in the directory")
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:providers_provider_change", args=[found.pk]), found
        )

    def save_model(self, request, obj, form, change):
        request.not_taken_over = ""
        try:
            if form.cleaned_data["decision"] == LEAVE:
                refuse(obj, request.user)
            else:
                accept(obj, request.user, place_name=form.cleaned_data["place_name"])
        except CannotAccept as reason:
            request.not_taken_over = str(reason)

    def log_change(self, request, obj, message):
        if not getattr(request, "not_taken_over", ""):
            super().log_change(request, obj, message)

    def response_change(self, request, obj):
        if request.not_taken_over:
            self.message_user(request, request.not_taken_over, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)

    @admin.action(description=_("Take over"), permissions=["change"])
    def take_over(self, request, queryset):
        self._answer_all(request, queryset, accept, _("Taken over."))

    @admin.action(description=_("Leave as it is"), permissions=["change"])
    def leave(self, request, queryset):
        self._answer_all(request, queryset, refuse, _("Left as it is."))

    def _answer_all(self, request, queryset, answer, said):
        count = 0
        for proposal in queryset.open().order_by("pk"):
            try:
                answer(proposal, request.user)
            except CannotAccept as reason:
                self.message_user(request, f"{proposal}. {reason}", messages.ERROR)
                continue
            self.log_change(request, proposal, str(said))
            count += 1
        text = ngettext("%(count)d proposal answered.", "%(count)d proposals answered.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
