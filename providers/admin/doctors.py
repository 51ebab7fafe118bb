"""Doctors, with where they practice and which operations they do."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_past
from drez_site.foundation.forms_by_language import keys_of, with_languages
from drez_site.foundation.history.admin import WithHistory
from drez_site.foundation.subjects import Subject
from drez_site.foundation.united_states.admin import WithPhones
from drez_site.foundation.waiting_words import SaysWhatWaits
from drez_site.foundation.work_queues import WithQueues
from providers.duplicates import alike_doctors
from providers.freshness import Confirmation, oldest_good_check
from providers.merging import merge_doctors
from providers.models import Language, Location, Offering, Practice, Provider, Specialty
from providers.presenters.facts import month
from providers.yes_no_unknown import YesNoUnknownField

from . import queues
from .bulk import ACTIONS
from .calling import CallsOffices
from .credentials import BoardCertificationInline, PhotoInline, ShowsPhotos, StateLicenseInline
from .dated import DatedForm
from .directory import DirectoryAdmin
from .duplicates import FindsDuplicates, typed_phone
from .importing import BringsInTables
from .searching import PLACE_FIELDS, SearchesAsTyped


class PracticeForm(DatedForm):
    class Meta:
        field_classes = {"accepting_new_patients": YesNoUnknownField}

    def clean(self):
        answer = super().clean()
        if answer.get("accepting_new_patients") is not None and not (
            answer.get("checked_on") or "checked_on" in self.errors
        ):
            self.add_error(
                "checked_on",
                ValidationError(
                    _("Enter the day on which you asked. Without it patients read “Ask the clinic”."),
                    code="required",
                ),
            )
        if self.instance.pk and "location" in self.changed_data:
            self._refuse_what_was_asked_elsewhere(answer)
        return answer

    def _refuse_what_was_asked_elsewhere(self, answer):
        """Patients would read at the new place what was asked at the old one, with its day."""
        asked_again = set(self.changed_data)
        if answer.get("accepting_new_patients") is not None and not asked_again & {
            "accepting_new_patients",
            "checked_on",
        }:
            says = _("That was asked at the old place. Choose “Unknown”, or ask again and enter the day.")
            self.add_error("accepting_new_patients", ValidationError(says, code="other_place"))
        if answer.get("phone") and not asked_again & {"phone", "phone_checked_on"}:
            says = _("That was the phone at the old place. Empty it, or ask again and enter the day.")
            self.add_error("phone", ValidationError(says, code="other_place"))


class ProviderForm(DatedForm):
    class Meta:
        field_classes = dict.fromkeys(("video_first_visit", "referral_needed"), YesNoUnknownField)
        help_texts = {
            "specialties": _("Only what the doctor trained in. Operations have their own part above."),
            "npi": _(
                "The ten-digit national number, if you have it. No page shows it; the open data has it."
            ),
        }

    def clean_on_leave_until(self):
        """A leave that is over stays as it was typed before it was."""
        day = self.cleaned_data["on_leave_until"]
        if day and "on_leave_until" in self.changed_data:
            not_in_the_past(day)
        return day


MORE_ROWS = "more"  # in the address, by a link for browsers without scripts


class OneRowToBegin(admin.StackedInline):
    """Somebody new begins with a row to fill in, others on demand: without a script there would be none."""

    extra = 0
    named_by: str  # what its name says beside the doctor

    def get_extra(self, request, obj=None, **kwargs):
        return int(obj is None or MORE_ROWS in request.GET)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("provider", self.named_by)


class PracticeInline(WithPhones, OneRowToBegin):
    model = Practice
    named_by = "location"
    form = PracticeForm
    autocomplete_fields = ["location"]
    fields = [
        "location",
        ("accepting_new_patients", "checked_on", "checked_with"),
        ("phone", "phone_checked_on", "phone_checked_with"),
        ("begins_on", "ends_on"),
    ]


class OfferingInline(OneRowToBegin):
    model = Offering
    named_by = "procedure"
    fields = [("procedure", "confirmed_on", "on_website_on")]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The operations to choose from are asked for once, not by each row."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.choices = [*field.choices]
        return field


class StateFilter(admin.SimpleListFilter):
    """Where a doctor practices."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        states = Location.objects.order_by("state").values_list("state", flat=True).distinct()
        return [(state, state) for state in states]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(pk__in=Practice.objects.in_state(self.value()).values("provider"))


class PlacesFilter(admin.SimpleListFilter):
    """Doctors whom patients find last, or not at all."""

    title = _("places")
    parameter_name = "places"

    def lookups(self, request, model_admin):
        return [("none", _("Without a place")), ("unplaced", _("At a place without coordinates"))]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.without_practice()
        if self.value() == "unplaced":
            return queryset.filter(pk__in=Practice.objects.without_coordinates().values("provider"))
        return queryset


def one_below_the_other(texts):
    return format_html_join("", '<div class="one-of-many">{}</div>', ((text,) for text in texts)) or "–"


@admin.register(Provider)
class ProviderAdmin(
    FindsDuplicates,
    SearchesAsTyped,
    BringsInTables,
    CallsOffices,
    ShowsPhotos,
    SaysWhatWaits,
    WithHistory,
    WithQueues,
    DirectoryAdmin,
):
    subject = Subject.DIRECTORY
    form = with_languages(ProviderForm, Provider)
    queues = queues.DOCTORS
    inlines = [OfferingInline, PracticeInline, BoardCertificationInline, StateLicenseInline, PhotoInline]
    list_display = ["name", "is_listed", "operations", "places", "new_patients", "to_do"]
    list_filter = [
        "is_listed",
        "offerings__procedure",
        PlacesFilter,
        StateFilter,
        "specialties",
        "languages",
        "is_demonstration",
    ]
    list_per_page = 50
    search_fields = [
        "honorific",
        "family_name__unaccent",
        "given_name__unaccent",
        "former_names__unaccent",
        "npi",
        "practices__phone",
        *(f"practices__location__{field}" for field in PLACE_FIELDS),
    ]
    search_help_text = _("Name, NPI, phone, hospital or clinic, street, city or ZIP code.")
    actions = ACTIONS
    prepopulated_fields = {"slug": ["given_name", "family_name"]}
    readonly_fields = ["is_demonstration"]
    raw_id_fields = ["successor"]
    # What people ask first comes first: who, which operations, where. See provider/change_form.html.
    fieldsets = [
        (None, {"fields": [("honorific", "given_name", "family_name", "credentials"), "slug", "is_listed"]}),
        (_("For patients"), {"fields": [("languages", "languages_checked_on"), "specialties"]}),
        (
            _("Visits"),
            {
                "fields": [
                    ("video_first_visit", "video_checked_on"),
                    ("referral_needed", "referral_checked_on"),
                ]
            },
        ),
        (_("Away"), {"fields": ["on_leave_until", ("left_on", "successor")]}),
        (
            _("About"),
            {
                "fields": [
                    "biography",
                    *keys_of("biography"),
                    ("education", "education_checked_on"),
                    *keys_of("education"),
                ]
            },
        ),
        (_("Publications"), {"classes": ["collapse"], "fields": ["publications"]}),
        (_("For the office"), {"fields": ["npi", "former_names", "is_demonstration"]}),
    ]
    change_form_template = "admin/providers/provider/change_form.html"

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("offerings", Offering.objects.select_related("procedure")),
                Prefetch("practices", Practice.objects.select_related("location")),
            )
        )

    def look_alike(self, typed, but=None):
        words = {name: typed.get(name, "") for name in ("given_name", "family_name", "npi")}
        return alike_doctors(**words, phone=typed_phone(typed.get("phone", "")), but=but)

    def merge(self, kept, other, staff):
        merge_doctors(kept, other, staff)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Boxes to tick: they need no script, have their labels, and fit a phone."""
        if db_field.name in ("specialties", "languages", "publications"):
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("doctor"), ordering="family_name")
    def name(self, doctor):
        return str(doctor)

    @admin.display(description=_("operations"))
    def operations(self, doctor):
        return one_below_the_other(
            gettext("%(operation)s: confirmed %(month)s")
            % {"operation": offering.procedure, "month": month(offering.confirmed_on)}
            if offering.confirmed_on and _is_confirmed(offering)
            else gettext("%(operation)s: call to check") % {"operation": offering.procedure}
            for offering in doctor.offerings.all()
        )

    @admin.display(description=_("places"))
    def places(self, doctor):
        return one_below_the_other(
            str(practice.location)
            if practice.location.latitude is not None
            else gettext("%(place)s (not on the map)") % {"place": practice.location}
            for practice in doctor.practices.all()
        )

    @admin.display(description=_("new patients"))
    def new_patients(self, doctor):
        return one_below_the_other(map(_answer, doctor.practices.all()))

    @admin.display(description=_("to do"))
    def to_do(self, doctor):
        """The same rules as the queues, without a query for each row."""
        if not doctor.is_listed:
            return "–"
        checked, today = oldest_good_check(), timezone.localdate()
        practices = doctor.practices.all()
        todo = []
        if not all(map(_is_confirmed, doctor.offerings.all())):
            todo.append(gettext("Confirm operations"))
        if any(
            each.accepting_new_patients is None or not each.checked_on or each.checked_on < checked
            for each in practices
            if not each.ends_on or each.ends_on >= today
        ):
            todo.append(gettext("Ask about new patients"))
        if not practices:
            todo.append(gettext("Add a place"))
        return one_below_the_other(todo)


def _is_confirmed(offering: Offering) -> bool:
    return Confirmation.of(offering.confirmed_on, timezone.localdate()) is Confirmation.GOOD


def _answer(practice: Practice) -> str:
    """What the office said, and when; an answer that is too old no longer counts."""
    if practice.accepting_new_patients is None or practice.checked_on is None:
        return gettext("unknown")
    words = {"month": month(practice.checked_on)}
    if practice.checked_on < oldest_good_check(timezone.localdate()):
        return gettext("too old, asked %(month)s") % words
    if practice.accepting_new_patients:
        return gettext("yes, asked %(month)s") % words
    return gettext("no, asked %(month)s") % words


@admin.register(Specialty)
class SpecialtyAdmin(WithHistory, admin.ModelAdmin):
    subject = Subject.CHOICES
    list_display = ["label", "official_name", "code"]
    search_fields = ["label", "code"]


@admin.register(Language)
class LanguageAdmin(WithHistory, admin.ModelAdmin):
    subject = Subject.CHOICES
    list_display = ["name", "endonym", "code"]
    search_fields = ["name", "endonym", "code"]
