"""Rounds of calls to doctors' offices: whom somebody has still to call, and what came of each call."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .offering import Offering
from .practice import Practice
from .provider import Provider, ProviderQuerySet

HELD_FOR = timedelta(days=14)  # a round that somebody left lying about keeps nobody from being called


def with_something_to_ask() -> ProviderQuerySet:
    """Doctors on the site, with a fact that nobody knows, or no longer, and with somebody to ask."""
    something = Q(pk__in=Offering.objects.to_confirm().values("provider")) | Q(
        pk__in=Practice.objects.to_ask_again().values("provider")
    )
    return Provider.objects.public().filter(something, pk__in=Practice.objects.values("provider"))


class CallingRound(models.Model):
    """One person's list of offices to call. What they say stands with the doctors; here is who is next."""

    caller = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        verbose_name = _("calling round")
        verbose_name_plural = _("calling rounds")

    def __str__(self) -> str:
        return f"{self.caller}, {self.begun_at:%Y-%m-%d}"

    @classmethod
    def open_of(cls, staff: Any) -> Self | None:
        """The newest of this person that is not through."""
        return cls.objects.filter(caller=staff, pk__in=Call.objects.waiting().values("round")).first()

    def next_call(self) -> "Call | None":
        """In order; those who asked to be called again, after all others."""
        waiting = self.calls.waiting().select_related("provider")
        return (
            waiting.filter(outcome=Call.Outcome.OPEN).first()
            or waiting.order_by("pressed_at", "position").first()
        )

    def how_many_done(self) -> int:
        return self.calls.count() - self.calls.waiting().count()

    def last_press(self) -> "Call | None":
        """The call that `undo` takes back."""
        pressed = self.calls.exclude(said="").select_related("provider")
        return pressed.order_by("-pressed_at").first()


class CallQuerySet(models.QuerySet["Call"]):
    def waiting(self) -> Self:
        """Not those whose office a colleague has called meanwhile, nor doctors who are gone."""
        unsettled = (Call.Outcome.OPEN, Call.Outcome.LATER)
        return self.filter(outcome__in=unsettled, provider__in=with_something_to_ask().values("pk"))

    def held(self, at: datetime | None = None) -> Self:
        """Whose doctors belong to somebody's round, so that nobody else calls them."""
        return self.waiting().filter(round__begun_at__gte=(at or timezone.now()) - HELD_FOR)


class Call(models.Model):
    """One doctor of a round. `said` is what was pressed last, in words, for whoever wants to take it back."""

    class Outcome(models.TextChoices):
        OPEN = "", _("to call")
        LATER = "later", _("call back")
        ANSWERED = "answered", _("answered")
        NO_ANSWER = "no_answer", _("no answer")

    round = models.ForeignKey(CallingRound, models.CASCADE, related_name="calls")
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="calls", verbose_name=_("doctor"))
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    pressed_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True)
    changed_listing = models.BooleanField(default=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.UniqueConstraint(fields=["round", "provider"], name="a_round_calls_a_doctor_once"),
        ]
        indexes = [
            models.Index(
                fields=["provider"], condition=Q(outcome__in=("", "later")), name="call_waiting_by_doctor"
            )
        ]

    def __str__(self) -> str:
        return str(self.provider)
