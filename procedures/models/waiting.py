"""Documents that wait for somebody: a question each, asked by the staff's first page and by its lists."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from drez_site.foundation.demonstration import DemonstrableQuerySet

from .publication import Publication


class WaitingQuerySet(DemonstrableQuerySet):
    """For `Document`. Dates are those of the clinic's own day."""

    def unsent(self):
        """Drafts that nobody submitted: never signed, or saved again after the newest edition."""
        return self.filter(submission__isnull=True).exclude(
            Exists(_editions().filter(document=OuterRef("pk"), published_at__gte=OuterRef("updated_at")))
        )

    def submitted(self):
        return self.filter(submission__isnull=False)

    def last_written_by(self, person):
        return self.filter(last_author=person)

    def waiting_for_signature_of(self, person):
        """Submitted, and written by somebody else: nobody signs their own words."""
        return self.submitted().exclude(last_author=person)

    def review_due(self, after_days: int, within_days: int, at: datetime | None = None):
        """Public pages whose next review is due so many days from today, both ends counted."""
        today = timezone.localdate(at or timezone.now())
        due = (today + timedelta(days=after_days), today + timedelta(days=within_days))
        return self._with_newest(_editions().public(at).filter(review_due__range=due))

    def overdue(self, at: datetime | None = None):
        """Reviews that are late, also those so late that their page took itself down."""
        return self._with_newest(_editions().standing().filter(withdrawal__isnull=True).overdue(at))

    def taken_down(self, at: datetime | None = None):
        """Withdrawn by a reviewer, or by itself: patients meet a page that says so."""
        months = settings.EDITION_OVERDUE_WITHDRAWS_MONTHS
        late = _editions().overdue(at, months=months).values("pk")
        return self._with_newest(_editions().standing().filter(Q(withdrawal__isnull=False) | Q(pk__in=late)))

    def behind_english(self, at: datetime | None = None):
        """Public translations of an English edition that is no longer the newest."""
        from .edition import Edition

        english = (
            _editions()
            .exclude(kind=Edition.Kind.RENEWAL)
            .filter(
                Q(document__procedure=OuterRef("document__procedure")) | Q(document__procedure__isnull=True),
                document__kind=OuterRef("document__kind"),
                document__slug=OuterRef("document__slug"),
                document__language="en",
            )
            .order_by("-number")
        )
        behind = (
            _editions()
            .public(at)
            .annotate(
                translated=Cast(KT("content__translates_edition"), IntegerField()),
                original=Subquery(english.values("number")[:1]),
            )
            .filter(translated__lt=F("original"))
        )
        return self._with_newest(behind)

    def citing_retracted(self, at: datetime | None = None):
        """Public pages whose signed words rest on a paper that was retracted since."""
        return self._with_newest(_editions().public(at).citing(Publication.objects.retracted()))

    def _with_newest(self, editions):
        return self.filter(pk__in=editions.values("document"))


def _editions():
    from .edition import Edition

    return Edition.objects.all()
