"""What a doctor may show: boards that certified them, and states that licensed them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims
from drez_site.foundation.names import name_alone
from drez_site.foundation.united_states.validators import known_state

from .provider import Provider


class BoardCertification(models.Model):
    """A board's certificate, with the day we looked it up."""

    provider = models.ForeignKey(
        Provider, models.CASCADE, related_name="board_certifications", verbose_name=_("doctor")
    )
    board = models.CharField(
        _("board and field"),
        max_length=160,
        help_text=_("Like “American Board of Neurological Surgery”."),
        validators=[no_claims, name_alone],
    )
    checked_on = models.DateField(
        _("checked on"),
        validators=[not_in_the_future],
        help_text=_("The day you looked it up with the board. Patients see it."),
    )

    history = kept_history()

    class Meta:
        ordering = ["board", "pk"]
        verbose_name = _("board certification")
        verbose_name_plural = _("board certifications")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "board"],
                name="a_board_certifies_a_provider_once",
                violation_error_message=_("This board is already entered for this doctor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.board}"


class StateLicense(models.Model):
    """A state where the doctor may see patients by video, with the day we looked it up."""

    provider = models.ForeignKey(
        Provider, models.CASCADE, related_name="state_licenses", verbose_name=_("doctor")
    )
    state = models.CharField(
        _("state"),
        max_length=2,
        validators=[known_state],
        help_text=_("Where the patient is during the visit. Two capital letters, like NC."),
    )
    checked_on = models.DateField(
        _("checked on"),
        validators=[not_in_the_future],
        help_text=_("The day you looked it up with the state's board. Patients see it."),
    )

    history = kept_history()

    class Meta:
        ordering = ["state", "pk"]
        verbose_name = _("state license")
        verbose_name_plural = _("state licenses")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "state"],
                name="a_state_licenses_a_provider_once",
                violation_error_message=_("This state is already entered for this doctor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.state}"
