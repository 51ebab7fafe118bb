"""The facts that the clinic's notices need."""

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank
from drez_site.foundation.markdown.rendering import no_citations
from drez_site.foundation.names import role_alone
from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.validators import known_states, phone_number

LONGEST_LOGS = 90  # days


class NoticeFacts(models.Model):
    """Part of the clinic's profile: each fact stands in a notice that every page links to."""

    remembers_zip = models.BooleanField(
        _("offer to remember the ZIP code"),
        default=True,
        help_text=_(
            "Patients who accept keep it in their own browser. Off: nobody is asked, nothing is kept."
        ),
    )
    email = models.EmailField(
        _("email for questions about this site"),
        blank=True,
        help_text=_("For privacy, accessibility and security. Patients see it. Empty: the phone alone."),
    )
    log_days = models.PositiveSmallIntegerField(
        _("days that logs are kept"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_LOGS)],
        help_text=_("The privacy notice promises it, so your servers must delete their logs by then."),
    )
    privacy_practices_url = models.CharField(
        _("notice of privacy practices"),
        max_length=200,
        blank=True,
        validators=[URLValidator(["https"])],
        help_text=_("The address of your HIPAA notice. A clinic that bills insurers electronically has one."),
    )
    health_data_states = models.CharField(
        _("states with a health data law"),
        max_length=60,
        blank=True,
        default="CT, NV, WA",
        validators=[known_states],
        help_text=_(
            "Their residents get a notice of its own about consumer health data. Empty: it is not shown."
        ),
    )
    rights_coordinator = models.CharField(
        _("civil rights coordinator"),
        max_length=150,
        blank=True,
        help_text=_("Name and title of the person who answers grievances (45 CFR 92.7)."),
        validators=[no_claims_but_a_rank, role_alone],
    )
    rights_phone = models.CharField(
        _("the coordinator's phone"), max_length=phones.LONGEST, blank=True, validators=[phone_number]
    )
    rights_email = models.EmailField(_("the coordinator's email"), blank=True)
    accessibility_tested_on = models.DateField(
        _("accessibility tested on"),
        null=True,
        blank=True,
        validators=[not_in_the_future],
        help_text=_("The day somebody last tested this site by hand, with a keyboard and a screen reader."),
    )
    accessibility_gaps = models.TextField(
        _("known gaps"),
        blank=True,
        validators=[no_claims, no_citations],
        help_text=_("What some people cannot use yet, one on each line."),
    )

    class Meta:
        abstract = True

    @property
    def states_with_a_health_data_law(self) -> list[str]:
        return [state for state in self.health_data_states.split(", ") if state]
