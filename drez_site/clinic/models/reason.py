"""Why patients may choose the clinic."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, none_side_by_side

from .text import Translated


class ClinicReason(Translated):
    """One short reason to choose the clinic, for the home page. What a treatment achieves is never one."""

    clinic = models.ForeignKey(
        "clinic.ClinicProfile", models.CASCADE, related_name="reasons", verbose_name=_("clinic profile")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    heading = models.CharField(
        _("heading"),
        max_length=60,
        validators=[no_claims],
        help_text=_("A few words, like “One person to call”."),
    )
    text = models.CharField(
        _("text"),
        max_length=200,
        validators=[no_claims],
        help_text=_(
            "One or two short sentences on how you work. Nothing about results: no “best”, no numbers about "
            "how patients do. Results belong in the signed articles, with their sources."
        ),
    )

    TRANSLATED = ("heading", "text")
    TOGETHER = True
    TO_APPROVE = TRANSLATED

    history = kept_history()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("reason to choose us")
        verbose_name_plural = _("why choose us")

    def __str__(self):
        return self.heading

    def page_for_readers(self) -> str:
        return reverse("home")

    def clean(self) -> None:
        super().clean()
        none_side_by_side("text", f"{self.heading}:", self.text)

    def owner_of_texts(self) -> dict[str, int | None]:
        return {"clinic_id": self.clinic_id, "reason_id": self.pk, "place_id": None}
