"""How often each form was sent."""

from django.db import models


class RequestCount(models.Model):
    """How often a form came from one network in one span of time. Unlogged: a crash empties the table."""

    form = models.CharField(max_length=60)
    network = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "network", "starts_at"], name="request_count_is_one_row_for_each_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.times}"
