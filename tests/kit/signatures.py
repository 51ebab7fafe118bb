"""Ways to sign, filled in as most tests need them."""

from datetime import timedelta

from django.utils import timezone

from procedures.publishing.steps import FullReview, MinorCorrection, SigningStep


def filled_in(step: type[SigningStep] = FullReview, **fields) -> SigningStep:
    """The step with a note and, unless it keeps those there are, with dates: read today, due in a year."""
    today = timezone.localdate()
    usual = {"note": "x"}
    if step is not MinorCorrection:
        usual |= {"reviewed_on": today, "review_due": today + timedelta(days=365)}
    return step(**usual | fields)
