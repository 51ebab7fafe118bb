"""What a clinician signed. Triggers in the database hold every rule that is written here in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation import clock_changes
from drez_site.foundation.accents import Unaccented
from drez_site.foundation.dates import add_months
from drez_site.foundation.demonstration import Demonstrable, DemonstrableQuerySet
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

from .document import Document, PageKey
from .retraction import Retraction

LONGEST_YEARS = 3  # from a review to the next


class Submission(models.Model):
    """A draft frozen for its reviewer. The database deletes it when it is signed."""

    document = models.OneToOneField(Document, models.CASCADE, verbose_name=_("document"))
    content = models.JSONField(_("words"), editable=False)
    content_hash = models.CharField(max_length=64, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer who is asked"),
    )
    # For lists of work; a signature computes it anew.
    writer_accounts = ArrayField(models.BigIntegerField(), default=list, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("submitted draft")
        verbose_name_plural = _("submitted drafts")

    def __str__(self) -> str:
        return str(self.document)


@dataclass(frozen=True, slots=True)
class ReviewClock:
    """The moment, the clinic's day, and how late a review may be."""

    today: date
    withdraws: int  # so many months late, an edition withdraws itself
    now: datetime

    @classmethod
    def at(cls, at: "AsOf" = None) -> "ReviewClock":
        if isinstance(at, ReviewClock):
            return at
        now = at or timezone.now()
        return cls(timezone.localdate(now), settings.EDITION_OVERDUE_WITHDRAWS_MONTHS, now)


def first_of_each_page(editions: Iterable["Edition"]) -> "dict[PageKey, Edition]":
    """By page: of editions in the order of `in_language`, the one that a reader of that language reads."""
    pages: dict[PageKey, Edition] = {}
    for edition in editions:
        pages.setdefault(edition.document.page_key, edition)
    return pages


AsOf = datetime | ReviewClock | None  # None is now


def _moment(at: AsOf) -> datetime:
    return at.now if isinstance(at, ReviewClock) else at or timezone.now()


def _after_review_due(months: int) -> Cast:
    """The day so many months after `review_due`, as an expression; that day itself is not late yet."""
    interval = Func(Value(months), template="make_interval(months => %(expressions)s)")
    day = ExpressionWrapper(F("review_due") + interval, output_field=models.DateTimeField())
    return Cast(day, models.DateField())


# Since when patients read an edition that has begun.
LIVE_SINCE = Coalesce("live_from", "published_at")


class EditionQuerySet(DemonstrableQuerySet["Edition"]):
    def standing(self) -> Self:
        """All but those that were called off before their day, which nobody ever read."""
        return self.filter(called_off__isnull=True)

    def to_come(self, at: AsOf = None) -> Self:
        """Signed for a day that has not begun."""
        return self.standing().filter(live_from__gt=_moment(at))

    def begun(self, at: AsOf = None) -> Self:
        """Those that patients read, or did once."""
        return self.standing().filter(Q(live_from=None) | Q(live_from__lte=_moment(at)))

    def newest(self, at: AsOf = None) -> Self:
        """The last of each document that has begun, whatever became of it: nothing older is public again."""
        newer = Edition.objects.begun(at).filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        return self.begun(at).filter(~Exists(newer))

    def overdue(self, at: AsOf = None, *, months: int = 0) -> Self:
        """Editions whose review was due more than so many months ago."""
        return self.alias(in_time=_after_review_due(months)).filter(in_time__lt=ReviewClock.at(at).today)

    def live(self, at: AsOf = None) -> Self:
        """Newest of their document, not withdrawn, and not so long overdue that they withdraw themselves."""
        at = ReviewClock.at(at)
        expired = self.model.objects.overdue(at, months=at.withdraws)
        return self.newest(at).filter(withdrawal__isnull=True).exclude(pk__in=expired.values("pk"))

    def public(self, at: AsOf = None) -> Self:
        """What patients may read now."""
        return super().public().live(at)

    def articles(self) -> Self:
        return self.filter(document__kind=Document.Kind.ARTICLE)

    def summaries(self) -> Self:
        return self.filter(document__kind=Document.Kind.EVIDENCE)

    def saying(self, text: str, part: str) -> Self:
        """Those whose title, summary or rows of this part hold a text, whatever its letters and accents."""
        rows = Cast(f"content__{part}", models.TextField())
        parts = (KT("content__title"), Value(" "), KT("content__summary"), Value(" "), rows)
        words = Concat(*parts, output_field=models.TextField())
        return self.annotate(words=Unaccented(words)).filter(words__icontains=Unaccented(Value(text)))

    def summaries_of(self, publications, language: str) -> dict[str, "Edition"]:
        """The public summary of each of these by its key, in this language or else in English: one query."""
        keys = [publication.key for publication in publications]
        found = self.public().summaries().filter(document__slug__in=keys).in_language(language)
        by_key: dict[str, Edition] = {}
        for edition in found.select_related("document"):
            by_key.setdefault(edition.document.slug, edition)
        return by_key

    def resting_on(self, key: str) -> Self:
        """Those signed with this publication among their sources; its own summary rests on others."""
        return self.filter(citations__publication=key, citations__sums_up=False)

    def citing(self, publications) -> Self:
        """Those that name one of these publications among their signed sources."""
        cited = publications.filter(citations__sums_up=False)
        return self.filter(pk__in=cited.values("citations__edition"))

    def in_language(self, language: str) -> Self:
        """In this language or in English, this language first."""
        return self.filter(document__language__in=(language, SOURCE_LANGUAGE)).order_by(
            Case(When(document__language=language, then=0), default=1), "document_id"
        )

    def originals(self, at: AsOf = None) -> Self:
        """For a subquery: the English editions of the same page that have begun, newest words first."""
        return (
            self.begun(at)
            .filter(
                Q(document__procedure=OuterRef("document__procedure")) | Q(document__procedure__isnull=True),
                document__kind=OuterRef("document__kind"),
                document__slug=OuterRef("document__slug"),
                document__language=SOURCE_LANGUAGE,
            )
            .exclude(kind=Edition.Kind.RENEWAL)
            .order_by("-number")
        )

    def for_reading(self, at: datetime | None = None) -> Self:
        """With all that its page says besides the signed words, in the same query."""
        # What was said of an edition that was taken down goes with it.
        history = Edition.objects.begun(at).filter(document=OuterRef("document"), withdrawal=None)
        history = history.order_by("-number")
        return self.select_related("document__procedure", "withdrawal").annotate(
            history=ArraySubquery(
                history.values(
                    change=JSONObject(number="number", published_at=LIVE_SINCE, words="what_changed")
                )
            ),
            retracted=ArraySubquery(Retraction.objects.as_marks(at)),
            original_number=Subquery(Edition.objects.originals(at).values("number")[:1]),
        )

    def newest_up_or_down(self, at: AsOf = None) -> Self:
        """What an address stands for, up or taken down: newest, and made-up ones only on a demonstration."""
        return super().public().newest(at)

    def with_state(self, at: AsOf = None) -> Self:
        """Annotate `is_up`: whether patients can read it now."""
        return self.annotate(is_up=Exists(Edition.objects.public(at).filter(pk=OuterRef("pk"))))


class Edition(Demonstrable):
    """One signed, numbered, immutable snapshot of a document: the only source of public medical words."""

    class Kind(models.TextChoices):
        FULL_REVIEW = "full", _("full review")
        MINOR_CORRECTION = "minor", _("minor correction")  # keeps the review dates of the edition before
        RENEWAL = "renewal", _("renewal")  # the same words, read again
        SIGNED_AGAIN = "again", _("older edition signed again")

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="editions", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("edition"))
    kind = models.CharField(_("kind of review"), max_length=8, choices=Kind, default=Kind.FULL_REVIEW)
    content = models.JSONField(_("words"))
    content_hash = models.CharField(_("hash of the words"), max_length=64)
    # Who wrote what changed, as the database computes it from the saved drafts.
    writers = ArrayField(
        models.CharField(max_length=150), verbose_name=_("writers"), default=list, editable=False
    )
    writer_accounts = ArrayField(models.BigIntegerField(), default=list, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    reviewer_name = models.CharField(_("reviewer's name"), max_length=150)
    reviewer_credentials = models.CharField(_("reviewer's credentials"), max_length=80)
    reviewer_conflicts = models.TextField(_("reviewer's conflicts of interest"))
    reviewed_on = models.DateField(_("reviewed on"))
    review_due = models.DateField(_("next review due"))
    what_changed = models.TextField(_("what changed"))
    # When it was signed; patients read it from then on, unless `live_from` names a later moment.
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    live_from = models.DateTimeField(_("goes live on"), null=True, blank=True)

    # What `for_reading` adds
    history: list[dict[str, Any]]
    retracted: list[dict[str, Any]]
    original_number: int | None

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_number_is_given_once"),
            models.CheckConstraint(
                name="edition_review_due_within_three_years",
                condition=Q(review_due__gt=F("reviewed_on"))
                & Q(
                    review_due__lte=ExpressionWrapper(
                        F("reviewed_on") + Func(template=f"interval '{LONGEST_YEARS} years'"),
                        output_field=models.DateTimeField(),
                    )
                ),
                violation_error_message=format_lazy(
                    _("The next review is due after this one, within {years} years."), years=LONGEST_YEARS
                ),
            ),
            models.CheckConstraint(
                name="edition_names_its_reviewer_credentials_and_conflicts",
                condition=~Q(reviewer_name="") & ~Q(reviewer_credentials="") & ~Q(reviewer_conflicts=""),
            ),
            models.CheckConstraint(name="edition_says_what_changed", condition=~Q(what_changed="")),
        ]
        indexes = [
            GinIndex(
                Func(F("content"), function="marks_of_named_rows"),
                name="edition_by_named_rows",
                fastupdate=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"

    @property
    def live_since(self) -> datetime:
        """When patients begin to read it, unless it is called off."""
        return self.live_from or self.published_at

    def is_to_come(self, at: datetime | None = None) -> bool:
        """Like EditionQuerySet.to_come, for one edition that is here already."""
        return self.live_from is not None and self.live_from > _moment(at) and not hasattr(self, "called_off")

    def overdue_by(self, months: int, at: datetime | None = None) -> bool:
        """Like EditionQuerySet.overdue, for one edition that is here already."""
        return ReviewClock.at(at).today > add_months(self.review_due, months)

    def is_overdue(self, at: datetime | None = None) -> bool:
        return self.overdue_by(0, at)

    def overdue_leads_the_page(self, at: datetime | None = None) -> bool:
        return self.overdue_by(settings.EDITION_OVERDUE_LEADS_MONTHS, at)

    def taken_down_on(self, at: datetime | None = None) -> date | None:
        """Since when the page is down: withdrawn by a reviewer, or by itself when nobody reviewed it."""
        if hasattr(self, "withdrawal"):
            return timezone.localdate(self.withdrawal.withdrawn_at)
        months = settings.EDITION_OVERDUE_WITHDRAWS_MONTHS
        return add_months(self.review_due, months) if self.overdue_by(months, at) else None


class Withdrawal(models.Model):
    """The newest edition of a document, taken down. Only another signature brings the document back."""

    edition = models.OneToOneField(Edition, models.PROTECT, verbose_name=_("edition"))
    reason = models.TextField(_("reason"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), default=timezone.now)

    class Meta:
        ordering = ["-withdrawn_at"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [models.CheckConstraint(name="withdrawal_gives_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return str(self.edition)


class CalledOff(models.Model):
    """An edition that was signed for a day to come and does not go live. Its words can be signed again."""

    class Why(models.TextChoices):
        REVIEWER = "reviewer", _("a reviewer called it off")
        NEWER = "newer", _("a newer edition was signed")
        WITHDRAWN = "withdrawn", _("the page was taken down")
        MARKED = "marked", _("a source that it cites was marked as retracted")
        SIGNER = "signer", _("whoever signed it is no clinical reviewer any more")
        ORIGINAL = "original", _("the English edition that it translates was called off")

    edition = models.OneToOneField(
        Edition, models.PROTECT, related_name="called_off", verbose_name=_("edition")
    )
    why = models.CharField(_("why"), max_length=9, choices=Why, default=Why.REVIEWER)
    reason = models.TextField(_("reason"), blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("called off by"),
    )
    called_off_at = models.DateTimeField(_("called off at"), default=timezone.now)

    class Meta:
        ordering = ["-called_off_at"]
        verbose_name = _("edition called off")
        verbose_name_plural = _("editions called off")
        constraints = [
            models.CheckConstraint(
                name="calling_off_by_a_reviewer_says_why",
                condition=~Q(why="reviewer") | ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.edition)


@clock_changes.register
def next_live(now: datetime) -> datetime | None:
    """When the next edition goes live that was signed for a day."""
    return Edition.objects.to_come(now).aggregate(next=models.Min("live_from"))["next"]
