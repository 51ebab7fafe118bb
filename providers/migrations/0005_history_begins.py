"""History keeps made-up and real rows apart like the rows themselves, and begins with what is there."""

import importlib

from django.db import migrations
from django.utils import timezone

demonstration_only = importlib.import_module("providers.migrations.0002_demonstration_only").demonstration_only

TRACKED = ["Specialty", "Language", "Location", "Provider", "Practice", "Offering"]
LISTS = {"specialties": "specialty_id", "languages": "language_id"}


def begin(apps, schema_editor):
    now = timezone.now()
    begun = {"history_date": now, "history_type": "+", "history_change_reason": "As it was when history began"}
    for name in TRACKED:
        model, record = apps.get_model("providers", name), apps.get_model("providers", f"Historical{name}")
        columns = [field.attname for field in model._meta.concrete_fields]
        record.objects.bulk_create(record(**row, **begun) for row in model.objects.values(*columns))
    records = dict(apps.get_model("providers", "HistoricalProvider").objects.values_list("id", "history_id"))
    for name, column in LISTS.items():
        through = apps.get_model("providers", "Provider")._meta.get_field(name).remote_field.through
        kept = apps.get_model("providers", f"HistoricalProvider_{name}")
        kept.objects.bulk_create(
            kept(id=row["id"], history_id=records[row["provider_id"]], provider_id=row["provider_id"], **{column: row[column]})
            for row in through.objects.values("id", "provider_id", column)
        )


class Migration(migrations.Migration):
    dependencies = [("providers", "0004_history")]

    operations = [
        demonstration_only("providers_historicalprovider"),
        demonstration_only("providers_historicallocation"),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
