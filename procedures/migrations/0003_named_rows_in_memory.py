"""Looks for what documents name in copies of their contents, in a tenth of the time."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_guards")]

    operations = [reinstall_sql("procedures", "writers_of_named_rows")]
