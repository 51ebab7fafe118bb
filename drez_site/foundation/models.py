"""Which version of the public content there is."""

from django.db import models


class ContentVersion(models.Model):
    """A transaction that changed what patients read. The rows that a snapshot shows are its version.

    Only the database writes here (`sql/move_content_version.sql`). Nothing counts up, so no writer waits for
    another: each transaction adds a row of its own, and takes away those it finds.
    """

    transaction = models.BigIntegerField(primary_key=True)
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.transaction} at {self.moved_at:%Y-%m-%d %H:%M:%S}"
