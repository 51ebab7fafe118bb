"""Which version of the public content there is, and which free texts a reviewer approved."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .approved_words import Approved, Picture

MOST_RETURNS_SHOWN = 3  # of one text; all of the words that wait


class ContentVersion(models.Model):
    """A transaction that changed what patients read. The rows that a snapshot shows are its version.

    Only the database writes here (`sql/move_content_version.sql`). Nothing counts up, so no writer waits for
    another: each transaction adds a row of its own, and takes away those it finds.
    """

    transaction = models.BigIntegerField(primary_key=True)
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.transaction} at {self.moved_at:%Y-%m-%d %H:%M:%S}"


class WordsOfAField(models.Model):
    """Words of one free text of one row: of a doctor, a place, or the clinic."""

    subject_table = models.CharField(_("table"), max_length=63)
    subject_id = models.BigIntegerField(_("row"))
    field = models.CharField(_("text"), max_length=63)
    words = models.TextField(_("words"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        kind = str(self.model._meta.verbose_name)
        return f"{capfirst(kind)}: {self.subject}" + (f", {self.text_name}" if self.text_name != kind else "")

    @property
    def place(self) -> dict[str, Any]:
        """Of which text of which row they are, for a query."""
        return {"subject_table": self.subject_table, "subject_id": self.subject_id, "field": self.field}

    @property
    def text_key(self) -> str:
        """Names this text in a form, whatever it says."""
        return f"{self.subject_table}-{self.subject_id}-{self.field}"

    @property
    def model(self) -> type[models.Model]:
        return next(model for model in apps.get_models() if model._meta.db_table == self.subject_table)

    @cached_property
    def subject(self) -> models.Model | None:
        """The row; None once it is gone."""
        return self.model._base_manager.filter(pk=self.subject_id).first()

    @property
    def is_translation(self) -> bool:
        """Whether it says in another language what stands in English beside it."""
        return bool(self._original)

    @property
    def english(self) -> str:
        """What the words translate, as it stands there now; "" for English words."""
        return str(getattr(self.subject, self._original)) if self._original and self.subject else ""

    @property
    def _original(self) -> str:
        """The attribute of the row with the English words of a translation; "" for English words."""
        columns = getattr(self.model, "TRANSLATED", ())
        if isinstance(columns, dict):
            return next((name for name, column in columns.items() if column == self.field), "")
        return "english" if hasattr(self.model, "english") else ""

    @property
    def is_by_language(self) -> bool:
        """Whether the words are those of several languages, as JSON."""
        return isinstance(self.model._meta.get_field(self.field), models.JSONField)

    @property
    def picture(self) -> Picture | None:
        """What they stand for where they name a picture; None for words that people read."""
        subject = self.subject
        return subject.picture_of(self.field, self.words) if isinstance(subject, Approved) else None

    @property
    def text_name(self) -> str:
        """What its form calls the text, like "about"."""
        return str(self.model._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]  # always a column of the model itself


def _newest_approved() -> "models.QuerySet[ApprovedWords]":
    """For a query on words of a field: what was approved last of it."""
    same = {name: models.OuterRef(name) for name in ("subject_table", "subject_id", "field")}
    return ApprovedWords.objects.filter(**same).order_by("-pk")


class WaitingWordsQuerySet(models.QuerySet["WaitingWords"]):
    def returned(self) -> Self:
        """Those that a reviewer gave back just as they wait, with what to mend."""
        return self.filter(models.Exists(_said_of_them()))

    def to_approve(self) -> Self:
        """Those that nobody gave back."""
        return self.exclude(models.Exists(_said_of_them()))

    def with_writers(self) -> Self:
        """Each with the keys of the accounts that wrote it: `written_by_accounts`."""
        writers = models.Func(
            "subject_table",
            "subject_id",
            "field",
            "words",
            function="writers_of_waiting_words",
            output_field=ArrayField(models.BigIntegerField()),
        )
        return self.annotate(written_by_accounts=writers)

    def written_by(self, person: Any) -> Self:
        """Those of which somebody wrote a part, and those of which nobody knows who did."""
        return self.with_writers().filter(
            models.Q(written_by_accounts__contains=[person.pk]) | models.Q(written_by_accounts=[])
        )


def _said_of_them() -> "models.QuerySet[ReturnedWords]":
    same = {name: models.OuterRef(name) for name in ("subject_table", "subject_id", "field", "words")}
    return ReturnedWords.objects.filter(**same)


class WaitingWords(WordsOfAField):
    """Words that staff typed and no reviewer has approved. Triggers write them (`sql/words_wait.sql`)."""

    since = models.DateTimeField(_("since"))

    objects = WaitingWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("words that wait for a reviewer")
        verbose_name_plural = _("words to approve")
        ordering = ["subject_table", "subject_id", "field"]
        default_permissions = ["view"]
        permissions = [("approve_waitingwords", "Can approve words")]
        constraints = [
            models.UniqueConstraint(
                name="words_of_a_field_wait_once", fields=["subject_table", "subject_id", "field"]
            )
        ]

    @property
    def key(self) -> str:
        """Names these very words in a form, as they began to wait: of whom, and beside which English."""
        read = "\0".join((self.words, self.english, self.since.isoformat()))
        return f"{self.text_key}-{hashlib.sha256(read.encode()).hexdigest()[:16]}"

    @cached_property
    def writers(self) -> list[Any]:
        """The accounts that wrote them, as far as the history of the row knows."""
        return _writers_of([self]).get(self.pk, [])

    @cached_property
    def approved(self) -> "ApprovedWords | None":
        """What was approved last in their place; None where that ended, or never began."""
        return _approved_of([self]).get(self.text_key)

    @property
    def read_now(self) -> str:
        """What patients read in their place; "" for nothing."""
        return self.approved.words if self.approved else ""


class ReturnedWords(WordsOfAField):
    """What a reviewer asks whoever wrote these words to mend. Other words wait anew."""

    comment = models.TextField(_("comment"))
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("returned by")
    )
    returned_at = models.DateTimeField(_("returned at"), default=timezone.now)

    class Meta:
        verbose_name = _("returned words")
        verbose_name_plural = _("returned words")
        default_permissions = ()
        indexes = [
            models.Index(fields=["subject_table", "subject_id", "field"], name="returned_words_of_a_field")
        ]
        constraints = [
            models.CheckConstraint(name="returned_words_have_a_comment", condition=~models.Q(comment="")),
        ]


class ApprovedWordsQuerySet(models.QuerySet["ApprovedWords"]):
    def read_now(self) -> Self:
        """Those that patients may read: of each field the newest, of rows that are there."""
        tables = [model for model in apps.get_models() if getattr(model, "TO_APPROVE", ())]
        there = models.Q(pk__in=[])
        for model in tables:
            rows = model._base_manager.filter(pk=models.OuterRef("subject_id"))
            there |= models.Q(models.Exists(rows), subject_table=model._meta.db_table)
        newer = _newest_approved().filter(pk__gt=models.OuterRef("pk"))
        return self.filter(there, words__gt="").exclude(models.Exists(newer))


class ApprovedWords(WordsOfAField):
    """Words as a reviewer approved them. A row is never changed; patients read the newest of a field.

    A row without words, by nobody, ends what was approved before it (`sql/write_waiting_words.sql`).

    Who may approve what, the database knows (`sql/words_are_approved.sql`); it fills in the last columns.
    """

    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    reviewer_name = models.CharField(_("name"), max_length=200, editable=False)
    reviewer_credentials = models.CharField(_("credentials"), max_length=200, editable=False)
    approved_at = models.DateTimeField(_("approved on"), editable=False)

    objects = ApprovedWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("approved words")
        verbose_name_plural = _("approved words")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["subject_table", "subject_id", "field", "-id"], name="approved_words_of_a_row"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="words_are_approved_by_somebody",
                condition=models.Q(words="", approved_by=None) | models.Q(words__gt="", approved_by__gt=0),
            )
        ]


def _of_the_texts(rows: Iterable[WaitingWords]) -> models.Q:
    found = models.Q(pk__in=[])
    for row in rows:
        found |= models.Q(**row.place)
    return found


def said_of_texts(rows: list[WaitingWords]) -> dict[str, list[ReturnedWords]]:
    """By the key of each text: what reviewers said of it, newest first; of earlier words only the last."""
    words = {row.text_key: row.words for row in rows}
    said: dict[str, list[ReturnedWords]] = defaultdict(list)
    rows_said = ReturnedWords.objects.filter(_of_the_texts(rows)).select_related("returned_by")
    for returned in rows_said.order_by("-pk"):
        of_text = said[returned.text_key]
        if returned.words == words[returned.text_key] or len(of_text) < MOST_RETURNS_SHOWN:
            of_text.append(returned)
    return dict(said)


def read_subjects(rows: Iterable[WordsOfAField]) -> None:
    """Fill in the `subject` of all rows, with one query for each table."""
    by_table = defaultdict(list)
    for row in rows:
        by_table[row.subject_table].append(row)
    for together in by_table.values():
        model = together[0].model
        others = [column.name for column in model._meta.fields if column.is_relation]
        files = [column.name for column in model._meta.fields if isinstance(column, models.BinaryField)]
        subjects = model._base_manager.select_related(*others).defer(*files)
        found = subjects.in_bulk([row.subject_id for row in together])
        for row in together:
            row.subject = found.get(row.subject_id)


def read_approved(rows: list[WaitingWords]) -> None:
    """Fill in what was `approved` last in the place of all rows."""
    approved = _approved_of(rows)
    for row in rows:
        row.approved = approved.get(row.text_key)


def read_together(rows: list[WaitingWords]) -> None:
    """Fill in `subject`, `approved` and `writers` of all rows, however many there are."""
    read_subjects(rows)
    read_approved(rows)
    writers = _writers_of(rows)
    for row in rows:
        row.writers = writers.get(row.pk, [])


def _approved_of(rows: Iterable[WaitingWords]) -> dict[str, ApprovedWords]:
    """By the key of each text."""
    place = ("subject_table", "subject_id", "field")
    newest = ApprovedWords.objects.filter(_of_the_texts(rows)).order_by(*place, "-pk").distinct(*place)
    return {each.text_key: each for each in newest if each.words}


def _writers_of(rows: Iterable[WaitingWords]) -> dict[int, list[Any]]:
    """By the key of each row."""
    written: Any = WaitingWords.objects.with_writers().filter(pk__in=[row.pk for row in rows])
    writers = dict(written.values_list("pk", "written_by_accounts"))
    people = get_user_model().objects.in_bulk({key for keys in writers.values() for key in keys})
    return {row: [people[key] for key in sorted(keys) if key in people] for row, keys in writers.items()}


def waiting_of(rows: Iterable[models.Model]) -> models.QuerySet[WaitingWords]:
    """What waits of these rows."""
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(row._meta.db_table, []).append(row.pk)
    found = models.Q(pk__in=[])
    for table, keys in ids.items():
        found |= models.Q(subject_table=table, subject_id__in=keys)
    return WaitingWords.objects.filter(found)
