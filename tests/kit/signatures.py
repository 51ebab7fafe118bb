"""Ways to sign, filled in as most tests need them."""

from datetime import timedelta

from django.utils import timezone

from drez_site.staff.models import StaffMember
from procedures.models import Document
from procedures.publishing.signing import sign
from procedures.publishing.steps import FullReview, MinorCorrection, SigningStep


def filled_in(step: type[SigningStep] = FullReview, **fields) -> SigningStep:
    """The step with a note and, unless it keeps those there are, with dates: read today, due in a year."""
    today = timezone.localdate()
    usual = {"note": "x"}
    if step is not MinorCorrection:
        usual |= {"reviewed_on": today, "review_due": today + timedelta(days=365)}
    return step(**usual | fields)


def sign_what_waits():
    """The one document there is, by Robin."""
    sign(Document.objects.get(), StaffMember.objects.get(username="robin"), filled_in())
