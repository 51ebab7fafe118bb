"""What every row of history knows besides the row it keeps: which save it belongs to, and who made it."""

from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


class Record(models.Model):
    """Rows of one transaction share `moment`: a doctor saved with three practices is one change."""

    moment = models.DateTimeField(_("date and time"), db_default=TransactionNow(), db_index=True)
    by_superuser = models.BooleanField(_("by a superuser"), default=False)

    class Meta:
        abstract = True


def kept_history(**options: Any) -> HistoricalRecords:
    """History for a model; `m2m_fields` names the lists that belong to it."""
    return HistoricalRecords(bases=[Record], **options)


@receiver(pre_create_historical_record)
def mark_superusers(
    sender: object, history_instance: models.Model, history_user: Any, **kwargs: object
) -> None:
    """Kept with the row, because a superuser may be an ordinary editor tomorrow."""
    if isinstance(history_instance, Record):
        history_instance.by_superuser = bool(history_user and history_user.is_superuser)
