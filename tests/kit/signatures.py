"""Ways to sign, filled in as most tests need them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from drez_site.foundation.refusals import Refused
from procedures.models import Edition
from procedures.publishing.steps import FullReview, MinorCorrection, SigningStep


def filled_in(step: type[SigningStep] = FullReview, **fields) -> SigningStep:
    """The step with a note and, unless it keeps those there are, with dates: read today, due in a year."""
    today = timezone.localdate()
    usual = {"note": "x"}
    if step is not MinorCorrection:
        usual |= {"reviewed_on": today, "review_due": today + timedelta(days=365)}
    return step(**usual | fields)


def for_soon(sign: Callable[[datetime], Edition]) -> Edition:
    """What `sign` signs for a moment in one second, or in more where signing takes longer."""
    for seconds in (1, 4, 16):
        with suppress(Refused, IntegrityError), transaction.atomic():
            edition = sign(timezone.now() + timedelta(seconds=seconds))
            if edition.live_from > timezone.now():
                return edition
            transaction.set_rollback(True)
    raise AssertionError("signing takes longer than 16 seconds")
