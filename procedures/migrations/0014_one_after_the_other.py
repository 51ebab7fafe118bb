"""Signing, calling off and marking a source as retracted wait for one another, and then see what was done."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0013_sizes_of_pictures")]

    operations = [
        reinstall_sql(
            "procedures",
            "edition_is_called_off",
            "edition_is_signed",
            "edition_rests_on_no_marked_source",
            "retraction_is_marked",
        ),
    ]
