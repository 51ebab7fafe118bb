"""The clinicians, whom patients call doctors."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank, none_side_by_side
from drez_site.foundation.names import degrees_alone, person_alone, persons_alone, title_alone
from drez_site.foundation.texts_by_language import SaidInLanguages, translations
from procedures.models import AsOf, Publication

from .dated import day_of_asking
from .facts import DoneProcedure, SpokenLanguage, facts
from .removal import Removable, RemovableQuerySet
from .validators import national_provider_identifier
from .vocabulary import Language, Specialty


class ProviderQuerySet(RemovableQuerySet["Provider"]):
    def listed(self) -> Self:
        return self.filter(is_listed=True)

    def public(self, at: date | None = None) -> Self:
        """What a patient may see: listed doctors who have not left, made-up ones on a demonstration alone."""
        last_day = Q(left_on=None) | Q(left_on__gte=at or timezone.localdate())
        return super().public().listed().filter(last_day)

    def with_facts(self, language: str, at: AsOf = None) -> Self:
        """With the operations, specialties and languages that a page shows (see `facts`)."""
        return self.annotate(**facts("pk", language, at))

    def at_addresses(self, slugs: Collection[str]) -> Self:
        """Whose pages these are."""
        return self.filter(slug__in=slugs)

    def without_practice(self) -> Self:
        """In no search: nobody knows where to see them."""
        return self.filter(practices=None)

    def by_name(self) -> Self:
        return self.order_by("family_name", "given_name", "pk")


class Provider(SaidInLanguages, Removable):
    """A clinician. Patients read "doctor"."""

    slug = models.SlugField(
        _("page address"), max_length=80, unique=True, help_text=_("The last part of the page's address.")
    )
    honorific = models.CharField(
        _("title"),
        max_length=20,
        blank=True,
        default="Dr.",
        help_text=_("Before the name, like “Dr.”."),
        validators=[no_claims, title_alone],
    )
    given_name = models.CharField(
        _("given name"),
        max_length=80,
        blank=True,
        help_text=_("Leave it empty for a person with one name."),
        validators=[no_claims_but_a_rank, person_alone],
    )
    family_name = models.CharField(
        _("family name"),
        max_length=80,
        blank=True,
        validators=[no_claims_but_a_rank, person_alone],
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=80,
        blank=True,
        help_text=_("After the name, like “MD, PhD”."),
        validators=[no_claims, degrees_alone],
    )
    former_names = models.CharField(
        _("former names"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Given name and family name, several with commas between. The search finds them, too."),
        validators=[no_claims_but_a_rank, persons_alone],
    )
    specialties = models.ManyToManyField(
        Specialty,
        related_name="providers",
        blank=True,
        verbose_name=_("specialties"),
        help_text=_("Only what the doctor trained in. Operations are entered below, one by one."),
    )
    languages = models.ManyToManyField(
        Language,
        related_name="providers",
        blank=True,
        verbose_name=_("languages"),
        help_text=_("Those the doctor speaks with patients without an interpreter."),
    )
    languages_checked_on = day_of_asking()
    biography = models.TextField(
        _("about"),
        blank=True,
        help_text=_("Plain text; an empty line begins a new paragraph."),
        validators=[no_claims],
    )
    biography_translations = translations(_("about, in other languages"))
    education = models.TextField(
        _("education"),
        blank=True,
        db_default="",
        help_text=_(
            "One line for each school or training, like “Residency: neurosurgery, Example University”."
        ),
        validators=[no_claims],
    )
    education_translations = translations(_("education, in other languages"))
    education_checked_on = day_of_asking()
    publications = models.ManyToManyField(
        Publication,
        related_name="providers",
        blank=True,
        verbose_name=_("publications"),
        help_text=_("Those on this site that the doctor wrote. Their names must be among the authors."),
    )
    video_first_visit = models.BooleanField(
        _("first visit by video"),
        null=True,
        blank=True,
        help_text=_("“Unknown” shows “Ask the clinic”: do not guess."),
    )
    video_checked_on = day_of_asking()
    referral_needed = models.BooleanField(
        _("referral needed"),
        null=True,
        blank=True,
        help_text=_("Whether another doctor must send the patient. “Unknown” shows “Ask the clinic”."),
    )
    referral_checked_on = day_of_asking()
    npi = models.CharField(
        _("NPI"),
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        validators=[national_provider_identifier],
        help_text=_("The ten-digit national number, if you have it. It is not shown to patients."),
    )
    is_listed = models.BooleanField(
        _("listed"),
        default=True,
        help_text=_("Turn this off to take the doctor out of the search and off the site."),
    )

    on_leave_until = models.DateField(
        _("on leave until"),
        null=True,
        blank=True,
        help_text=_("The last day of a leave. Patients read it until that day is over."),
    )
    left_on = models.DateField(
        _("last day with patients"),
        null=True,
        blank=True,
        help_text=_("Retired, or gone. From the next day on the page says so and leads to others."),
    )
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who takes over"),
        help_text=_("Patients read the name on the page of the doctor who leaves."),
    )
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="merged")

    KEPT_UNTYPED = ("removed_at", "merged_into")
    TRANSLATED = {"biography": "biography_translations", "education": "education_translations"}
    TO_APPROVE = ("biography", "biography_translations", "education", "education_translations")
    MAKES_LINKS = False
    ASKED_ON = {
        "languages": ("languages_checked_on",),
        "video_first_visit": ("video_checked_on",),
        "referral_needed": ("referral_checked_on",),
        "education": ("education_checked_on",),
    }

    # What `with_facts` adds
    trained_in: list[str]
    speaks: list[SpokenLanguage]
    does: list[DoneProcedure]
    # What `doctors_for_page` adds
    is_deactivated: bool
    words_of_photo: dict[str, str]  # of the photo, what was approved

    objects = ProviderQuerySet.as_manager()
    history = kept_history(m2m_fields=[specialties, languages, publications])

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        verbose_name = _("doctor")
        verbose_name_plural = _("doctors")
        # Whoever adds a doctor is told of those with the same name.
        indexes = [
            models.Index(Func(F("family_name"), function="folded_name"), name="provider_by_folded_name")
        ]
        constraints = [
            models.CheckConstraint(
                name="provider_npi_is_ten_digits_from_1_or_2",
                condition=Q(npi__isnull=True) | Q(npi__regex=r"^[12][0-9]{9}$"),
                violation_error_message=_("An NPI has ten digits and begins with 1 or 2."),
            ),
            models.CheckConstraint(
                name="provider_address_is_not_a_page_of_the_search",
                condition=~Q(slug__in=["locate", "map", "compare"]),
                violation_error_message=_("This address is taken by a page of the search. Choose another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.credentials}" if self.credentials else self.full_name

    def clean(self) -> None:
        super().clean()
        if not (self.given_name or self.family_name):
            raise ValidationError({"family_name": _("Enter at least one name.")})
        none_side_by_side("family_name", self.honorific, self.given_name, self.family_name)
        none_side_by_side("slug", self.slug)
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError(
                {"successor": _("Choose somebody else: nobody takes over from themselves.")}
            )

    def is_on_leave(self, at: date) -> bool:
        return self.on_leave_until is not None and at <= self.on_leave_until

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.honorific, self.given_name, self.family_name) if part)

    def get_absolute_url(self) -> str:
        return reverse("providers:doctor", args=[self.slug])
