"""Finds by an index what editions say of rows that they name, and no longer reads all of them for a signature."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0016_calling_off_waits")]

    operations = [
        install_sql("procedures", "base_edition", "marks_of_named_rows", "is_named_so"),
        migrations.AddIndex(
            "edition",
            GinIndex(
                models.Func(models.F("content"), function="marks_of_named_rows"),
                name="edition_by_named_rows",
                fastupdate=False,
            ),
        ),
        reinstall_sql("procedures", "base_of_changes", "signatures_wait", "writers_of_named_rows"),
    ]
