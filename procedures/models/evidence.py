"""The papers and other sources that sentences rest on."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PublicationQuerySet(models.QuerySet):
    def retracted(self):
        return self.filter(retracted_on__isnull=False)


class Publication(models.Model):
    """A source as it was seen. What was not seen stays empty; nothing is filled in by guess."""

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

    key = models.CharField(
        _("key"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Use letters, digits and hyphens only."))],
        help_text=_("What authors write to cite it: Chalil2021 is cited as [@Chalil2021]."),
    )
    title = models.CharField(_("title"), max_length=400, blank=True)
    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("In our words, when the title was not seen."),
    )
    authors = models.JSONField(_("authors"), default=list, blank=True, help_text=_("In order, as printed."))
    et_al = models.BooleanField(_("and others"), default=False)
    journal = models.CharField(_("journal or publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issue = models.CharField(_("issue"), max_length=20, blank=True)
    pages = models.CharField(_("pages"), max_length=30, blank=True)
    doi = models.CharField(
        _("DOI"),
        max_length=100,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+$", _("Like 10.3389/fpain.2021.749801."))],
    )
    pmid = models.CharField(
        _("PubMed number"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{1,8}$", _("Digits only."))],
    )
    url = models.URLField(_("web address"), blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    participants = models.PositiveIntegerField(_("people in it"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(
        _("level of evidence"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("Oxford CEBM 2011, 1 (strongest) to 5."),
    )
    note = models.TextField(_("what it does not show"), blank=True)
    retracted_on = models.DateField(
        _("retracted on"),
        null=True,
        blank=True,
        help_text=_("Every page that cites it says so at once, and nothing that cites it can be signed."),
    )
    retraction_notice = models.URLField(_("retraction notice"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["doi"],
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
            models.CheckConstraint(
                name="publication_level_is_one_to_five",
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)),
                violation_error_message=_("The level of evidence is a number from 1 to 5."),
            ),
            models.CheckConstraint(
                name="retraction_notice_belongs_to_a_retracted_publication",
                condition=Q(retraction_notice="") | Q(retracted_on__isnull=False),
                violation_error_message=_("Say when it was retracted."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def authors_text(self) -> str:
        return ", ".join([*self.authors, *(["et al"] if self.et_al else [])])

    @property
    def source_url(self) -> str:
        """Where to read it: the DOI first, then PubMed, then its own address."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.url
