"""Functions look where their tables are, whatever path of schemas a session has set."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_named_rows_in_memory")]

    operations = [reinstall_sql("procedures", "refuse_signature")]
