"""The search index: derived from the rest by the database, never edited."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from providers import sphere

from .practice import Practice
from .provider import Provider


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def public(self, at: date | None = None) -> Self:
        """Those of doctors who see patients there on this day; the index holds who will, and who did, too."""
        at = at or timezone.localdate()
        return self.filter(
            Q(seen_from=None) | Q(seen_from__lte=at), Q(seen_until=None) | Q(seen_until__gte=at)
        )


class SearchEntry(models.Model):
    """One public practice: its point on the sphere, and everything to filter by.

    What the terms say: `providers/search/terms.py`. What the office said is kept with its day, too, because
    it counts only for a while.

    Triggers write the rows in the transaction of whatever changed (see `providers/sql/`), so
    nothing cascades or is checked from here.
    """

    practice = models.OneToOneField(
        Practice, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="search_entry"
    )
    provider = models.ForeignKey(
        Provider, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="search_entries"
    )
    sort_name = models.TextField(_("family name and given name, folded"), db_collation="C")
    names = SearchVectorField(_("words of the name, folded"))
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    terms = SearchVectorField(_("terms"))
    accepted_on = models.DateField(_("day on which the office said that it takes new patients"), null=True)
    refused_on = models.DateField(_("day on which the office said that it takes none"), null=True)
    seen_from = models.DateField(_("first day on which patients see it"), null=True)
    seen_until = models.DateField(_("last day on which patients see it"), null=True)
    pos = models.GeneratedField(
        expression=sphere.position("latitude", "longitude"),
        output_field=sphere.CubeField(null=True),
        db_persist=True,
    )

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            # siglen 508: with the default of 124 bytes the terms of inner nodes collide (measured).
            GistIndex(
                fields=["pos", "terms"],
                opclasses=["gist_cube_ops", "tsvector_ops(siglen=508)"],
                condition=Q(pos__isnull=False),
                name="search_entry_by_place_and_terms",
            ),
            # Where distance does not lead: counts, no place given, and places that are not on the map.
            GinIndex(fields=["terms"], name="search_entry_by_terms"),
            GinIndex(fields=["terms"], condition=Q(pos__isnull=True), name="search_entry_unplaced_by_terms"),
            GinIndex(fields=["names"], name="search_entry_by_names"),
            models.Index(fields=["provider"], name="search_entry_by_provider"),
            models.Index(fields=["sort_name", "provider"], name="search_entry_by_name"),
            models.Index(
                fields=["sort_name", "provider"],
                condition=Q(pos__isnull=True),
                name="search_entry_unplaced_by_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort_name} ({self.practice_id})"


class SearchName(models.Model):
    """A word of doctors' names, folded, found again when misspelled.

    `slips` are the word itself and what is left of it without any one letter: two words that share one of
    these differ by a single letter that was changed, missed, added or swapped with the next. A word stays
    when its last doctor goes, and then finds nobody; a rebuild of the index sweeps it up.
    """

    word = models.TextField(_("word"), primary_key=True, db_collation="C")
    slips = models.GeneratedField(
        expression=Func(F("word"), function="name_slips"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("word of a name")
        verbose_name_plural = _("words of names")
        indexes = [
            GinIndex(fields=["slips"], name="search_name_by_slips"),
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_name_by_likeness"),
        ]

    def __str__(self) -> str:
        return self.word


class SavedMeanwhile(models.Model):
    """A doctor who was saved while the index is made anew beside itself (`providers/rebuilding.py`)."""

    provider_id = models.BigIntegerField(_("doctor"))

    class Meta:
        verbose_name = _("doctor saved during a rebuild")
        verbose_name_plural = _("doctors saved during a rebuild")

    def __str__(self) -> str:
        return str(self.provider_id)
