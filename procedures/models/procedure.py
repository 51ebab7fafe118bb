"""The operations a clinic offers."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, no_results
from drez_site.foundation.names import role_alone

RESERVED_ADDRESSES = ("compare",)  # pages of their own below /procedures/


def no_claim_in_an_address(slug: str) -> None:
    """Raise ValidationError for an address that says what no unsigned text may say."""
    no_results(slug.replace("-", " ").replace("_", " "))


class Color(models.TextChoices):
    """The colors that a treatment can have, each with a light and a dark value in static/css/site.css."""

    PLUM = "plum", _("plum")
    BLUE = "blue", _("blue")
    OLIVE = "olive", _("olive")
    MOSS = "moss", _("moss green")
    TEAL = "teal", _("teal")
    RUST = "rust", _("rust")
    VIOLET = "violet", _("violet")
    GRAY = "gray", _("gray")


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def once_at(self, slug: str) -> Self:
        """The one whose signed page had this address before."""
        return self.filter(addresses__slug=slug).exclude(slug=slug)

    def named(self, slug: str) -> "Procedure":
        """The one that signed words call by this address, which it has or had. Raises DoesNotExist."""
        return self.distinct().get(models.Q(slug=slug) | models.Q(addresses__slug=slug))

    def by_address(self) -> dict[str, "Procedure"]:
        """Each of them at every address that it has or had."""
        procedures = list(self.prefetch_related("addresses"))
        before = {old.slug: each for each in procedures for old in each.addresses.all()}
        return before | {each.slug: each for each in procedures}


class Drawn(models.Model):
    """What has drawings and a color of its own, so that patients know it again."""

    look = models.SlugField(
        _("drawings"),
        max_length=20,
        blank=True,
        db_index=False,
        help_text=_("The folder of its drawings. Without one, nothing is drawn."),
    )
    color = models.CharField(_("color"), max_length=8, choices=Color, default=Color.GRAY)

    class Meta:
        abstract = True


class Procedure(Drawn):
    """An operation, in no language: its words live in its articles."""

    slug = models.SlugField(
        _("page address"), unique=True, help_text=_("The last part of the page's address.")
    )
    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("In full, like “DREZ lesioning”.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ProcedureQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        constraints = [
            models.CheckConstraint(
                name="operation_takes_no_other_pages_address",
                condition=~models.Q(slug__in=RESERVED_ADDRESSES),
                violation_error_message=_("Another page has this address. Choose a new one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("procedures:article", args=[self.slug])

    def clean(self) -> None:
        """The database refuses it too, whoever writes."""
        stays = Procedure.objects.filter(pk=self.pk, slug=self.slug).exists()
        if not stays and ProcedureAddress.objects.filter(slug=self.slug).exists():
            raise ValidationError({"slug": _("A signed page has or had this address. Choose a new one.")})
        if self.slug in RESERVED_ADDRESSES:
            raise ValidationError({"slug": _("Another page has this address. Choose a new one.")})
        for field, check, text in (
            ("name", no_claims, self.name),
            ("name", role_alone, self.name),
            ("slug", no_claim_in_an_address, self.slug),
        ):
            try:
                check(text)
            except ValidationError as claim:
                raise ValidationError({field: claim}) from claim


class ProcedureAddress(models.Model):
    """An address that a procedure with signed editions has or had. The database writes it down, for ever.

    No other procedure gets it, so that no signed page can be read at the address of another; an old one leads
    to the new one.
    """

    slug = models.SlugField(_("page address"), unique=True)
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="addresses", verbose_name=_("operation")
    )

    class Meta:
        verbose_name = _("page address of an operation")
        verbose_name_plural = _("page addresses of operations")

    def __str__(self) -> str:
        return self.slug
