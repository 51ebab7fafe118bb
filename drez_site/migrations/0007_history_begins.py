"""The history of the clinic profile begins with the profile that is there."""

from django.db import migrations
from django.utils import timezone


def begin(apps, schema_editor):
    profile, record = apps.get_model("drez_site", "ClinicProfile"), apps.get_model("drez_site", "HistoricalClinicProfile")
    columns = [field.attname for field in profile._meta.concrete_fields if field.name != "is_demonstration"]
    for row in profile.objects.values(*columns):
        record.objects.create(
            **row, history_date=timezone.now(), history_type="+", history_change_reason="As it was when history began"
        )


class Migration(migrations.Migration):
    dependencies = [("drez_site", "0006_history")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
