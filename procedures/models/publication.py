"""The papers and other sources that sentences rest on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import add_months
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims_but_counts

from .identifiers import WRITTEN, number_alone
from .procedure import Procedure
from .source_fields import TYPED_BY_STAFF

EMBARGO_MONTHS = 12
NAMED_AUTHORS = 6
RESERVED_KEYS = ("findings",)  # pages of their own below /evidence/


@dataclass(frozen=True, slots=True)
class Mark:
    """What readers are told of a retraction. Without a reviewer's word: that there may have been one."""

    on: date
    notice: str
    is_confirmed: bool

    @classmethod
    def of(cls, mark: dict) -> Self:
        """From a value of `Retraction.objects.as_marks`."""
        return cls(date.fromisoformat(mark["on"]), mark["notice"], mark["is_confirmed"])


class PublicationQuerySet(models.QuerySet["Publication"]):
    def marked(self) -> Self:
        """Those with a mark of a retraction that no reviewer refused: nothing that cites one is signed."""
        return self.filter(retractions__isnull=False, retractions__refused_by=None)


def is_list_of_names(names):
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise ValidationError(_("Enter the authors as a list of names."))


def is_text_by_name(affiliations):
    if not isinstance(affiliations, dict) or not all(
        isinstance(text, str) and text.strip() for text in affiliations.values()
    ):
        raise ValidationError(_("Enter each affiliation with the name of its author."))


class Publication(models.Model):
    """A source as it was seen. What was not seen stays empty; nothing is filled in by guess.

    While it is cited it stays: deleting it raises ProtectedError (see `Citation`). The row is a draft, as
    every text of staff is: patients read what a reviewer signed of it, by `public_sources`. What it says,
    and what it does not show, stands in the document of evidence whose address is its key.
    """

    class Kind(models.TextChoices):
        RANDOMIZED_TRIAL = "randomized_trial", _("randomized trial")
        TRIAL_SUBSTUDY = "trial_substudy", _("further analysis of a trial")
        SYSTEMATIC_REVIEW = "systematic_review", _("systematic review")
        LITERATURE_REVIEW = "literature_review", _("literature review")
        CASE_SERIES = "case_series", _("case series")
        CASE_REPORT = "case_report", _("case report")
        REGISTRY = "registry_or_database", _("registry or database")
        GUIDELINE = "guideline", _("guideline")
        REGULATOR = "regulator", _("regulator's document")
        DEVICE_LABEL = "device_label", _("device label or manual")
        WEB_PAGE = "web_page", _("web page")
        BOOK_CHAPTER = "book_chapter", _("book chapter")
        THESIS = "thesis", _("thesis")

    class Access(models.TextChoices):
        OPEN = "open", _("free to read")
        EMBARGOED = "embargoed", _("embargoed: free to read from a date on")
        SUBSCRIPTION = "subscription", _("subscription")
        UNKNOWN = "unknown", _("not recorded")

    key = models.CharField(
        _("key"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+\Z", _("Use letters, digits and hyphens only."))],
        help_text=_("What authors write to cite it: Chalil2021 is cited as [@Chalil2021]."),
    )
    kind = models.CharField(_("type of source"), max_length=24, choices=Kind)
    title = models.CharField(
        _("title"),
        max_length=400,
        blank=True,
        help_text=_("As printed. Leave it empty if you did not see it."),
    )
    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_(
            "In our words, when the title was not seen. Patients read it in signed lists of references."
        ),
    )
    authors = models.JSONField(_("authors"), default=list, blank=True, validators=[is_list_of_names])
    affiliations = models.JSONField(
        _("affiliations by author"), default=dict, blank=True, validators=[is_text_by_name]
    )
    et_al = models.BooleanField(
        _("and others"), default=False, help_text=_("There are more authors than these.")
    )
    journal = models.CharField(_("journal"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2200)]
    )
    month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issue = models.CharField(_("issue"), max_length=20, blank=True)
    pages = models.CharField(_("pages"), max_length=30, blank=True)
    doi = models.CharField(
        _("DOI"),
        max_length=100,
        blank=True,
        validators=[RegexValidator(r"^10\.[0-9]{4,9}/\S+\Z", _("Like 10.3389/fpain.2021.749801."))],
    )
    pmid = models.CharField(
        _("PubMed number"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[1-9][0-9]{0,7}\Z", _("One to eight digits, like 28030470."))],
    )
    pmcid = models.CharField(
        _("PubMed Central number"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^PMC[0-9]{1,9}\Z", _("Like PMC7079258."))],
    )
    url = models.URLField(_("web address"), blank=True)
    participants = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    follow_up = models.CharField(
        _("follow-up"),
        max_length=100,
        blank=True,
        help_text=_("Like “mean 60 months (12 to 122)”."),
    )
    level = models.PositiveSmallIntegerField(
        _("level of evidence"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("Oxford CEBM 2011, 1 (strongest) to 5."),
    )
    procedures = models.ManyToManyField(
        Procedure, blank=True, related_name="publications", verbose_name=_("operations it is about")
    )
    keywords = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("keywords"),
        default=list,
        blank=True,
        help_text=_("Our own, for the list of evidence; separated by commas."),
    )
    funding = models.CharField(
        _("who paid for it"),
        max_length=300,
        blank=True,
    )
    conflicts_of_interest = models.CharField(
        _("its authors' conflicts of interest"),
        max_length=300,
        blank=True,
    )
    access = models.CharField(_("access"), max_length=12, choices=Access, default=Access.UNKNOWN)
    embargo_until = models.DateField(
        _("embargo ends on"),
        null=True,
        blank=True,
        help_text=format_lazy(
            _("Left empty, it becomes {months} months after the day of publication."), months=EMBARGO_MONTHS
        ),
    )
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    correction_notice = models.URLField(_("correction notice"), blank=True)

    # Read with `public_sources` or from signed words; `about` are addresses of procedures.
    marked: dict | None = None
    facts: dict
    is_summed_up: bool
    about: Sequence[str] = ()

    objects = PublicationQuerySet.as_manager()
    history = kept_history(m2m_fields=[procedures])

    class Meta:
        ordering = ["key"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                Lower("key"),
                name="publication_key_is_unique_in_small_letters",
                violation_error_message=_("Another publication has this key, in other letters."),
            ),
            models.UniqueConstraint(
                Lower("doi"),
                name="doi_belongs_to_one_publication",
                condition=~Q(doi=""),
                violation_error_message=_("Another publication has this DOI."),
            ),
            models.UniqueConstraint(
                fields=["pmid"],
                name="pubmed_number_belongs_to_one_publication",
                condition=~Q(pmid=""),
                violation_error_message=_("Another publication has this PubMed number."),
            ),
            models.UniqueConstraint(
                fields=["pmcid"],
                name="pubmed_central_number_belongs_to_one_publication",
                condition=~Q(pmcid=""),
                violation_error_message=_("Another publication has this PubMed Central number."),
            ),
            models.CheckConstraint(
                name="publication_level_is_one_to_five",
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)),
                violation_error_message=_("The level of evidence is a number from 1 to 5."),
            ),
            models.CheckConstraint(
                name="publication_day_has_a_month_and_a_month_has_a_year",
                condition=(Q(day__isnull=True) | Q(month__isnull=False))
                & (Q(month__isnull=True) | Q(year__isnull=False)),
                violation_error_message=_("A day needs its month, and a month its year."),
            ),
            models.CheckConstraint(
                name="embargoed_publications_and_only_they_have_an_end_of_the_embargo",
                condition=Q(access="embargoed", embargo_until__isnull=False)
                | (~Q(access="embargoed") & Q(embargo_until__isnull=True)),
                violation_error_message=_(
                    "An embargo has a day on which it ends, and no other access has one."
                ),
            ),
            models.CheckConstraint(
                name="correction_notice_belongs_to_a_corrected_publication",
                condition=Q(correction_notice="") | Q(corrected_on__isnull=False),
                violation_error_message=_("Say when it was corrected."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("procedures:publication", args=[self.key])

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Its numbers alone, however they were pasted."""
        for name in WRITTEN:
            text = getattr(self, name).strip()
            setattr(self, name, number_alone(name, text) or text)
        super().clean_fields(exclude)

    def clean(self) -> None:
        errors = {}
        if self.key.lower() in RESERVED_KEYS:
            errors["key"] = _("A page of the site has this address: choose another key.")
        if set(self.affiliations) - set(self.authors):
            errors["affiliations"] = _("Each affiliation belongs to one of the authors.")
        if self.day and self.month and self.year and self.published_on is None:
            errors["day"] = _("This month does not have that day.")
        if self.access == self.Access.EMBARGOED and self.embargo_until is None and self.published_on:
            self.embargo_until = self.embargo_end()
        renamed = Publication.objects.filter(pk=self.pk).exclude(key=self.key)
        if renamed.exclude(citations=None).exists():
            errors["key"] = _("It is cited under its old key: leave it as it is.")
        errors |= self._claims()
        if errors:
            raise ValidationError(errors)

    def _claims(self) -> dict[str, ValidationError]:
        """What staff typed about it that claims a result, by the field."""
        found = {}
        for name in TYPED_BY_STAFF:
            value = getattr(self, name)
            try:
                no_claims_but_counts(", ".join(value) if isinstance(value, list) else str(value or ""))
            except ValidationError as claim:
                found[name] = claim
        return found

    def for_readers(self) -> Self:
        """What a reviewer signed of one from `public_sources`: without a summary a citation alone."""
        signed = Publication.as_signed(self.facts)
        signed.marked = self.marked
        if not self.is_summed_up:
            for name in TYPED_BY_STAFF:
                setattr(signed, name, self._meta.get_field(name).get_default())
        return signed

    @classmethod
    def as_signed(cls, facts: dict) -> Self:
        """From the words of an edition of any age: a source that no table holds.

        Facts that sources no longer have are left out; those that nobody had signed yet are empty.
        """
        fields = {field.name: field for field in cls._meta.concrete_fields}
        signed = cls(**{name: fields[name].to_python(fact) for name, fact in facts.items() if name in fields})
        signed.about = facts.get("procedures", [])
        return signed

    @property
    def retraction(self) -> Mark | None:
        """What readers are told of a retraction."""
        return Mark.of(self.marked) if self.marked else None

    @property
    def authors_text(self) -> str:
        """The first six, then “et al”, as medical journals print them; the record has them all."""
        named = [printed_name(name) for name in self.authors[:NAMED_AUTHORS]]
        return ", ".join([*named, *(["et al"] if self.et_al or len(self.authors) > len(named) else [])])

    @property
    def first_authors(self) -> str:
        """One, or both of two, as people speak of a paper."""
        named = [printed_name(name) for name in self.authors]
        if self.et_al or len(named) > 2:
            return f"{named[0]} et al"
        return ", ".join(named)

    @property
    def published_in(self) -> str:
        return self.journal or self.publisher

    @property
    def source_url(self) -> str:
        """Where to read it: the DOI first, then PubMed, then its own address."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return self.pubmed_url
        return self.url

    @property
    def source_host(self) -> str:
        """Whose page that is, like “doi.org”."""
        return (urlsplit(self.source_url).hostname or "").removeprefix("www.")

    @property
    def pubmed_url(self) -> str:
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""

    @property
    def pmc_url(self) -> str:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else ""

    @property
    def published_on(self) -> date | None:
        """The day of publication, when all of it is known."""
        try:
            return date(self.year, self.month, self.day)
        except (TypeError, ValueError):
            return None

    def embargo_end(self, months: int = EMBARGO_MONTHS) -> date | None:
        """The day on which a paper becomes free to read that its publisher keeps for so many months."""
        return add_months(self.published_on, months) if self.published_on else None

    def access_now(self, at: datetime | None = None) -> str:
        """Its access on one day: an embargo that has ended needs no hand to say so."""
        today = timezone.localdate(at or timezone.now())
        if self.access == self.Access.EMBARGOED and self.embargo_until <= today:
            return self.Access.OPEN
        return self.access


def is_organization(name: str) -> bool:
    """An author in braces, like {World Health Organization}, is no person."""
    return name.startswith("{") and name.endswith("}")


def printed_name(name: str) -> str:
    return name[1:-1] if is_organization(name) else name
