"""A picture that was added after an edition was signed is none that it shows."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0017_named_rows_by_index")]

    operations = [reinstall_sql("procedures", "pictures_never_change")]
