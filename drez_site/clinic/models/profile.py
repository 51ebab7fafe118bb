"""The one row of facts about the clinic."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.approved_words import approved_words
from drez_site.foundation.dates import not_a_later_year, not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank
from drez_site.foundation.languages.hours import opening_hours
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.line_ends import trimmed
from drez_site.foundation.markdown.rendering import no_citations
from drez_site.foundation.names import name_alone, person_alone, role_alone
from drez_site.foundation.sql.written_once import written_once
from drez_site.foundation.texts_by_language import Said
from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.validators import known_state, phone_number

from ..notices import NoticeFacts
from .announcement import Announcement, HolidayHours
from .place import ClinicPlace
from .text import ClinicText, Translated


class ClinicProfileQuerySet(models.QuerySet):
    def with_what_belongs_to_it(self, now: datetime, today: date):
        """Its places, its texts in other languages, and what is otherwise these days, in the same query."""
        return self.annotate(
            places_read=ClinicPlace.of_the_profile(),
            texts_read=ClinicText.of_the_profile(),
            announcements_read=Announcement.read_with_the_profile(now, today),
            holiday_hours_read=HolidayHours.read_with_the_profile(now, today),
            approved_words=approved_words(self.model),
        )


class ClinicProfile(Translated, NoticeFacts):
    """The one row of facts in every page's head and foot. Until it exists the site is a demonstration."""

    name = models.CharField(
        _("name of the clinic"),
        max_length=100,
        default="Pain Surgery Clinic",
        validators=[no_claims, name_alone],
    )
    phone = models.CharField(
        _("appointment phone"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_("Like +19195550134."),
    )
    hours = models.CharField(
        _("phone hours"),
        max_length=100,
        blank=True,
        help_text=_("Like “Monday to Friday, 8 am to 5 pm”."),
        validators=[no_claims, opening_hours],
    )
    urgent_phone = models.CharField(
        _("phone when the clinic is closed"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_("For your own patients, at night and on weekends. Like +19195550134."),
    )
    fax = models.CharField(
        _("fax for records"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_("Where other doctors send referrals and records. Like +19195550134."),
    )
    coordinator_name = models.CharField(
        _("name of the coordinator"),
        max_length=100,
        blank=True,
        help_text=_("The person who helps patients before the first visit, like “Sam Example, RN”."),
        validators=[no_claims_but_a_rank, person_alone],
    )
    coordinator_role = models.CharField(
        _("role"),
        max_length=100,
        blank=True,
        help_text=_("Like “Patient coordinator”."),
        validators=[no_claims, role_alone],
    )
    coordinator_phone = models.CharField(
        _("direct phone"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_("Only if it is not the appointment phone. Like +19195550134."),
    )
    states_served = ArrayField(
        models.CharField(max_length=2, validators=[known_state]),
        verbose_name=_("states your patients come from"),
        default=list,
        blank=True,
        help_text=_("Separated by commas, like “NC, SC, VA”. The contact page names them."),
    )
    award = models.CharField(
        _("award"),
        max_length=120,
        blank=True,
        help_text=_("Its exact name. The home page shows it with who gave it, and when."),
        validators=[no_claims_but_a_rank],
    )
    award_by = models.CharField(
        _("given by"),
        max_length=120,
        blank=True,
        help_text=_("The organization that gave it."),
        validators=[no_claims_but_a_rank, name_alone],
    )
    award_url = models.URLField(
        _("where to check it"), blank=True, help_text=_("The page of that organization that names you.")
    )
    award_year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), not_a_later_year]
    )
    tty = models.CharField(
        _("TTY number"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_("Only if you have one. The page explains the free relay service, 711, in any case."),
    )
    referral_needed = models.BooleanField(
        _("referral needed"),
        null=True,
        blank=True,
        help_text=_("Whether another doctor must send the patient. “Unknown” shows “Ask the clinic”."),
    )
    records_to_bring = models.TextField(
        _("what to bring"),
        blank=True,
        validators=[no_claims, no_citations],
        help_text=_("One thing on each line, like “Your list of medicines”."),
    )
    insurance = models.TextField(
        _("insurance"),
        blank=True,
        validators=[no_claims, no_citations],
        help_text=_("Which plans you take, and whom to ask. A blank line begins a new paragraph."),
    )
    insurance_checked_on = models.DateField(
        _("insurance checked on"),
        null=True,
        blank=True,
        validators=[not_in_the_future],
        help_text=_("The day someone last checked the text about insurance. Patients see this date."),
    )
    travel = models.TextField(
        _("coming from far away"),
        blank=True,
        validators=[no_claims, no_citations],
        help_text=_("How many visits, where to stay, who can help with a ride."),
    )
    opens_data = models.BooleanField(
        _("publish the directory as open data"),
        default=False,
        db_default=False,
        help_text=_(
            "At /doctors.csv and /doctors.json, for insurers and other directories: what patients may read "
            "of doctors and places, with the day of each fact, and the NPI."
        ),
    )
    is_demonstration = models.BooleanField(
        _("this site is a demonstration"),
        default=True,
        help_text=_("While on, every page says so. “manage.py start_clinic” makes it a real clinic's site."),
    )

    # What patients ask for on every clinic's site; `check --deploy` names what is still empty.
    EXPECTED_OF_A_CLINIC = (
        "name",
        "phone",
        "hours",
        "coordinator_name",
        "referral_needed",
        "records_to_bring",
        "states_served",
        "insurance",
        "travel",
        "email",
        "privacy_practices_url",
        "rights_coordinator",
        "rights_phone",
        "accessibility_tested_on",
    )

    TRANSLATED = (
        "hours",
        "coordinator_role",
        "award",
        "records_to_bring",
        "insurance",
        "travel",
        "accessibility_gaps",
    )
    TO_APPROVE = ("award", "records_to_bring", "insurance", "travel", "accessibility_gaps")

    objects = ClinicProfileQuerySet.as_manager()
    # Whether the site is a demonstration is not a matter of taste that can be put back.
    history = kept_history(excluded_fields=["is_demonstration"])

    class Meta:
        verbose_name = _("clinic profile")
        verbose_name_plural = _("clinic profile")
        constraints = [
            models.CheckConstraint(
                name="there_is_only_one_clinic_profile",
                condition=Q(pk=1),
                violation_error_message=_("The clinic already has a profile: change that one."),
            ),
            models.CheckConstraint(
                name="clinic_says_when_insurance_was_checked",
                condition=Q(insurance="") | Q(insurance_checked_on__isnull=False),
                violation_error_message=_("Enter the day on which the text about insurance was checked."),
            ),
            models.CheckConstraint(
                name="clinic_says_who_gave_its_award_and_when",
                condition=Q(award="") | (~Q(award="") & ~Q(award_by="") & Q(award_year__isnull=False)),
                violation_error_message=_("Name the award, who gave it, and the year; or leave all empty."),
            ),
            models.CheckConstraint(
                name="clinic_coordinator_has_a_name",
                condition=~Q(coordinator_name="") | Q(coordinator_role="", coordinator_phone=""),
                violation_error_message=_("Enter the coordinator's name, or leave role and phone empty."),
            ),
        ]

    def __str__(self):
        return self.name

    def page_for_readers(self) -> str:
        return reverse("contact")

    def clean(self):
        super().clean()
        if self.award and not self.award_url.startswith("https://"):
            raise ValidationError({"award_url": _("Enter the https address where others can check it.")})

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "ClinicProfile":
        """The saved profile with all that belongs to it.

        Without one, an unsaved profile says only that this is a demonstration.
        """
        return next(iter(_saved(now=timezone.now(), today=timezone.localdate())), None) or cls(pk=1)

    def owner_of_texts(self) -> dict[str, int | None]:
        return {"clinic_id": self.pk, "reason_id": None, "place_id": None}

    @cached_property
    def _translations(self) -> dict[tuple[int | None, int | None, str, str], dict[str, str]]:
        """Words, and those approved: by reason and place (both None for its own), field and language."""
        if (rows := getattr(self, "texts_read", None)) is None:
            rows = [] if self._state.adding else ClinicText.read_of(self.texts.all())
        return {(row["reason"], row["place"], row["field"], row["language"]): row for row in rows}

    @cached_property
    def shown_places(self) -> list[ClinicPlace]:
        """In the order that the clinic gave."""
        if (rows := getattr(self, "places_read", None)) is not None:
            return [ClinicPlace.of_row(**row) for row in rows]
        return [] if self._state.adding else list(self.places.all())

    @cached_property
    def announcements(self) -> list[Announcement]:
        """Those that are not over, the soonest first, also those still to come."""
        return Announcement.of_the(self)

    @cached_property
    def holiday_hours(self) -> list[HolidayHours]:
        """Those that are not over, the soonest first, also those still to come."""
        return HolidayHours.of_the(self)

    @property
    def towns(self) -> list[str]:
        """Where the clinic is, each town once, like "Durham, NC"."""
        return list(dict.fromkeys(place.town for place in self.shown_places))

    def said(self, name: str, language: str, of: Translated | None = None) -> Said:
        """A text of the profile, or `of` a part of it, in this language or else in English.

        A translation is of the English that it was written or checked against, and shown beside no other.
        """
        owner = of or self
        words = owner.for_readers(name)
        if language == SOURCE_LANGUAGE or not words:
            return Said(words, "")
        of_what = owner.owner_of_texts()
        key = (of_what["reason_id"], of_what["place_id"], name, language)
        kept = "read" if name in owner.TO_APPROVE else "words"
        row = self._translations.get(key, {})
        translated = row.get(kept, "").strip()
        if translated and trimmed(row["checked_against"]) == trimmed(words):
            return Said(translated, "")
        return Said(words, SOURCE_LANGUAGE)


@written_once
def _saved(now: datetime, today: date) -> models.QuerySet[ClinicProfile]:
    return ClinicProfile.objects.with_what_belongs_to_it(now, today)[:1]
