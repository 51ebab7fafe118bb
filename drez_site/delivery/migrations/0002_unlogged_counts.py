"""Counts are worth nothing after a crash, and need not be written twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE delivery_requestcount SET UNLOGGED", "ALTER TABLE delivery_requestcount SET LOGGED"
        )
    ]
