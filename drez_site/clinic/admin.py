"""The clinic's own facts."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.approved_words import with_approved_words
from drez_site.foundation.forms_by_language import keys_of, with_languages
from drez_site.foundation.history.admin import WithHistory
from drez_site.foundation.languages.packs import other_languages
from drez_site.foundation.subjects import Subject
from drez_site.foundation.united_states.admin import WithPhones
from drez_site.foundation.waiting_words import SaysWhatWaits
from drez_site.foundation.work_queues import Queue, WithQueues

from .announced import sentence
from .forms import (
    AnnouncementForm,
    ClinicProfileForm,
    HolidayHoursForm,
    LanguageNoticeForm,
    with_checkers,
)
from .models import (
    Announcement,
    ClinicPlace,
    ClinicProfile,
    ClinicReason,
    ClinicText,
    HolidayHours,
    LanguageNotice,
    NoticeTranslation,
)
from .translating import WithTranslations, with_translations


def with_texts_behind(profiles, person):
    """The profiles of which a text in another language is older than its English."""
    texts = ClinicText.objects.select_related("clinic", "place", "reason")
    behind = {text.clinic_id for text in texts if text.is_behind}
    return profiles.filter(pk__in=behind)


class ClinicReasonInline(WithTranslations, admin.StackedInline):
    model = ClinicReason
    fields = ["position", "heading", "text"]
    extra = 0


class ClinicPlaceInline(WithTranslations, WithPhones, admin.StackedInline):
    model = ClinicPlace
    fields = [
        "position",
        "name",
        "street",
        ("city", "state", "zip_code"),
        "phone",
        "opening_hours",
        "directions",
    ]
    extra = 0


class NoticeTranslationInline(admin.StackedInline):
    model = NoticeTranslation
    extra = 0


@admin.register(ClinicProfile)
class ClinicProfileAdmin(
    SaysWhatWaits, WithTranslations, WithHistory, WithQueues, WithPhones, admin.ModelAdmin
):
    subject = Subject.CLINIC
    queues = [Queue("behind", _("Translations older than the English"), with_texts_behind, is_urgent=True)]
    form = ClinicProfileForm
    parts_in_the_form = (ClinicText,)
    inlines = [ClinicPlaceInline, ClinicReasonInline, NoticeTranslationInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (
            _("Who you are"),
            {
                "description": _("On every page."),
                "fields": ["name"],
            },
        ),
        (
            _("Phones"),
            {
                "description": _("The first two are on every page, the others on the contact page."),
                "fields": ["phone", "hours", "tty", "urgent_phone", "fax"],
            },
        ),
        (
            _("Coordinator"),
            {
                "description": _("On the contact page. What is empty is not shown."),
                "fields": [
                    "coordinator_name",
                    "coordinator_role",
                    "coordinator_phone",
                ],
            },
        ),
        (
            _("Before the visit"),
            {
                "description": _(
                    "For the contact page. What is empty shows “Ask the clinic” and the phone number. "
                    "A text that is not translated stands in English on every page."
                ),
                "fields": ["referral_needed", "records_to_bring", "states_served"],
            },
        ),
        (
            _("Insurance"),
            {
                "description": _("Patients see the date, so read the text again before you change it."),
                "fields": ["insurance", "insurance_checked_on"],
            },
        ),
        (
            _("Coming from far away"),
            {
                "description": _("Markdown: a blank line between paragraphs, “- ” before a list item."),
                "fields": ["travel"],
            },
        ),
        (
            _("Award"),
            {
                "description": _(
                    "On the home page: only an award that others can check. Nothing about how patients do."
                ),
                "fields": ["award", ("award_by", "award_year"), "award_url"],
            },
        ),
        (
            _("Notices"),
            {
                "description": _("For the notices that are linked at the foot of every page."),
                "fields": [
                    "email",
                    "remembers_zip",
                    "log_days",
                    "privacy_practices_url",
                    "health_data_states",
                    "rights_coordinator",
                    "rights_phone",
                    "rights_email",
                    "accessibility_tested_on",
                    "accessibility_gaps",
                ],
            },
        ),
        (_("Open data"), {"fields": ["opens_data"]}),
        (_("Demonstration"), {"fields": ["is_demonstration"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        checkers = [
            (f"{language}_checked_by", f"{language}_checked_on") for language, _name in other_languages()
        ]
        about = _(
            "Who checked the translations on this page, and when. Saving writes this name and day on each "
            "translation that is marked as not checked, also on those of places and reasons."
        )
        texts = (_("Other languages"), {"description": about, "fields": checkers})
        *fieldsets, demonstration = super().get_fieldsets(request, obj)
        return [*fieldsets, texts, demonstration]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = with_translations(with_checkers(self.form), self.model)
        return super().get_form(request, obj, change, **{"form": form} | kwargs)

    def save_related(self, request, form, formsets, change):
        """Texts are all saved by now: those of the reasons, too."""
        super().save_related(request, form, formsets, change)
        for language, _name in other_languages():
            who, day = form.checked(language)
            if who:
                ClinicText.mark_checked(form.instance, language, who, day)
        behind = [text for text in form.instance.texts.all() if text.is_behind]
        if behind:
            self.message_user(
                request,
                _(
                    "The English of these texts changed, and patients read it in every language until you "
                    "translate it anew: %(texts)s."
                )
                % {"texts": ", ".join(map(str, behind))},
                messages.WARNING,
            )

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not ClinicProfile.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LanguageNotice)
class LanguageNoticeAdmin(SaysWhatWaits, WithHistory, admin.ModelAdmin):
    subject = Subject.CLINIC
    form = LanguageNoticeForm
    list_display = ["name", "language", "checked_by", "checked_on"]
    list_filter = [("checked_by", admin.EmptyFieldListFilter)]


@admin.register(Announcement)
class AnnouncementAdmin(SaysWhatWaits, WithHistory, admin.ModelAdmin):
    subject = Subject.CLINIC
    form = with_languages(AnnouncementForm, Announcement)
    fields = [
        "text",
        *keys_of("text"),
        "shown_from",
        "shown_until",
    ]
    list_display = ["text", "state", "shown_from", "shown_until"]
    # One field with one label, where Django's own are two without
    formfield_overrides = {
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        }
    }

    def get_queryset(self, request):
        return with_approved_words(super().get_queryset(request))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        said = form.instance.translations
        if lacking := [str(language) for code, language in other_languages() if not said.get(code)]:
            self.message_user(
                request,
                _("Readers in %(languages)s get the English sentence: nothing is written for them.")
                % {"languages": ", ".join(lacking)},
                messages.WARNING,
            )

    @admin.display(description=_("now"))
    def state(self, announcement):
        now = timezone.now()
        if announcement.shown_until > now and not announcement.for_readers("text"):
            return _("waits for a reviewer")
        if announcement.is_shown(now):
            return _("on every page")
        return _("to come") if now < announcement.shown_from else _("over")


@admin.register(HolidayHours)
class HolidayHoursAdmin(WithHistory, admin.ModelAdmin):
    subject = Subject.CLINIC
    form = HolidayHoursForm
    fields = [("first_day", "last_day"), ("opens", "closes"), "days_before"]
    list_display = ["first_day", "words", "state"]

    @admin.display(description=_("what patients read"))
    def words(self, hours):
        return sentence(hours)

    @admin.display(description=_("now"))
    def state(self, hours):
        now = timezone.now()
        if hours.is_shown(now):
            return _("on every page")
        return _("on the contact page") if hours.is_to_come(now) else _("over")
