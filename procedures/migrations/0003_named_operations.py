"""Lets authorship follow what was brought back, and the names and looks of operations."""

from django.db import migrations, models

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_guards")]

    operations = [
        migrations.AlterField(
            model_name="rowrevision",
            name="list",
            field=models.CharField(
                choices=[("terms", "glossary"), ("sources", "publications"), ("procedures", "operations")],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        reinstall_sql("procedures", "named_rows", "writers_of_typed_words", "writers_of_named_rows"),
    ]
