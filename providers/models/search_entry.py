"""The search index: derived from the rest by the database, never edited."""

from django.contrib.postgres.indexes import GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from providers import sphere

from .practice import Practice
from .provider import Provider


class SearchEntry(models.Model):
    """One public practice: its point on the sphere, and everything to filter by as terms.

    Terms are p<procedure id>, s<specialty id> and l<language id>. Triggers write the rows in the transaction
    of whatever changed (see the migration `search_index`), so nothing cascades or is checked from here.
    """

    practice = models.OneToOneField(
        Practice, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="search_entry"
    )
    provider = models.ForeignKey(
        Provider, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="search_entries"
    )
    sort_name = models.TextField(_("family name, in small letters"))
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    terms = SearchVectorField(_("terms"))
    pos = models.GeneratedField(
        expression=sphere.position("latitude", "longitude"),
        output_field=sphere.CubeField(null=True),
        db_persist=True,
    )

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
            models.Index(fields=["provider"], name="search_entry_by_provider"),
            models.Index(fields=["sort_name", "provider"], name="search_entry_by_name"),
            models.Index(
                fields=["sort_name", "provider"],
                condition=Q(pos__isnull=True),
                name="search_entry_unplaced_by_name",
            ),
        ]

    def __str__(self):
        return f"{self.sort_name} ({self.practice_id})"
